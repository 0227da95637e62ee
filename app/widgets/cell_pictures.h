#pragma once

#include <QImage>
#include <QWidget>

/// Small pictures side by side, a cell a value, enlarged by one whole factor without smoothing; words below each.
class CellPictures : public QWidget {
    Q_OBJECT
public:
    /// `name` is for screen readers; no picture is higher than `side` pixels at font scale 1.
    CellPictures(const QString& name, int side, QWidget* parent = nullptr);

    void setPictures(std::vector<QImage> pictures, const QStringList& words = {});
    /// Larger pictures than at first, where there is room for them; never smaller ones.
    void setSide(int side);
    QSize sizeHint() const override { return sizeFor(m_side); }
    QSize minimumSizeHint() const override { return sizeFor(m_leastSide); }

signals:
    /// The cell under the mouse; picture −1 when there is none.
    void hovered(int picture, QPoint cell);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;

private:
    QSize shown(int side) const;
    QRect place(int picture, int side) const;
    QSize sizeFor(int side) const;

    int m_leastSide, m_side;
    std::vector<QImage> m_pictures;
    QStringList m_words;
};
