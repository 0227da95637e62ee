// y = max(0, x), one invocation per vec4.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
};
OPERAND(0, inputs);
RESULT(1, outputs);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    outputs[place(outputLayout, s)] = max(FETCH(inputs, place(inputLayout, s)), vec4(0));
}
