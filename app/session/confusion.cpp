#include "app/session/confusion.h"

#include "app/session/confusion_work.h"
#include "app/session/data_work.h"
#include "app/session/pasted.h"
#include "app/session/session.h"
#include "app/session/thumbnail.h"

#include <QFileInfo>

#include <algorithm>

int ConfusionMatrix::rowTotal(int is) const
{
    int sum = 0;
    for (int called = 0; called < size(); ++called)
        sum += count(is, called);
    return sum;
}

int ConfusionMatrix::mostMistakes() const
{
    int most = 0;
    for (int is = 0; is < size(); ++is)
        for (int called = 0; called < size(); ++called)
            if (is != called)
                most = std::max(most, count(is, called));
    return most;
}

ConfusionDesk::ConfusionDesk(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

ConfusionDesk::~ConfusionDesk() = default;

void ConfusionDesk::startRun(int run)
{
    start([run](EngineState& state, std::stop_token) { return beginConfusionOfRun(state, run); });
}

void ConfusionDesk::startFolder(const QString& folder, const QString& otherData)
{
    start([folder, otherData](EngineState& state, std::stop_token) {
        return beginConfusionOfFolder(state, folder, otherData);
    });
}

template <class Open>
void ConfusionDesk::start(Open open)
{
    m_background.cancel();
    m_asked.clear();
    m_matrix.reset();
    m_pictures.reset();
    m_running = true;
    const quint64 number = ++m_number;
    emit changed();
    m_session.engine().run(
        m_lane, this, std::move(open),
        [this, number](const ConfusionBegin& begin) {
            m_matrix = std::make_shared<const ConfusionMatrix>(begin.matrix);
            m_pictures = begin.pictures;
            emit changed();
            emit progress(0, m_matrix->total);
            if (number == m_number)
                next();
        },
        [this](const QString& sentence) { fail(sentence); });
}

void ConfusionDesk::next()
{
    m_session.engine().run(
        m_lane, this, [](EngineState& state, std::stop_token) { return judgeBatch(state); },
        [this, number = m_number](const ConfusionPointer& matrix) {
            if (!matrix)
                return fail(tr("The matrix was given up when another device was opened: ask for it again."));
            m_matrix = matrix;
            emit changed();
            emit progress(matrix->pictures + matrix->unreadable, matrix->total);
            if (number != m_number) // whoever was told has cancelled it
                return;
            if (!matrix->complete)
                return next();
            m_running = false;
            emit finished();
        },
        [this](const QString& sentence) { fail(sentence); }, Urgency::Patient);
}

void ConfusionDesk::fail(const QString& sentence)
{
    m_running = false;
    emit failed(sentence);
}

void ConfusionDesk::cancel()
{
    if (!m_running)
        return;
    m_running = false;
    ++m_number;
    m_session.engine().run(
        m_lane, this,
        [](EngineState& state, std::stop_token) {
            state.confusion.reset();
            return true;
        },
        [](bool) {}, {});
    emit finished();
}

void ConfusionDesk::askThumbnail(int index)
{
    if (!m_pictures || !m_asked.insert(index).second)
        return;
    m_background.run(
        [pictures = m_pictures, index](std::stop_token) {
            return thumbnailOf(imageFrom(pictures->image(index)), {thumbnailSide, thumbnailSide});
        },
        [this, index](const QImage& picture) {
            m_asked.erase(index);
            emit thumbnailReady(index, picture);
        },
        [this, index](const QString&) { m_asked.erase(index); }); // it was read before: the file is gone
}

void ConfusionDesk::askPicture(int index)
{
    if (!m_pictures)
        return;
    m_background.run(
        [pictures = m_pictures, index](std::stop_token) {
            PictureSource source;
            const QString name = QFile::decodeName(pictures->name(index).c_str());
            if (!QFileInfo(name).isFile())
                return encodedPicture(imageFrom(pictures->image(index)), QFileInfo(name).fileName());
            source.path = name;
            source.name = QFileInfo(name).fileName();
            return source;
        },
        [this](const PictureSource& picture) { emit pictureReady(picture); },
        [this](const QString& sentence) { emit failed(sentence); });
}

QString ConfusionDesk::csv(const ConfusionMatrix& matrix)
{
    const auto quoted = [](const QString& name) { return '"' + QString(name).replace('"', "\"\"") + '"'; };
    QString text = "is,called,count\n";
    for (int is = 0; is < matrix.size(); ++is)
        for (int called = 0; called < matrix.size(); ++called)
            text += quoted(matrix.classes[is]) + ',' + quoted(matrix.classes[called]) + ','
                + QString::number(matrix.count(is, called)) + '\n';
    return text;
}
