// Stochastic gradient descent with momentum and weight decay (paper, section 5), one invocation per vec4:
//
//   v <- momentum v - decay rate w - rate g        w <- w + v
//
// settings   rate, momentum, decay, factor of the gradient
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/operands.glsl"

layout(local_size_x_id = 0) in;

layout(push_constant) uniform Push {
    int vectors;
    float rateFactor, decayFactor;
};
OPERAND(0, settings);
OPERAND(1, weightsBefore);
OPERAND(2, velocitiesBefore);
OPERAND(3, gradients);
RESULT(4, weights);
RESULT(5, velocities);

void main()
{
    const int i = int(gl_GlobalInvocationID.x);
    if (i >= vectors)
        return;
    const vec4 s = FETCH(settings, 0);
    const float rate = s.x * rateFactor;
    const vec4 w = FETCH(weightsBefore, i);
    const vec4 v = s.y * FETCH(velocitiesBefore, i) - s.z * decayFactor * rate * w - rate * (s.w * FETCH(gradients, i));
    velocities[i] = v;
    weights[i] = w + v;
}
