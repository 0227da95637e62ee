#include "app/session/own_classes.h"

#include "app/session/own_classes_work.h"
#include "app/session/thumbnail.h"
#include "engine/learn/learned_classes.h"

#include <algorithm>
#include <cmath>

static constexpr int millisecondsBetweenFrames = 95;

std::vector<std::vector<int>> OwnResult::confusion(double sure) const
{
    const std::size_t count = std::size_t(labels.size());
    std::vector<std::vector<int>> counts(count, std::vector<int>(count + 1));
    for (const OwnAside& frame : aside)
        ++counts[std::size_t(frame.label)][frame.sureness >= sure ? std::size_t(frame.answer) : count];
    return counts;
}

OwnClasses::OwnClasses(Session& session, CameraDesk& desk, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_desk(desk)
{
    connect(&m_desk, &CameraDesk::answered, this, &OwnClasses::takeAnswer);
    connect(&m_desk, &CameraDesk::statusChanged, this, [this] {
        if (m_desk.status().state != CameraState::Live)
            stopRecording();
    });
    connect(&m_session, &Session::networkChanged, this, &OwnClasses::followNetwork);
    connect(&m_session, &Session::networkFailed, this, [this] { m_opening = false; });
    followNetwork();
}

OwnClasses::~OwnClasses() { m_background.cancel(); }

int OwnClasses::frameCount() const
{
    int count = 0;
    for (const OwnClass& one : m_classes)
        count += int(one.frames.size());
    return count;
}

QString OwnClasses::freeName(const QString& wish) const
{
    const auto taken = [&](const QString& name) {
        return std::any_of(
            m_classes.begin(), m_classes.end(), [&](const OwnClass& one) { return one.name == name; });
    };
    if (!wish.isEmpty() && !taken(wish))
        return wish;
    int number = int(m_classes.size()) + 1;
    while (taken(tr("class %1").arg(number)))
        ++number;
    return tr("class %1").arg(number);
}

int OwnClasses::addClass(const QString& name)
{
    if (int(m_classes.size()) >= most)
        return -1;
    m_classes.push_back({freeName(name.simplified()), {}});
    emit classesChanged();
    return int(m_classes.size()) - 1;
}

bool OwnClasses::rename(int index, const QString& name)
{
    const QString wish = name.simplified();
    OwnClass& one = m_classes.at(std::size_t(index));
    if (wish.isEmpty() || (wish != one.name && freeName(wish) != wish))
        return false;
    one.name = wish;
    emit classesChanged();
    return true;
}

void OwnClasses::removeClass(int index)
{
    stopRecording();
    m_classes.erase(m_classes.begin() + index);
    emit classesChanged();
}

void OwnClasses::removeFrame(int index, quint64 number)
{
    std::erase_if(m_classes.at(std::size_t(index)).frames,
        [number](const OwnFrame& frame) { return frame.number == number; });
    emit classesChanged();
}

void OwnClasses::clearFrames(int index)
{
    m_classes.at(std::size_t(index)).frames.clear();
    emit classesChanged();
}

/// Learning sees pictures at the network's own size; more is not worth the memory.
int OwnClasses::keptSide() const
{
    const NetworkPointer network = m_session.network();
    return std::clamp(network ? network->recipe.resize : 256, 128, 320);
}

void OwnClasses::addFrame(int index, const QImage& picture)
{
    std::vector<OwnFrame>& frames = m_classes.at(std::size_t(index)).frames;
    if (picture.isNull() || int(frames.size()) >= mostFrames)
        return;
    frames.push_back({++m_lastFrame, smallerPicture(picture, keptSide()),
        thumbnailOf(picture, {thumbnailSide, thumbnailSide})});
    emit classesChanged();
}

void OwnClasses::startRecording(int index)
{
    if (index < 0 || index >= int(m_classes.size()) || m_desk.status().state != CameraState::Live)
        return;
    m_recording = index;
    m_sinceFrame.invalidate();
    emit recordingChanged();
}

void OwnClasses::stopRecording()
{
    if (m_recording < 0)
        return;
    m_recording = -1;
    emit recordingChanged();
}

void OwnClasses::takeAnswer()
{
    const CameraAnswerPointer answer = m_desk.answer();
    if (!answer)
        return;
    if (m_recording >= 0
        && (!m_sinceFrame.isValid() || m_sinceFrame.elapsed() >= millisecondsBetweenFrames)) {
        addFrame(m_recording, answer->picture);
        m_sinceFrame.start();
        if (int(m_classes[std::size_t(m_recording)].frames.size()) >= mostFrames)
            stopRecording();
    }
    if (!m_learned || !answer->kept || answer->network->number != m_result->network)
        return;
    if (answer->unrelated)
        m_newest.clear();
    m_newest.push_back(m_learned->probabilities(answer->kept->values));
    while (int(m_newest.size()) > std::max(1, m_desk.steady()))
        m_newest.pop_front();
    m_shares.assign(m_newest.front().size(), 0);
    for (const std::vector<float>& one : m_newest)
        for (std::size_t i = 0; i < one.size(); ++i)
            m_shares[i] += one[i] / float(m_newest.size());
    emit answered();
}

/// The answers carry what the last layer reads; what was learned on another network says nothing of this one.
void OwnClasses::followNetwork()
{
    const NetworkPointer network = m_session.network();
    if (!network)
        return;
    m_desk.keepActivation(featuresLayer(*network));
    if (m_result && m_result->network != network->number)
        forgetResult();
    emit progressed(); // what is missing may have changed
    if (!m_opening)
        return;
    m_opening = false;
    if (frameCount() > 0 || network->labels.size() > most)
        return;
    m_classes.clear();
    for (const QString& label : network->labels)
        m_classes.push_back({label, {}});
    emit classesChanged();
}

void OwnClasses::forgetResult()
{
    m_learned.reset();
    m_result.reset();
    m_newest.clear();
    m_shares.clear();
    emit resultChanged();
    emit answered();
}

QString OwnClasses::missing() const
{
    if (!m_session.network())
        return tr("Open a network first.");
    if (int(m_classes.size()) < fewest)
        return tr("Add a class: there must be two to tell apart.");
    for (const OwnClass& one : m_classes)
        if (one.frames.size() < 2)
            return tr("Record frames of “%1”: two at least, thirty are better.").arg(one.name);
    return {};
}

void OwnClasses::cancel()
{
    m_lane.cancel();
    if (!m_learning)
        return;
    m_learning = false;
    m_epochs.clear();
    m_picturesDone = 0;
    emit progressed();
}

void OwnClasses::takeProgress(int pictures, std::optional<OwnEpoch> epoch)
{
    if (!m_learning)
        return;
    m_picturesDone = pictures;
    if (epoch)
        m_epochs.push_back(*epoch);
    emit progressed();
}

void OwnClasses::takeResult(std::shared_ptr<const engine::LearnedClasses> learned, OwnResult result)
{
    m_learning = false;
    m_learned = std::move(learned);
    m_result = std::make_shared<const OwnResult>(std::move(result));
    m_newest.clear();
    m_shares.clear();
    emit progressed();
    emit resultChanged();
    followNetwork(); // meanwhile another one may have been opened
}

void OwnClasses::open(const QString& file)
{
    m_opening = true;
    NetworkChoice choice;
    choice.weights = file;
    m_session.openNetwork(choice);
}
