#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

/// A few small pictures of weights, enlarged without smoothing, each with a caption below: one large, or several two by
/// two.
class KernelView : public QWidget {
    Q_OBJECT
public:
    struct Picture {
        QImage image;
        QString caption;
    };

    explicit KernelView(QWidget* parent = nullptr);

    void setPictures(std::vector<Picture> pictures);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int side() const;
    int captionHeight() const;

    std::vector<Picture> m_pictures;
};
