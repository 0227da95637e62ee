// The same quads as in scene_block.vert, for telling which block is seen at a pixel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/scene_quads.glsl"

layout(location = 0) flat out int block;

void main()
{
    const Quad quad = quads[gl_VertexIndex / 6];
    gl_Position = placeOf(quad, spotOnQuad(gl_VertexIndex));
    block = quad.item.x;
}
