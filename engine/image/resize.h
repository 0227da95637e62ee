#pragma once

#include "engine/core/image.h"

namespace engine {

/// A rectangle of a picture, in pixels from the top left.
struct Region {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// The picture resized by an antialiased triangle filter: every new pixel is the mean of the old ones around
/// its centre, weighted by distance, over one old pixel either way when enlarging and over one new pixel
/// either way when shrinking. First along the rows, then along the columns, rounded to 8 bits after each. The
/// values are those of Pillow's Image.resize((width, height), Image.BILINEAR), which the networks of
/// torchvision were trained with. Throws Error when a size is below 1 or the picture is empty.
Image resizeBilinear(const Image& picture, int width, int height);

/// What crop(resizeBilinear(picture, width, height), region...) gives, without ever making the rest: the work
/// and the memory are those of the region, however large the resized picture would be. Throws Error also when
/// the region is empty or leaves the resized picture.
Image resizeRegion(const Image& picture, int width, int height, const Region& region);

/// A rectangle of a picture in fractions of pixels from the top left. It may reach beyond the picture.
struct Window {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// A window of the picture resized by the same filter. Beyond its edges the picture goes on in the colours of its
/// border. Where window and result have the same size and whole numbers, pixels keep their values. Throws Error when
/// a size is not positive.
Image resizeWindow(const Image& picture, const Window& window, int width, int height);

/// The part of the picture from (x, y) on. Throws Error when it is empty or leaves the picture.
Image crop(const Image& picture, int x, int y, int width, int height);

/// The picture with left and right exchanged.
Image mirrored(const Image& picture);

}
