// Dropout, also of gradients: keeps a unit, scaled, when its random word is at least the threshold (0 at inference: all
// stay). Keys are the images' 64-bit keys as four halves of 16 bits, written as numbers.
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
    uint layer, threshold;
    int firstImage;
    float scale;
};
OPERAND(0, inputs);
OPERAND(1, keys);
RESULT(2, outputs);

void main()
{
    if (!inside(grid))
        return;
    const Spot s = spot(grid);
    const uint index = gl_WorkGroupID.y * uint(grid.columns) + gl_GlobalInvocationID.x;
    vec4 kept = vec4(scale);
    if (threshold > 0u) {
        const uvec4 halves = uvec4(FETCH(keys, firstImage + s.image));
        const uvec4 random = philox(uvec4(index, layer, 0u, 0u), halves.xz | halves.yw << 16);
        kept = mix(vec4(0), kept, greaterThanEqual(random, uvec4(threshold)));
    }
    outputs[place(outputLayout, s)] = FETCH(inputs, place(inputLayout, s)) * kept;
}
