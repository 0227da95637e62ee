// The device layout of an activation (engine/vulkan/layout.h), all steps in vec4s.
struct Layout {
    int origin; // to the first picture value of a plane
    int image;
    int plane;
    int row;
    int pixel;
    int groupVectors; // vec4s of channels in one plane
};

// n / d for 0 <= n < 2^22, given 1.0 / d: integer division is slow everywhere.
int quotient(int n, float inverse) { return int((float(n) + 0.5) * inverse); }

// Where the vec4 of channels 4 c .. 4 c + 3 of a pixel lies.
int place(Layout l, int image, int y, int x, int c)
{
    const int group = quotient(c, 1.0 / float(l.groupVectors));
    return image * l.image + group * l.plane + l.origin + y * l.row + x * l.pixel + (c - group * l.groupVectors);
}
