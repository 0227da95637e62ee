// The gradient of local response normalization y = x s^-beta, s = k + alpha sum x^2 over BEFORE maps below and AFTER
// above:
//
//   dx[c] = dy[c] s[c]^-beta - 2 alpha beta x[c] sum over j of dy[j] x[j] s[j]^(-beta - 1)
//
// over the j whose window holds c: c - AFTER .. c + BEFORE. One invocation per vec4 of dx; the s of all maps that it
// needs are summed up anew from x, each of which is fetched once. With RELU_INPUT, x is max(0, z) and the gradient is
// that of z.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int BEFORE = 2;
layout(constant_id = 2) const int AFTER = 2;
layout(constant_id = 3) const int ROOTS = 1; // beta is 0.75: two square roots instead of a power
layout(constant_id = 4) const int RELU_INPUT = 0;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, fromLayout, toLayout;
    float bias, alpha, beta;
};
OPERAND(0, inputs);
OPERAND(1, outputGradients);
RESULT(2, inputGradients);

const int LOWEST = -((BEFORE + 3) / 4); // vec4s that the window of a map reaches
const int HIGHEST = (AFTER + 3) / 4;
const int REACH = HIGHEST - LOWEST; // vec4s that a gradient depends on, to either side

vec4 power(vec4 s)
{
    if (ROOTS != 0) {
        const vec4 root = inversesqrt(s);
        return root * sqrt(root);
    }
    return pow(s, vec4(-beta));
}

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    // Maps of inputs lie in one plane; those of gradients may lie in several.
    const int pixel = place(inputLayout, s.image, s.y, s.x, 0);
    vec4 x[2 * REACH + 1]; // nothing beyond the first and the last map
    [[unroll]] for (int d = -REACH; d <= REACH; ++d) {
        const bool exists = s.c + d >= 0 && s.c + d < grid.vectors;
        const vec4 value = FETCH(inputs, pixel + (exists ? s.c + d : 0));
        x[d + REACH] = exists ? value : vec4(0);
    }
    vec4 direct = vec4(0);
    vec4 throughOthers = vec4(0);
    [[unroll]] for (int d = -HIGHEST; d <= -LOWEST; ++d) {
        vec4 sum = vec4(0);
        [[unroll]] for (int e = LOWEST; e <= HIGHEST; ++e) {
            const vec4 square = x[d + e + REACH] * x[d + e + REACH];
            [[unroll]] for (int a = 0; a < 4; ++a)
                [[unroll]] for (int b = 0; b < 4; ++b)
                    if (e * 4 + b - a >= -BEFORE && e * 4 + b - a <= AFTER)
                        sum[a] += square[b];
        }
        const vec4 scale = bias + alpha * sum;
        const vec4 factor = power(scale);
        // Where there is no map x is zero, and so is its share.
        const int j = clamp(s.c + d, 0, grid.vectors - 1);
        const vec4 gradient = FETCH(outputGradients, place(fromLayout, s.image, s.y, s.x, j)) * factor;
        const vec4 share = gradient * x[d + REACH] / scale;
        if (d == 0)
            direct = gradient;
        [[unroll]] for (int a = 0; a < 4; ++a)
            [[unroll]] for (int b = 0; b < 4; ++b)
                if (d * 4 + b - a >= -AFTER && d * 4 + b - a <= BEFORE)
                    throughOthers[a] += share[b];
    }
    vec4 gradient = direct - 2 * alpha * beta * x[REACH] * throughOthers;
    if (RELU_INPUT != 0)
        gradient = mix(vec4(0), gradient, greaterThan(x[REACH], vec4(0)));
    inputGradients[place(toLayout, s)] = gradient;
}
