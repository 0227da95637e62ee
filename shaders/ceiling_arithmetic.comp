// As many multiplications with an addition as the device can do: a measure to hold other kernels against. Each
// invocation keeps CHAINS sums of its own, so that none waits for another, and reads nothing.
//
// results   never written, since no sum is ever negative; the compiler cannot know
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int rounds; // of UNROLL x CHAINS vec4s
    float factor, summand;
};
RESULT(0, results);

const int CHAINS = 4; // more would not fit the registers of a processor
const int UNROLL = 32;

void main()
{
    vec4 sums[CHAINS];
    [[unroll]] for (int c = 0; c < CHAINS; ++c)
        sums[c] = vec4(int(gl_GlobalInvocationID.x) + c);
    for (int round = 0; round < rounds; ++round)
        [[unroll]] for (int u = 0; u < UNROLL; ++u)
            [[unroll]] for (int c = 0; c < CHAINS; ++c)
                sums[c] = sums[c] * factor + summand;
    vec4 total = vec4(0);
    [[unroll]] for (int c = 0; c < CHAINS; ++c)
        total += sums[c];
    if (total.x < 0)
        results[0] = total;
}
