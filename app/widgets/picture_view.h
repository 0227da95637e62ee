#pragma once

#include <QImage>
#include <QWidget>

/// A square picture as the network sees it: small ones enlarged so that every pixel is a square. A box can be marked in
/// it; a lens then shows what is inside. With a brush, mouse, or arrow keys and Space, paint; without one they choose a
/// pixel.
class PictureView : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);

    /// Null: `words` are shown instead.
    void setPicture(const QImage& picture, const QString& words);
    /// In pixels of the picture; may reach beyond it. Empty: none.
    void setBox(const QRect& box);
    /// Radius as a share of the side; 0: no brush.
    void setBrush(double radius);
    double brush() const { return m_brush; }
    QSize sizeHint() const override;

signals:
    /// Pixel under the mouse; (−1, −1) when there is none.
    void hovered(QPoint pixel);
    void chosen(QPoint pixel);
    /// Shares of the side; `begins` a stroke.
    void painted(QPointF point, bool begins);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    QPointF share(QPointF point) const;
    QPoint pixelAt(QPointF point) const;
    QRectF onScreen(const QRectF& pixels) const;
    void press(QPointF point, bool begins);
    void drawPicture(QPainter& painter) const;
    void drawBox(QPainter& painter) const;
    void drawLens(QPainter& painter, const QRectF& box) const;
    void drawBrush(QPainter& painter) const;

    QImage m_picture;
    QString m_words;
    QRect m_box;
    double m_brush = 0;
    QPointF m_cursor {0.5, 0.5}; ///< share of the side; where the brush or the keys are
    bool m_keys = false; ///< the cursor was moved by keys last
};
