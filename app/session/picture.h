#pragma once

#include <QByteArray>
#include <QPoint>
#include <QPointF>
#include <QString>

#include <vector>

/// A picture that somebody wants to see answered: a file, or encoded bytes. The one door for pictures; never a decoded
/// one.
struct PictureSource {
    QString path; ///< of the file; empty when there are bytes
    QByteArray bytes; ///< PNG, JPEG, WebP or BMP
    QString name; ///< for people; the file's name when empty

    bool isEmpty() const { return path.isEmpty() && bytes.isEmpty(); }
};

/// One stroke of a brush over what the network sees.
struct BrushStroke {
    enum class Kind { Erase, Blur };
    Kind kind = Kind::Erase; ///< Erase paints the mean colour: zero for the network
    double radius = 0.05; ///< as a share of the picture's side
    std::vector<QPointF> points; ///< as shares of the picture's side from the top left

    bool operator==(const BrushStroke&) const = default;
};

/// How the picture is changed before the network sees it, in this order. Positions and lengths are shares of the side of
/// what the network sees, so that they fit every network.
struct PictureEdits {
    double rotation = 0; ///< degrees, clockwise, −180 to 180; corners continue the border
    double brightness = 0; ///< −1 to 1: this much of the full range is added
    double saturation = 1; ///< 0 grey, 1 as it is, up to 2
    QPoint shift; ///< pixels of the network's input, right and down; the border is continued
    std::vector<BrushStroke> strokes;

    bool isEmpty() const { return *this == PictureEdits(); }
    bool operator==(const PictureEdits&) const = default;
};
