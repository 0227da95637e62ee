#pragma once

#include "app/session/background.h"
#include "app/session/data_summary.h"
#include "app/session/training_plan.h"

#include <QObject>

struct PreviewColours;

/// Looks through data sets on a thread of its own: counts, thumbnails, files that cannot be read; and shows what
/// augmentation makes of a picture.
class DataReader : public QObject {
    Q_OBJECT
public:
    explicit DataReader(QObject* parent = nullptr);

    /// CIFAR-10, Fashion-MNIST and the synthetic pictures; empty until found: knownChanged() follows findKnown().
    const std::vector<KnownData>& known() const { return m_known; }
    void findKnown();

    /// Reads a data set. The one before is forgotten. `validation` and `seed` as TrainingPlan has them.
    void open(const QString& dataset, const QString& validation = {}, quint64 seed = 1);
    /// What was found until then stays.
    void cancel();
    bool isReading() const { return m_reading; }
    /// Null before the first is open.
    const DataSummaryPointer& summary() const { return m_summary; }

    /// Draws `count` variations of training picture `picture` (any number: the set is gone round) as the network of the
    /// plan would see them; the first is the picture unvaried. previewReady() follows.
    void preview(const TrainingPlan& plan, int picture, int count);

signals:
    void knownChanged();
    /// Counts first, then thumbnails, then bad files: at most five times a second.
    void summaryChanged();
    /// Pictures checked, of so many; both 0 before the number is known. Only folders of pictures are checked.
    void progress(int done, int total);
    /// The reading is over, to its end or cancelled.
    void finished();
    void failed(const QString& sentence);
    void previewReady(const std::vector<QImage>& variants, const QString& className);

private:
    void take(DataSummaryPointer summary, int done, int total);

    std::vector<KnownData> m_known;
    DataSummaryPointer m_summary;
    bool m_reading = false;
    std::shared_ptr<PreviewColours> m_colours; ///< for the previewing thread alone
    Background m_knowing, m_previewing, m_background; ///< last: their threads end first
};
