#pragma once

#include <QScrollArea>

/// A part of the window that scrolls when its content needs more than the window has, as with type of double size on a
/// small screen: then nothing in it is squeezed, and the window never outgrows the screen.
class Room : public QScrollArea {
    Q_OBJECT
public:
    /// `directions`: those in which it may be smaller than its content; in the other it is as large.
    explicit Room(QWidget* content, Qt::Orientations directions = Qt::Horizontal | Qt::Vertical);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool viewportEvent(QEvent* event) override;

private:
    void fit();

    Qt::Orientations m_directions;
};

/// Content that scrolls, inside a panel or a column: without a frame, as large as there is room and no smaller than the
/// content's least size. `sideways` it scrolls only where that is said; otherwise it is never cut there.
QScrollArea* scrolling(QWidget* content, bool sideways = false);

/// The content of a Room, or the widget itself.
QWidget* contentOf(QWidget* page);
