// Gradients of biases: the sum of an output's gradient over all images and pixels. A work group of local_size_x lanes
// per vec4 of filters; each lane takes every local_size_x-th position, four at once.
//
// gradients   NHWC       biases   one float per column of the panels
// work group (vec4 of filters of all groups).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Layout from;
    int positions, pixels, width; // positions = images x pixels
    int groupVectors, biasStep; // vec4s of filters of a group, and from a group's biases to the next
    int accumulate;
};
OPERAND(0, gradients);
RESULT(1, biases);

#include "common/reduce.glsl"

void main()
{
    const int vector = int(gl_WorkGroupID.x);
    const int lanes = int(gl_WorkGroupSize.x);
    const float perPixel = 1.0 / float(pixels);
    const float perWidth = 1.0 / float(width);
    vec4 sum = vec4(0);
    int position = int(gl_LocalInvocationID.x);
    for (int left = positions; left > 0; left -= 4 * lanes) {
        vec4 values[4];
        [[unroll]] for (int u = 0; u < 4; ++u) {
            const int at = min(position + u * lanes, positions - 1);
            const int image = quotient(at, perPixel);
            const int pixel = at - image * pixels;
            const int y = quotient(pixel, perWidth);
            values[u] = FETCH(gradients, place(from, image, y, pixel - y * width, vector));
        }
        [[unroll]] for (int u = 0; u < 4; ++u)
            sum += position + u * lanes < positions ? values[u] : vec4(0);
        position += 4 * lanes;
    }
    const vec4 total
        = vec4(combined(sum.x, false), combined(sum.y, false), combined(sum.z, false), combined(sum.w, false));
    if (gl_LocalInvocationID.x == 0) {
        const int group = vector / groupVectors;
        const int at = group * biasStep + vector - group * groupVectors;
        biases[at] = accumulate != 0 ? biases[at] + total : total;
    }
}
