// The parallelograms of a scene (engine/scene/quads.h), six vertices each: no vertex buffers.
struct Quad {
    vec4 origin; // a corner in clip space; w is the brightness
    vec4 along, down; // from it to the ends of the first row and of the first column of texels
    ivec4 face; // x, y, width and height in the atlas
    ivec4 item; // x is the block, -1 for a wire
};

layout(std430, binding = 0) readonly buffer Quads {
    Quad quads[];
};

// Where on the quad a vertex lies: x along, y down, from 0 to 1.
vec2 spotOnQuad(int vertex)
{
    const vec2 spots[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1));
    return spots[vertex % 6];
}

vec4 placeOf(Quad quad, vec2 spot)
{
    return vec4(quad.origin.xyz + spot.x * quad.along.xyz + spot.y * quad.down.xyz, 1);
}
