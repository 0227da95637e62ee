#pragma once

#include <QPointer>
#include <QWidget>

/// Covers all of its window in black until a key or the mouse is pressed, so that the room looks at who speaks.
class BlankScreen : public QWidget {
    Q_OBJECT
public:
    /// Covers `window` at once; deletes itself when it is over.
    explicit BlankScreen(QWidget* window);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void leave();

    QPointer<QWidget> m_focusBefore;
};
