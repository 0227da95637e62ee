// The faces of the blocks of a scene and the wires between them, each a quad of texels.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/scene_quads.glsl"

layout(location = 0) out vec2 cell; // in texels from the face's corner
layout(location = 1) flat out ivec4 face;
layout(location = 2) flat out float brightness;

void main()
{
    const Quad quad = quads[gl_VertexIndex / 6];
    const vec2 spot = spotOnQuad(gl_VertexIndex);
    gl_Position = placeOf(quad, spot);
    cell = spot * vec2(quad.face.zw);
    face = quad.face;
    brightness = quad.origin.w;
}
