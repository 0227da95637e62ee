#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

/// The live picture: what the network sees is bright, the rest dimmed.
class CameraPicture : public QWidget {
    Q_OBJECT
public:
    explicit CameraPicture(QWidget* parent = nullptr);

    /// `seen` in pixels of the picture; `words` for screen readers.
    void setPicture(const QImage& picture, const QRectF& seen, const QString& words);
    /// Height that the picture needs at a width; of 4 × 3 before the first.
    int heightFor(int width) const;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void drawSquare(QPainter& painter, const QRectF& place, const QRectF& square) const;

    QImage m_picture;
    QRectF m_seen;
};
