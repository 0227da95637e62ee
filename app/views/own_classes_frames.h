#pragma once

#include "app/session/own_classes.h"

#include <QWidget>

/// The frames of a class as small pictures, the newest first, as many as fit. Delete or a click on the cross removes one;
/// left/right keys point at it.
class OwnClassesFrames : public QWidget {
    Q_OBJECT
public:
    explicit OwnClassesFrames(QWidget* parent = nullptr);

    void setFrames(const std::vector<OwnFrame>& frames, const QString& name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removeAsked(quint64 number);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override { update(); }
    void focusOutEvent(QFocusEvent*) override { update(); }

private:
    int side() const;
    int count() const;
    QRect place(int index) const;
    QRect cross(int index) const;
    int at(QPoint point) const;

    std::vector<OwnFrame> m_frames; ///< newest first
    int m_current = -1;
};
