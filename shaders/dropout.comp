// Dropout: keeps a unit, scaled, when its random word is at least the threshold (0 at inference: all stay).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"
#include "common/grid.glsl"
#include "common/philox.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    Grid grid;
    Layout inputLayout, outputLayout;
    uint seed, threshold;
    int firstImage;
    float scale;
};
OPERAND(0, inputs);
RESULT(1, outputs);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const uint index = gl_WorkGroupID.y * uint(grid.columns) + gl_GlobalInvocationID.x;
    const uvec4 random = philox(uvec4(index, uint(firstImage + s.image), 0u, 0u), uvec2(seed, 0u));
    const vec4 kept = mix(vec4(0), vec4(scale), greaterThanEqual(random, uvec4(threshold)));
    outputs[place(outputLayout, s)] = FETCH(inputs, place(inputLayout, s)) * kept;
}
