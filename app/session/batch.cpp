#include "app/session/batch.h"

#include "app/session/batch_work.h"

#include <QDir>

#include <algorithm>

Batch::Batch(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::networkChanged, this, [this] {
        if (!m_rows.empty() && m_network != m_session.network())
            start(m_folder);
    });
}

void Batch::start(const QString& folder)
{
    m_folder = folder;
    m_files.clear();
    m_rows.clear();
    m_network.reset();
    m_seconds = 0;
    m_running = true;
    m_since.start();
    m_againLane.cancel();
    emit restarted();
    m_session.engine().run(
        m_lane, this, [folder](EngineState&, std::stop_token) { return filesOf(folder); },
        [this](std::vector<QString> files) {
            m_files = std::move(files);
            m_since.start();
            emit stateChanged();
            next();
        },
        [this](const QString& sentence) {
            m_running = false;
            emit stateChanged();
            emit failed(sentence);
        });
}

void Batch::next()
{
    if (int(m_rows.size()) == total()) {
        m_seconds += double(m_since.elapsed()) / 1000;
        m_running = false;
        emit stateChanged();
        return;
    }
    const QString file = m_files[m_rows.size()];
    const QString name = QDir(m_folder).relativeFilePath(file);
    m_session.engine().run(
        m_lane, this,
        [file, name](EngineState& state, std::stop_token) { return answerFile(state, file, name); },
        [this](const BatchRow& row) { take(row); },
        [this](const QString& sentence) {
            cancel();
            emit failed(sentence);
        });
}

void Batch::take(const BatchRow& row)
{
    m_network = m_session.network();
    m_rows.push_back(row);
    emit rowAdded();
    if (m_running)
        next();
}

void Batch::cancel()
{
    if (!m_running)
        return;
    m_lane.cancel();
    m_running = false;
    m_seconds += double(m_since.elapsed()) / 1000;
    emit stateChanged();
}

void Batch::readAgain(int row)
{
    const BatchRow& old = m_rows[std::size_t(row)];
    m_session.engine().run(
        m_againLane, this,
        [file = old.path, name = old.name](
            EngineState& state, std::stop_token) { return answerFile(state, file, name); },
        [this, row](const BatchRow& read) {
            m_rows[std::size_t(row)] = read;
            emit rowChanged(row);
        },
        [this](const QString& sentence) { emit failed(sentence); });
}

int Batch::failures() const
{
    return int(std::count_if(
        m_rows.begin(), m_rows.end(), [](const BatchRow& row) { return !row.problem.isEmpty(); }));
}

double Batch::perSecond() const
{
    const double seconds = m_seconds + (m_running ? double(m_since.elapsed()) / 1000 : 0);
    return seconds > 0 ? double(m_rows.size()) / seconds : 0;
}

double Batch::secondsLeft() const
{
    const double speed = perSecond();
    return speed > 0 ? double(total() - int(m_rows.size())) / speed : 0;
}

/// Quoted where a comma, quote or line break asks for it.
static QString field(const QString& text)
{
    static const QStringList special {",", "\"", "\n", "\r"};
    const bool quoted
        = std::any_of(special.begin(), special.end(), [&](const QString& s) { return text.contains(s); });
    return quoted ? '"' + QString(text).replace('"', "\"\"") + '"' : text;
}

QString batchCsv(const std::vector<BatchRow>& rows, const NetworkInfo& network)
{
    QString csv = "image,rank,index,label,probability,score,problem\n";
    for (const BatchRow& row : rows) {
        if (!row.problem.isEmpty())
            csv += field(row.name) + ",,,,,," + field(row.problem) + '\n';
        int rank = 0;
        for (const BatchRow::Guess& guess : row.best)
            csv += field(row.name) + ',' + QString::number(++rank) + ',' + QString::number(guess.index) + ','
                + field(network.labels.value(guess.index)) + ','
                + QString::number(double(guess.probability), 'g', 6) + ','
                + QString::number(double(guess.score), 'g', 6) + ",\n";
    }
    return csv;
}
