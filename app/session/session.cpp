#include "app/session/session.h"

#include "app/session/classify.h"
#include "app/session/engine_state.h"
#include "app/session/open_network.h"
#include "app/session/session_commands.h"

#include <QFileInfo>

Session::Session(QObject* parent)
    : QObject(parent)
{
    connect(&m_engine, &EngineThread::busyChanged, this, &Session::busyChanged);
}

void Session::openDevice(const QString& selector, const NetworkChoice& choice)
{
    m_device = selector;
    openNetwork(choice);
}

void Session::openNetwork(const NetworkChoice& choice)
{
    m_choice = choice;
    m_openingNetwork = true;
    m_swapping = false;
    m_following.reset();
    emit preparing(tr("Opening the network. The first time on a device its kernels are compiled, which takes "
                      "a few seconds."));
    m_engine.run(
        m_networkLane, this,
        [choice, device = m_device](
            EngineState& state, std::stop_token) { return ::openNetwork(state, choice, device); },
        [this, choice](NetworkPointer network) {
            m_openingNetwork = false;
            m_opened = choice;
            m_network = std::move(network);
            m_networkProblem.clear();
            forgetParameters();
            m_alterations = {};
            m_undo.clear();
            emit preparing({});
            emit networkChanged();
            emit alterationsChanged();
            if (m_answer && !m_openingPicture) // a picture on its way is answered by this network already
                look();
        },
        [this](const QString& sentence) {
            m_openingNetwork = false;
            m_swapping = false;
            m_networkProblem = sentence;
            emit preparing({});
            emit networkFailed(sentence);
            askWhatFollows();
        });
}

void Session::openPicture(const PictureSource& source)
{
    openPicture(source, {}, m_openingNetwork ? Alterations() : m_alterations); // they belong to a network
}

void Session::openPicture(
    const PictureSource& source, const PictureEdits& edits, const Alterations& alterations)
{
    PictureSource named = source;
    if (named.name.isEmpty())
        named.name = named.path.isEmpty() ? tr("pasted picture") : QFileInfo(named.path).fileName();
    m_answerLane.cancel();
    m_openingPicture = true;
    m_swapping = false;
    m_following.reset();
    m_engine.run(
        m_pictureLane, this,
        [named, edits, alterations](EngineState& state, std::stop_token stop) {
            decodePicture(state, named);
            state.edits = edits;
            applyAlterationsTo(state, alterations);
            return state.network ? classify(state, stop) : nullptr;
        },
        // A network that was being opened meanwhile tells by itself when it could not be.
        [this, named, edits, alterations, opening = m_openingNetwork](ClassificationPointer answer) {
            m_openingPicture = false;
            if (!answer && !opening && !m_openingNetwork) // nothing can answer: the reason once more
                emit networkFailed(m_networkProblem);
            m_source = named;
            m_edits = edits;
            m_undo.clear();
            emit editsChanged();
            if (alterations != m_alterations) {
                m_alterations = alterations;
                forgetParameters();
                emit alterationsChanged();
            }
            takeAnswer(std::move(answer), {{}, named, edits, alterations});
        },
        [this, named](const QString& sentence) {
            m_openingPicture = false;
            m_swapping = false;
            emit pictureFailed(named.name, sentence);
            if (m_answer
                && m_answer->network != m_network) // the picture before, by the network that is open now
                look();
            askWhatFollows();
        });
}

void Session::edit(const PictureEdits& edits, const QString& words, int merge)
{
    if (edits != m_edits)
        m_undo.push(new EditCommand(*this, edits, words, merge));
}

void Session::alter(const Alterations& alterations, const QString& words)
{
    if (alterations != m_alterations)
        m_undo.push(new AlterCommand(*this, alterations, words));
}

void Session::applyEdits(const PictureEdits& edits)
{
    m_edits = edits;
    emit editsChanged();
    look();
}

void Session::applyAlterations(const Alterations& alterations)
{
    m_alterations = alterations;
    forgetParameters();
    emit alterationsChanged();
    look();
}

/// The picture once more, with the edits and alterations in force.
void Session::look()
{
    m_engine.run(
        m_answerLane, this,
        [edits = m_edits, alterations = m_alterations](EngineState& state, std::stop_token stop) {
            state.edits = edits;
            applyAlterationsTo(state, alterations);
            return state.picture ? classify(state, stop) : nullptr;
        },
        [this, now = Circumstances {{}, m_source, m_edits, m_alterations}](
            ClassificationPointer answer) { takeAnswer(std::move(answer), now); },
        [this](const QString& sentence) { emit networkFailed(sentence); });
}

/// The network of the circumstances is the one that is open.
void Session::takeAnswer(ClassificationPointer answer, const Circumstances& circumstances)
{
    if (!answer)
        return;
    const bool swapped = m_swapping;
    if (swapped) {
        m_pinned = m_answer;
        m_pinnedCircumstances = m_circumstances;
        m_swapping = false;
    }
    m_answer = std::move(answer);
    m_circumstances = circumstances;
    m_circumstances.network = m_opened;
    emit answered();
    if (swapped)
        emit pinnedChanged();
    if (m_following) {
        pin();
        askWhatFollows();
    }
}

/// What was read, or is being read, of other parameters.
void Session::forgetParameters()
{
    for (const std::shared_ptr<Lane>& lane : std::as_const(m_parameterLanes))
        lane->cancel();
    m_parameterLanes.clear();
    m_parameters.clear();
}

ParameterPointer Session::parameter(const QString& name)
{
    if (const auto found = m_parameters.constFind(name); found != m_parameters.constEnd())
        return *found;
    if (!m_network || m_parameterLanes.contains(name))
        return nullptr;
    const auto lane = std::make_shared<Lane>();
    m_parameterLanes.insert(name, lane);
    m_engine.run(
        *lane, this, [name](EngineState& state, std::stop_token) { return readParameter(state, name); },
        [this, name](ParameterPointer values) {
            m_parameters.insert(name, std::move(values));
            emit parameterReady(name);
        },
        [this](const QString& sentence) { emit networkFailed(sentence); });
    return nullptr;
}
