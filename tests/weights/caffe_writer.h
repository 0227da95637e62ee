// .caffemodel files and what goes with them, written from one of our architectures.
#pragma once

#include "engine/network/architecture.h"

#include <tests/weights/caffe_file.pb.h>

#include <QByteArray>

#include <functional>
#include <string>

enum class CaffeGeneration { First, Second };

/// Values of a parameter by our name, in file order.
using CaffeValues = std::function<std::vector<float>(const engine::ParameterShape&)>;

/// The trained network in Caffe's form.
caffe_file::NetParameter caffeNet(
    const engine::Architecture& architecture, const CaffeValues& values, CaffeGeneration generation);

/// The network without weights as text (deploy.prototxt), which OpenCV wants besides.
QByteArray prototxt(const engine::Architecture& architecture);

QByteArray bytesOf(const caffe_file::NetParameter& net);
