// What the kernels for the gradient of a fully connected layer's input share: dx = w^T dy.
//
// outputGradients   one vector of outputs per image, gradientImage apart
// weights           panels [panel][k][4 TEAM], bound from panel firstPanel on; k as the input lies on the device
// inputGradients    NHWC
// Columns are the vec4s of the input's picture values: pixel after pixel, channels in order.
layout(push_constant) uniform Push {
    int images, gradientImage;
    int firstPanel, panels, depth; // floats of k
    int columns, vectors, width; // vec4s of the picture, of a pixel; pixels of a row
    int continues; // add to what is there
    Layout inputLayout, toLayout;
    int partVectors, partStep; // of the kernel for graphics cards: vec4s of the sum in a part, and of the results of one
};
OPERAND(0, outputGradients);
WEIGHTS(1, weights);
RESULT(2, inputGradients);

struct Column {
    int k; // of its first channel
    int to; // in image 0
};

Column columnAt(int index)
{
    const int column = min(index, columns - 1);
    const int pixel = column / vectors;
    const int c = column - pixel * vectors;
    const int y = pixel / width;
    const int x = pixel - y * width;
    return Column(4 * place(inputLayout, 0, y, x, c), place(toLayout, 0, y, x, c));
}

void store(int image, Column column, vec4 sum)
{
    const int at = column.to + image * toLayout.image;
    inputGradients[at] = continues != 0 ? inputGradients[at] + sum : sum;
}
