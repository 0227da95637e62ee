#include "app/session/training_look.h"

#include "app/session/data_work.h"
#include "engine/core/error.h"
#include "engine/explain/filters.h"
#include "engine/image/prepare.h"

#include <QFile>

#include <algorithm>

using namespace engine;

namespace {

constexpr int sampleCount = 8;
constexpr int sampleTries = 64; ///< of pictures that cannot be read

}

SamplePictures chooseSamples(const TrainingRun& run)
{
    const TrainingData& data = run.data();
    SamplePictures samples;
    samples.fromValidation = data.validation != nullptr;
    const Dataset& pictures = samples.fromValidation ? *data.validation : *data.training;
    const InputRecipe& recipe = *run.config().recipe;
    const int wanted = std::min(sampleCount, pictures.size());
    int tries = 0;
    for (int i = 0; i < wanted; ++i) {
        int index = int(std::int64_t(i) * pictures.size() / wanted);
        for (; index < pictures.size() && tries < sampleTries; ++index, ++tries)
            try {
                const Image picture = pictures.image(index);
                const HostTensor input = prepare(picture, recipe);
                samples.inputs.values.insert(
                    samples.inputs.values.end(), input.values.begin(), input.values.end());
                SampleAnswer answer;
                answer.picture = imageFrom(preparedPicture(picture, recipe));
                answer.name = QFile::decodeName(pictures.name(index).c_str());
                answer.label = pictures.label(index);
                samples.answers.push_back(std::move(answer));
                samples.inputs.shape = input.shape.withBatch(int(samples.answers.size()));
                break;
            } catch (const OutOfMemoryError&) {
                throw;
            } catch (const Error&) {
                continue; // the run says what it could not read
            }
    }
    return samples;
}

SampleBatchPointer answerSamples(OpenRun& open)
{
    if (open.samples.answers.empty())
        return nullptr;
    const HostTensor probabilities = open.run->network().forward(open.samples.inputs, Keep::Answer);
    auto batch = std::make_shared<SampleBatch>();
    batch->run = open.status.id;
    batch->iteration = open.run->progress().iteration;
    batch->fromValidation = open.samples.fromValidation;
    batch->answers = open.samples.answers;
    const auto classes = std::ptrdiff_t(probabilities.shape.imageSize());
    auto begin = probabilities.values.begin();
    for (SampleAnswer& answer : batch->answers) {
        const auto best = std::max_element(begin, begin + classes);
        answer.answer = int(best - begin);
        answer.probability = double(*best);
        answer.labelProbability = double(*(begin + answer.label));
        begin += classes;
    }
    return batch;
}

LiveKernelsPointer liveKernels(OpenRun& open)
{
    const Network& network = open.run->network();
    for (const ParameterShape& shape : network.parameterShapes()) {
        const bool kernels = shape.dimensions.size() == 4 && shape.dimensions[1] == 3;
        if (!kernels)
            return nullptr; // the first parameter is the one that sees pictures
        const auto extent = [&](std::size_t i) { return int(shape.dimensions[i]); };
        auto live = std::make_shared<LiveKernels>();
        live->run = open.status.id;
        live->layer = QString::fromStdString(shape.name).section('.', 0, -2);
        live->frame.step = open.run->progress().iteration;
        HostTensor values({extent(0), extent(1), extent(2), extent(3)});
        values.values = network.parameter(shape.name);
        live->frame.kernels = rgbKernels(std::move(values), open.run->config().recipe->order);
        return live;
    }
    return nullptr;
}
