#include "app/session/data_reader.h"

#include "app/session/data_work.h"

DataReader::DataReader(QObject* parent)
    : QObject(parent)
    , m_colours(std::make_shared<PreviewColours>())
{
}

void DataReader::findKnown()
{
    m_knowing.cancel();
    m_knowing.run([](std::stop_token) { return findKnownData(); },
        [this](std::vector<KnownData> known) {
            m_known = std::move(known);
            emit knownChanged();
        },
        {});
}

void DataReader::open(const QString& dataset, const QString& validation, quint64 seed)
{
    m_background.cancel();
    m_previewing.cancel();
    m_summary.reset();
    m_reading = true;
    emit summaryChanged();
    emit progress(0, 0);
    m_background.run(
        [this, dataset, validation, seed](std::stop_token stop) {
            return readDataSummary(dataset, validation, seed, stop,
                [this, stop](const DataSummaryPointer& summary, int done, int total) {
                    m_background.tell(stop, [=, this] { take(summary, done, total); });
                });
        },
        [this](const DataSummaryPointer& summary) {
            m_reading = false;
            take(summary, summary->checked, summary->checked);
            emit finished();
        },
        [this](const QString& sentence) {
            m_reading = false;
            emit failed(sentence);
        });
}

void DataReader::take(DataSummaryPointer summary, int done, int total)
{
    m_summary = std::move(summary);
    emit summaryChanged();
    emit progress(done, total);
}

void DataReader::cancel()
{
    if (!m_reading)
        return;
    m_background.cancel();
    m_reading = false;
    emit finished();
}

void DataReader::preview(const TrainingPlan& plan, int picture, int count)
{
    if (!m_summary || m_summary->training == 0 || count < 1)
        return;
    const int all = m_summary->training;
    const int index = (picture % all + all) % all;
    const int label = m_summary->data->training->label(index);
    const QString name = m_summary->classes[std::size_t(label)].name;
    m_previewing.cancel();
    m_previewing.run([data = m_summary->data, colours = m_colours, plan, index, count](
                         std::stop_token) { return variantsOf(data, plan, index, count, *colours); },
        [this, name](const std::vector<QImage>& variants) { emit previewReady(variants, name); },
        [this](const QString& sentence) { emit failed(sentence); });
}
