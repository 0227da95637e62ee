// The colour of a face: cells that are larger than a pixel stay sharp, smaller ones are averaged over the pixel, which
// is looked at in a grid of 2 x 2 to 8 x 8 places.
#version 460
#extension GL_EXT_samplerless_texture_functions : require

layout(binding = 1) uniform texture2D atlas;

layout(location = 0) in vec2 cell;
layout(location = 1) flat in ivec4 face;
layout(location = 2) flat in float brightness;
layout(location = 0) out vec4 colour;

void main()
{
    const vec2 right = dFdx(cell), below = dFdy(cell);
    const int acrossPlaces = clamp(int(ceil(max(abs(right.x), abs(right.y)))) + 1, 2, 8);
    const int downPlaces = clamp(int(ceil(max(abs(below.x), abs(below.y)))) + 1, 2, 8);
    vec4 sum = vec4(0);
    for (int j = 0; j < downPlaces; ++j)
        for (int i = 0; i < acrossPlaces; ++i) {
            const vec2 place = cell + right * ((float(i) + 0.5) / float(acrossPlaces) - 0.5)
                + below * ((float(j) + 0.5) / float(downPlaces) - 0.5);
            sum += texelFetch(atlas, face.xy + clamp(ivec2(floor(place)), ivec2(0), face.zw - 1), 0);
        }
    sum /= float(acrossPlaces * downPlaces);
    colour = vec4(sum.rgb * brightness, sum.a);
}
