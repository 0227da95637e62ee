// The gradient of a fully connected layer's input on devices without subgroup shuffles: one invocation per four inputs
// of an image.
#version 460
#extension GL_GOOGLE_include_directive : require
#define HALVES_CONSTANT 2
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected_data.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

void main()
{
    const int index = int(gl_GlobalInvocationID.x);
    const int image = int(gl_WorkGroupID.y);
    if (index >= columns)
        return;
    const Column column = columnAt(index);
    const int from = image * gradientImage + firstPanel * TEAM;
    vec4 sum = vec4(0);
    for (int panel = 0; panel < panels; ++panel)
        [[unroll]] for (int o = 0; o < TEAM; ++o) {
            const vec4 gradient = FETCH(outputGradients, from + panel * TEAM + o);
            [[unroll]] for (int j = 0; j < 4; ++j)
                sum[j] += dot(gradient, FETCH_WEIGHTS(weights, (panel * depth + column.k + j) * TEAM + o));
        }
    store(image, column, sum);
}
