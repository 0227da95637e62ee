#pragma once

#include "app/views/view.h"

#include <QAbstractScrollArea>

/// All layers of the picture under the microscope, left to right: of each the selected or strongest map (one a tower) or
/// the whole vector, with name and shape. Mouse and left/right keys choose a layer. Where not all fit, layers that keep
/// the shape of their input are left out until they are selected.
class LayerStrip : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LayerStrip(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// A low strip with names only.
    void setCompact(bool compact);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where a layer stands, in viewport coordinates; without width where it is left out.
    QRect itemRect(int layer) const;

signals:
    void chosen(int layer);
    void pointedAt(const QString& address);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    struct Item {
        int layer = -1; ///< −1: the picture
        QString name, shape;
        std::vector<QImage> images; ///< one a tower
        std::vector<int> units; ///< which; −1: all of a vector
        QSize side; ///< of one image, as it is drawn
        int left = 0, width = 0;
        bool away = false; ///< no room for it
    };

    void rebuild();
    void refreshCurrent();
    Item makeItem(const Classification& answer, int layer) const;
    void drawItem(QPainter& painter, const Item& item) const;
    void arrange();
    void makeRoom();
    void reveal();
    int itemAt(QPoint point) const;
    int largestSide() const;
    int currentLayer() const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    std::vector<Item> m_items;
    ClassificationPointer m_answer; ///< that is shown
    bool m_stale = true; ///< something changed while this was out of sight
    QString m_shownLayer; ///< whose item shows the selected unit
    int m_hovered = -2; ///< layer; −1: the picture, −2: nothing
    bool m_compact = false;
};
