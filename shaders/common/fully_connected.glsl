// What the kernels of the fully connected layer share: y = w x + b.
//
// inputs   one row of depthVectors vec4s per image, inputImage apart
// weights  panels [panel][k][4 TEAM], bound from panel firstPanel on
// bias     one float per column of all panels       outputs  vectors of outputVectors vec4s
layout(push_constant) uniform Push {
    int images, inputImage, depthVectors;
    int firstPanel, panels, hasBias, relu;
    Layout outputLayout;
    int outputVectors;
    int partVectors, partStep; // of the kernel for graphics cards: vec4s of the sum in a part, and of the results of one
};
OPERAND(0, inputs);
WEIGHTS(1, weights);
OPERAND(2, bias);
RESULT(3, outputs);

vec4 startOf(int vector) { return hasBias != 0 ? FETCH(bias, vector) : vec4(0); }

void store(int image, int vector, vec4 sum)
{
    if (vector < outputVectors)
        outputs[place(outputLayout, image, 0, 0, vector)] = relu != 0 ? max(sum, vec4(0)) : sum;
}
