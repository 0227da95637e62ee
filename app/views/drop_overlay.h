#pragma once

#include "app/session/drop_offer.h"

#include <QWidget>

/// Lies over the whole window while something is held over it and says what will happen on release. Transparent for the
/// mouse.
class DropOverlay : public QWidget {
    Q_OBJECT
public:
    explicit DropOverlay(QWidget* window);

    /// Covers the window.
    void showOffer(const DropOffer& offer);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    struct Chip {
        QString words;
        bool usable = true;
        QRect place;
    };
    std::vector<Chip> chips() const;
    int placeChips(std::vector<Chip>& chips, int left, int top, int width) const;
    void paintChip(QPainter& painter, const Chip& chip) const;

    DropOffer m_offer;
};
