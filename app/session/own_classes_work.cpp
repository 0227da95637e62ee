#include "app/session/own_classes_work.h"

#include "app/session/engine_state.h"
#include "app/session/own_classes.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/learn/learn_classes.h"
#include "engine/network/network.h"

#include <QPointer>

#include <chrono>
#include <cstring>

using namespace engine;

namespace {

/// The frames of all classes, as learning reads pictures.
class RecordedFrames : public Dataset {
public:
    explicit RecordedFrames(const std::vector<OwnClass>& classes)
    {
        for (const OwnClass& one : classes) {
            for (const OwnFrame& frame : one.frames) {
                m_labels.push_back(int(m_classes.size()));
                m_frames.push_back(frame);
            }
            m_classes.push_back(one.name.toStdString());
        }
    }
    const std::vector<std::string>& classes() const override { return m_classes; }
    int size() const override { return int(m_labels.size()); }
    int label(int index) const override { return m_labels[std::size_t(index)]; }
    Image image(int index) const override
    {
        const QImage& from = m_frames[std::size_t(index)].picture; // RGB888, see smallerPicture()
        Image image(from.width(), from.height());
        for (int y = 0; y < from.height(); ++y)
            std::memcpy(image.pixel(0, y), from.constScanLine(y), std::size_t(from.width()) * 3);
        return image;
    }
    std::string name(int index) const override
    {
        return sentence("frame ", m_frames[std::size_t(index)].number, " of ",
            m_classes[std::size_t(m_labels[std::size_t(index)])]);
    }
    const QImage& thumbnail(int index) const { return m_frames[std::size_t(index)].small; }

private:
    std::vector<std::string> m_classes;
    std::vector<int> m_labels;
    std::vector<OwnFrame> m_frames;
};

/// Runs `work` on the open network as it was learned: nothing that is switched off belongs to what is learned or saved.
template <class Work>
auto withoutAlterations(EngineState& state, Work work)
{
    Network& open = state.openNetwork();
    if (state.alterations.isEmpty())
        return work(open);
    Network whole(*state.device, state.layers, open.input());
    for (const ParameterShape& shape : open.parameterShapes()) {
        const auto original = state.originals.find(shape.name);
        whole.setParameter(
            shape.name, original != state.originals.end() ? original->second : open.parameter(shape.name));
    }
    return work(whole);
}

struct OwnOutcome {
    std::shared_ptr<const LearnedClasses> learned; ///< null when stopped
    OwnResult result;
};

OwnResult resultOf(const LearnedClasses& learned, const RecordedFrames& frames, const EngineState& state)
{
    OwnResult result;
    result.network = state.network->number;
    result.layer = QString::fromStdString(learned.layer.name);
    result.features = int(learned.layer.input.imageSize());
    for (const std::string& label : learned.labels)
        result.labels += QString::fromStdString(label);
    result.learned = learned.learned;
    result.right = learned.right();
    for (const AsidePicture& picture : learned.aside)
        result.aside.push_back(
            {picture.label, picture.answer(), picture.sureness(), frames.thumbnail(picture.picture)});
    for (const SkippedFile& file : learned.skipped)
        result.problems += QString::fromStdString(file.reason);
    return result;
}

OwnOutcome learnNow(EngineState& state, const RecordedFrames& frames,
    const std::shared_ptr<const Dataset>& dataset, const std::function<void(const LearnProgress&)>& progress,
    const std::stop_token& stop)
{
    mayWait("learning own classes");
    const auto begin = std::chrono::steady_clock::now();
    auto learned = withoutAlterations(state, [&](Network& network) {
        return learnClasses(
            network, state.model.recipe, dataset, {.epochs = OwnClasses::epochsOfLearning}, progress, stop);
    });
    if (!learned)
        return {};
    OwnOutcome outcome;
    outcome.result = resultOf(*learned, frames, state);
    outcome.result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    outcome.learned = std::make_shared<const LearnedClasses>(std::move(*learned));
    return outcome;
}

std::optional<OwnEpoch> epochOf(const LearnProgress& now)
{
    if (now.epoch < 0)
        return {};
    return OwnEpoch {now.epoch, now.loss, now.accuracy, now.asideLoss, now.asideAccuracy};
}

}

QImage smallerPicture(const QImage& picture, int side)
{
    const QSize wanted = picture.size().scaled(side, side, Qt::KeepAspectRatioByExpanding);
    const QImage made = wanted.width() < picture.width()
        ? picture.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        : picture;
    return made.convertToFormat(QImage::Format_RGB888);
}

QString featuresLayer(const NetworkInfo& network)
{
    for (std::size_t i = network.layers.size(); i-- > 1;)
        if (network.layers[i].parameters > 0)
            return network.layers[i - 1].name;
    return {};
}

void OwnClasses::learn()
{
    if (!missing().isEmpty())
        return emit failed(missing());
    stopRecording();
    m_epochs.clear();
    m_picturesDone = 0;
    m_learning = true;
    emit progressed();
    const auto frames = std::make_shared<RecordedFrames>(m_classes);
    const auto tell = [this, guard = QPointer<OwnClasses>(this), newest = m_lane.newest(),
                          mine = m_lane.newest()->load() + 1](const LearnProgress& now) {
        QMetaObject::invokeMethod(
            &m_session,
            [guard, newest, mine, pictures = now.pictures, epoch = epochOf(now)] {
                if (guard && *newest == mine)
                    guard->takeProgress(pictures, epoch);
            },
            Qt::QueuedConnection);
    };
    m_session.engine().run(
        m_lane, this,
        [frames, tell, between = m_desk.answerBetween()](EngineState& state, std::stop_token stop) {
            const auto progress = [&](const LearnProgress& now) {
                tell(now);
                between(state, stop);
            };
            return learnNow(state, *frames, frames, progress, stop);
        },
        [this](OwnOutcome outcome) {
            if (outcome.learned)
                takeResult(std::move(outcome.learned), std::move(outcome.result));
        },
        [this](const QString& sentence) {
            m_learning = false;
            emit progressed();
            emit failed(sentence);
        });
}

void OwnClasses::save(const QString& file)
{
    if (!m_learned || !m_session.network() || m_session.network()->number != m_result->network)
        return emit failed(tr("There is nothing to save yet: learn the classes first."));
    m_session.engine().run(
        m_saveLane, this,
        [file, learned = m_learned](EngineState& state, std::stop_token) {
            mayWait("writing a classifier");
            withoutAlterations(state, [&](Network& network) {
                writeLearned(std::filesystem::path(file.toStdString()), network, state.model.name,
                    state.model.recipe, *learned);
                return 0;
            });
            return file;
        },
        [this](const QString& written) { emit saved(written); },
        [this](const QString& sentence) { emit failed(sentence); });
}
