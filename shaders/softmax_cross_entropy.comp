// Cross-entropy of the softmax of scores with the right classes: the loss of every image and its gradient with respect
// to the scores, (softmax - 1 at the right class) x weight. Work group z: its invocations share the classes of an
// image.
//
// scores     vectors                targets   one vec4 per image: right class, weight
// gradients  vectors                results   one vec4 per image: loss, rank of the right class (0 is best), answered
//                                             class
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"
#include "common/layout.glsl"

layout(local_size_x_id = 0) in;
#include "common/reduce.glsl"

layout(push_constant) uniform Push {
    Layout scoreLayout, gradientLayout;
    int classes;
};
OPERAND(0, scores);
OPERAND(1, targets);
RESULT(2, gradients);
RESULT(3, results);

const float lowest = -3.402823466e38;

// Classes past the last get `filler`.
vec4 values(int image, int c, float filler)
{
    vec4 x = FETCH(scores, place(scoreLayout, image, 0, 0, c));
    [[unroll]] for (int j = 0; j < 4; ++j)
        if (c * 4 + j >= classes)
            x[j] = filler;
    return x;
}

void main()
{
    const int image = int(gl_WorkGroupID.z);
    const int vectors = (classes + 3) / 4;
    const int first = int(gl_LocalInvocationID.x);
    const int step = int(gl_WorkGroupSize.x);
    const vec4 target = FETCH(targets, image);
    const int right = int(target.x);
    const float rightScore = FETCH(scores, place(scoreLayout, image, 0, 0, right >> 2))[right & 3];

    float largest = lowest;
    float rank = 0; // classes with a higher score, or an equal one and a smaller number
    for (int c = first; c < vectors; c += step) {
        const vec4 x = values(image, c, lowest);
        largest = max(max(max(x.x, x.y), max(x.z, x.w)), largest);
        [[unroll]] for (int j = 0; j < 4; ++j)
            if (x[j] > rightScore || (x[j] == rightScore && c * 4 + j < right))
                ++rank;
    }
    largest = combined(largest, true);
    rank = combined(rank, false);
    float sum = 0;
    float answer = lowest; // minus the smallest class with the highest score
    for (int c = first; c < vectors; c += step) {
        const vec4 x = values(image, c, lowest);
        sum += dot(exp(x - largest), vec4(1));
        [[unroll]] for (int j = 0; j < 4; ++j)
            if (x[j] == largest)
                answer = max(answer, -float(c * 4 + j));
    }
    sum = combined(sum, false);
    answer = combined(answer, true);
    for (int c = first; c < vectors; c += step) {
        vec4 gradient = exp(values(image, c, lowest) - largest) / sum;
        [[unroll]] for (int j = 0; j < 4; ++j)
            if (c * 4 + j == right)
                gradient[j] -= 1;
        gradients[place(gradientLayout, image, 0, 0, c)] = gradient * target.y;
    }
    if (first == 0)
        results[image] = vec4(log(sum) + largest - rightScore, rank, -answer, 0);
}
