// Adds up what a product was cut into along its sum: one invocation per vec4 of the result.
//
// pieces    the results of the parts, [part][row][vector], `step` vec4s from a part to the next
// bias      one vec4 for each of `groupVectors` vectors of a group, `biasGroup` apart; `firstVector` counts, too
// results   row after row in this layout: rows are the pixels of all images, vectors their channels
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int pixels, width, vectors; // of an image, of a line, of a row
    int all, parts, step; // all: vec4s of a part
    int firstVector, groupVectors, biasGroup;
    int hasBias, relu, continues; // continues: add to what is there
    Layout resultLayout;
};
OPERAND(0, pieces);
OPERAND(1, bias);
RESULT(2, results);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    if (i >= all)
        return;
    vec4 sum = FETCH(pieces, i);
    for (int part = 1; part < parts; ++part)
        sum += FETCH(pieces, part * step + i);

    const int row = quotient(i, 1.0 / float(vectors));
    const int vector = firstVector + i - row * vectors;
    const int image = quotient(row, 1.0 / float(pixels));
    const int pixel = row - image * pixels;
    const int y = quotient(pixel, 1.0 / float(width));
    const int at = place(resultLayout, image, y, pixel - y * width, vector);
    const int group = quotient(vector, 1.0 / float(groupVectors));
    if (hasBias != 0)
        sum += FETCH(bias, group * biasGroup + vector - group * groupVectors);
    if (continues != 0)
        sum += results[at];
    results[at] = relu != 0 ? max(sum, vec4(0)) : sum;
}
