#pragma once

#include "engine/core/host_tensor.h"
#include "engine/core/input_recipe.h"

#include <QImage>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// What crosses from the engine's thread to the window: immutable values, shared by pointers to const.

/// Along one axis, output i of a layer is reached by the input's pixels jump · i + offset to jump · i + offset + size − 1.
/// A jump of 0: every output is reached by the same pixels, all of them.
struct FieldSpan {
    int size = 1;
    int jump = 1;
    int offset = 0; ///< negative with padding
};

/// One layer as its network describes it.
struct LayerInfo {
    QString name; ///< Caffe's: "conv1", "norm1", "fc6", "prob"
    QString kind; ///< "Convolution", "ReLU", "LRN", "MaxPool", "FullyConnected", ...
    engine::Shape output; ///< of one picture
    bool vector = false; ///< the output is written without height and width
    int towers = 1; ///< 2 where half of the maps belongs to each of the paper's two GPUs
    qint64 parameters = 0;
    qint64 multiplyAdds = 0; ///< for one picture, biases not counted
    qint64 neurons = 0; ///< outputs of layers with weights, 0 elsewhere
    int receptiveField = 1; ///< input pixels per side that reach one output
    FieldSpan fieldRows, fieldColumns; ///< which ones: fieldOf() in app/session/fields.h
    int window = 1, step = 1; ///< side and stride of what slides over the maps; 0 where all is read at once
    int groups = 1; ///< of a convolution: into how many parts it divides what it reads
};

/// A learned tensor in file order, as safetensors and PyTorch have it: filters x channels x height x width.
struct ParameterValues {
    QString name; ///< "conv1.weight"
    std::vector<qint64> dimensions;
    std::vector<float> values;
};

/// The network that is open.
struct NetworkInfo {
    quint64 number = 0; ///< differs for every network that was opened
    QString name; ///< "alexnet-cifar10": what --model takes
    QString title; ///< one line for people
    QString weights; ///< the file; empty for random ones
    quint64 seed = 0; ///< of random weights
    QString device; ///< name
    QString deviceType; ///< "discrete", "integrated", "virtual", "cpu", "other"
    engine::InputRecipe recipe;
    engine::Shape input;
    QStringList labels; ///< one per class; "class 7" where nobody names them
    std::vector<LayerInfo> layers; ///< first to last

    /// Index of the layer of this name, −1 when there is none.
    int indexOf(const QString& layer) const
    {
        for (std::size_t i = 0; i < layers.size(); ++i)
            if (layers[i].name == layer)
                return int(i);
        return -1;
    }
};

/// Milliseconds on the device of one layer.
struct LayerTime {
    QString layer;
    double milliseconds = 0;
};

/// What the network says of a picture, with every number on the way.
struct Classification {
    quint64 number = 0; ///< differs for every answer
    std::shared_ptr<const NetworkInfo> network;
    QString name; ///< of the picture, for people
    QImage picture; ///< as decoded, at most 1,600 pixels a side, edits not applied
    QSize pictureSize; ///< as it was in the file
    QImage seen; ///< exactly what the network sees, crop x crop pixels, edits applied
    engine::HostTensor input; ///< the numbers of `seen`, 1 x 3 x crop x crop
    std::vector<engine::HostTensor> activations; ///< per layer, NCHW, batch 1
    std::vector<float> probabilities; ///< per class, sum 1
    std::vector<float> scores; ///< per class, before softmax
    std::vector<int> order; ///< classes, most probable first
    std::vector<LayerTime> times;
    double milliseconds = 0; ///< of the whole forward pass

    /// What the layer reads: the activation before it, or the input.
    const engine::HostTensor& inputOf(int layer) const
    {
        return layer == 0 ? input : activations[std::size_t(layer) - 1];
    }
    const engine::HostTensor& outputOf(int layer) const { return activations[std::size_t(layer)]; }
};

using NetworkPointer = std::shared_ptr<const NetworkInfo>;
using ClassificationPointer = std::shared_ptr<const Classification>;
using ParameterPointer = std::shared_ptr<const ParameterValues>;
