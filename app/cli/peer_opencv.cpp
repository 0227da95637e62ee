#include "app/cli/peer_opencv.h"

#include "engine/bench/bench.h"
#include "engine/core/error.h"
#include "engine/weights/onnx_writer.h"

#include <opencv2/core/version.hpp>
#include <opencv2/dnn.hpp>

#include <chrono>
#include <filesystem>
#include <unistd.h>

using namespace engine;

namespace {

/// A file name of this process in the folder for temporary files; the file goes with the object.
class TemporaryFile {
public:
    TemporaryFile()
        : m_path(
            std::filesystem::temp_directory_path() / ("alexscope-peer-" + std::to_string(getpid()) + ".onnx"))
    {
    }
    ~TemporaryFile()
    {
        std::error_code error;
        std::filesystem::remove(m_path, error);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

cv::dnn::Net readBack(const Network& network)
{
    std::vector<NamedTensor> tensors;
    for (const ParameterShape& shape : network.parameterShapes())
        tensors.push_back({shape.name, shape.dimensions, [&network, shape](std::span<float> values) {
                               const std::vector<float> parameter = network.parameter(shape.name);
                               std::copy(parameter.begin(), parameter.end(), values.begin());
                           }});
    const TemporaryFile file;
    writeOnnx(file.path(), "peer", network.layers(), network.input(), {}, tensors);
    return cv::dnn::readNetFromONNX(file.path().string());
}

}

struct OpenCvPeer::Parts {
    cv::dnn::Net net;
    HostTensor input;
    cv::Mat blob, answer;
    int warmUps = 2;
    std::vector<double> times;
};

OpenCvPeer::OpenCvPeer(const Network& network, int batch)
    : m_parts(std::make_unique<Parts>())
{
    try {
        m_parts->net = readBack(network);
    } catch (const cv::Exception& error) {
        throw Error(sentence(
            "OpenCV's DNN module cannot read this network (", error.err, "): measure without --peer"));
    }
    m_parts->input = benchInput(network.input().withBatch(batch));
    const Shape& shape = m_parts->input.shape;
    m_parts->blob = cv::Mat(std::vector<int> {shape.batch, shape.channels, shape.height, shape.width}, CV_32F,
        m_parts->input.values.data());
}

OpenCvPeer::~OpenCvPeer() = default;

std::string OpenCvPeer::name() const
{
    return sentence("OpenCV ", CV_VERSION, ", ", cv::getNumThreads(), " threads");
}

void OpenCvPeer::runOnce()
{
    try {
        const auto start = std::chrono::steady_clock::now();
        m_parts->net.setInput(m_parts->blob);
        m_parts->answer = m_parts->net.forward();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        if (m_parts->warmUps > 0)
            --m_parts->warmUps;
        else
            m_parts->times.push_back(time.count());
    } catch (const cv::Exception& error) {
        throw Error(sentence(
            "OpenCV's DNN module cannot run this network (", error.err, "): measure without --peer"));
    }
}

const std::vector<double>& OpenCvPeer::times() const { return m_parts->times; }

std::vector<float> OpenCvPeer::answer() const
{
    const float* values = m_parts->answer.ptr<float>();
    return {values, values + m_parts->answer.total()};
}

const HostTensor& OpenCvPeer::input() const { return m_parts->input; }
