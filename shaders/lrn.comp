// Local response normalization across maps: y = x (k + alpha sum x^2)^-beta. One invocation normalizes four
// neighbouring maps of a pixel and fetches the vec4s that their windows touch.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int BEFORE = 2; // maps below in the sum
layout(constant_id = 2) const int AFTER = 2; // maps above
layout(constant_id = 3) const int ROOTS = 1; // beta is 0.75: two square roots instead of a power

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    float bias, alpha, beta;
};
OPERAND(0, inputs);
RESULT(1, outputs);

const int LOWEST = -((BEFORE + 3) / 4);
const int HIGHEST = (AFTER + 3) / 4;

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const int here = place(inputLayout, s);
    vec4 sum = vec4(0);
    [[unroll]] for (int d = LOWEST; d <= HIGHEST; ++d) {
        // Channels are stored in one plane here; those past the last are zeros and add nothing.
        const bool exists = s.c + d >= 0 && s.c + d < grid.vectors;
        const vec4 x = FETCH(inputs, exists ? here + d : here);
        const vec4 square = exists ? x * x : vec4(0);
        [[unroll]] for (int j = 0; j < 4; ++j)
            [[unroll]] for (int i = 0; i < 4; ++i)
                if (d * 4 + i - j >= -BEFORE && d * 4 + i - j <= AFTER)
                    sum[j] += square[i];
    }
    const vec4 scale = bias + alpha * sum;
    vec4 factor;
    if (ROOTS != 0) {
        const vec4 root = inversesqrt(scale);
        factor = root * sqrt(root);
    } else {
        factor = pow(scale, vec4(-beta));
    }
    outputs[place(outputLayout, s)] = FETCH(inputs, here) * factor;
}
