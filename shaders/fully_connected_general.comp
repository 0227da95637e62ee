// Fully connected layer on devices without subgroup shuffles: one invocation per four outputs of an image.
#version 460
#extension GL_GOOGLE_include_directive : require
#define HALVES_CONSTANT 2
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/fully_connected.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

void main()
{
    const int column = int(gl_GlobalInvocationID.x);
    const int image = int(gl_WorkGroupID.y);
    if (column >= panels * TEAM)
        return;
    const int panel = column / TEAM;
    const int vector = firstPanel * TEAM + column;
    vec4 sum = startOf(vector);
    int weight = panel * depthVectors * 4 * TEAM + column % TEAM;
    for (int k = 0; k < depthVectors; ++k) {
        const vec4 a = FETCH(inputs, image * inputImage + k);
        [[unroll]] for (int j = 0; j < 4; ++j)
            sum += a[j] * FETCH_WEIGHTS(weights, weight + j * TEAM);
        weight += 4 * TEAM;
    }
    store(image, vector, sum);
}
