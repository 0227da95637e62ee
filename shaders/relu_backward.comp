// The gradient of ReLU's input, one invocation per vec4: y = max(0, x) and the gradient dy that arrives give
// dy [y > 0], guided dy [y > 0] [dy > 0], or in the deconvolution dy [dy > 0].
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int BY_OUTPUT = 1; // only where y > 0
layout(constant_id = 2) const int BY_GRADIENT = 0; // only where dy > 0

layout(push_constant) uniform Push {
    Grid grid;
    Layout outputLayout, fromLayout, toLayout;
};
OPERAND(0, outputs);
OPERAND(1, outputGradients);
RESULT(2, inputGradients);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    vec4 gradient = FETCH(outputGradients, place(fromLayout, s));
    if (BY_OUTPUT != 0)
        gradient = mix(vec4(0), gradient, greaterThan(FETCH(outputs, place(outputLayout, s)), vec4(0)));
    if (BY_GRADIENT != 0)
        gradient = max(gradient, vec4(0));
    inputGradients[place(toLayout, s)] = gradient;
}
