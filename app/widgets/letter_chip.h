#pragma once

#include <QWidget>

/// The letter of a picture, A or B, in its colour, on a small ground of its own; laid over the picture's corner.
class LetterChip : public QWidget {
    Q_OBJECT
public:
    /// `colour` of tokens.json.
    LetterChip(const QString& letter, const char* colour, QWidget* parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void place();

    QString m_letter;
    const char* m_colour;
};
