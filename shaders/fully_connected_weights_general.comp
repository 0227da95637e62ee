// Gradients of the weights and biases of a fully connected layer on devices without subgroup shuffles: one invocation
// sums up four inputs x four outputs over all images.
//
// inputs     one row per image, inputImage apart       outputGradients   one vector per image
// weights    panels [panel][k][4 TEAM], bound from panel firstPanel on
// biases     one float per column of all panels
// work group (k vec4 and column vec4, panel).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8;

layout(push_constant) uniform Push {
    int images, inputImage, gradientImage;
    int firstPanel, depthVectors, outputVectors;
    int accumulate, hasBias;
};
OPERAND(0, inputs);
OPERAND(1, outputGradients);
RESULT(2, weights);
RESULT(3, biases);

void main()
{
    const int k = int(gl_GlobalInvocationID.x) / TEAM;
    const int lane = int(gl_GlobalInvocationID.x) - k * TEAM;
    const int panel = int(gl_WorkGroupID.y);
    const int vector = (firstPanel + panel) * TEAM + lane;
    if (k >= depthVectors || vector >= outputVectors)
        return;
    vec4 sums[4] = {vec4(0), vec4(0), vec4(0), vec4(0)};
    vec4 bias = vec4(0);
    for (int image = 0; image < images; ++image) {
        const vec4 a = FETCH(inputs, image * inputImage + k);
        const vec4 b = FETCH(outputGradients, image * gradientImage + vector);
        bias += b;
        [[unroll]] for (int j = 0; j < 4; ++j)
            sums[j] += a[j] * b;
    }
    [[unroll]] for (int j = 0; j < 4; ++j) {
        const int at = ((panel * depthVectors + k) * 4 + j) * TEAM + lane;
        weights[at] = accumulate != 0 ? sums[j] + weights[at] : sums[j];
    }
    if (k == 0 && hasBias != 0)
        biases[vector] = accumulate != 0 ? bias + biases[vector] : bias;
}
