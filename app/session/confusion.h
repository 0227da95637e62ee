#pragma once

#include "app/session/background.h"
#include "app/session/engine_thread.h"
#include "app/session/picture.h"

#include <QImage>
#include <QObject>

#include <memory>
#include <set>
#include <vector>

class Session;

namespace engine {
class Dataset;
}

/// One picture in a cell.
struct ConfusedPicture {
    int index = 0; ///< in the validation set: for ConfusionDesk::askThumbnail()
    QString name; ///< file, or place in one
    float probability = 0; ///< of the answered class
};

/// How often pictures of one class (row) were taken for another (column).
struct ConfusionMatrix {
    QString title; ///< whose weights, "cifar10-scratch-03"
    qint64 iteration = 0; ///< the weights are of after so many steps
    /// Of which data set, where it is not the run's own: "the test pictures of cifar10".
    QString otherPictures;
    QStringList classes;
    int pictures = 0; ///< judged so far; less than total while it goes on
    int total = 0;
    int wrong = 0;
    int unreadable = 0;
    bool complete = false;
    std::vector<std::vector<ConfusedPicture>> cells; ///< row * classes + column, surest first

    int size() const { return int(classes.size()); }
    const std::vector<ConfusedPicture>& cell(int is, int called) const
    {
        return cells[std::size_t(is) * std::size_t(size()) + std::size_t(called)];
    }
    int count(int is, int called) const { return int(cell(is, called).size()); }
    int rowTotal(int is) const;
    int mostMistakes() const; ///< the largest count off the diagonal
    double top1Error() const { return pictures ? double(wrong) / pictures : 0; }
};

using ConfusionPointer = std::shared_ptr<const ConfusionMatrix>;

/// Judges a network on its validation pictures, batch after batch, so that the window's requests and the training go in
/// between. The weights are those of the moment at which it was asked.
class ConfusionDesk : public QObject {
    Q_OBJECT
public:
    explicit ConfusionDesk(Session& session, QObject* parent = nullptr);
    ~ConfusionDesk() override;

    /// With the present weights of a run at the training desk (RunStatus::id).
    void startRun(int run);
    /// With the best weights of the run in a folder. Where its pictures are not on this machine, those in `otherData`, or
    /// of a known data set, are taken, if they are of the same classes; ConfusionMatrix::otherPictures says so.
    void startFolder(const QString& folder, const QString& otherData = {});
    /// What was judged until then stays.
    void cancel();
    bool isRunning() const { return m_running; }
    /// Null before the first.
    const ConfusionPointer& matrix() const { return m_matrix; }

    /// A small picture (thumbnailSide pixels a side); thumbnailReady() follows once for every one that was asked for.
    void askThumbnail(int index);
    static constexpr int thumbnailSide = 96;
    /// The picture itself: its file, or where it has none of its own its pixels; pictureReady() or failed() follows.
    void askPicture(int index);

    /// The cells as a table: is, called, count; RFC 4180.
    static QString csv(const ConfusionMatrix& matrix);

signals:
    /// More pictures were judged: some times a second.
    void changed();
    void progress(int done, int total);
    /// To its end, or cancelled.
    void finished();
    void failed(const QString& sentence);
    void thumbnailReady(int index, const QImage& picture);
    void pictureReady(const PictureSource& picture);

private:
    template <class Open>
    void start(Open open);
    void next();
    void fail(const QString& sentence);

    Session& m_session;
    ConfusionPointer m_matrix;
    std::shared_ptr<const engine::Dataset> m_pictures; ///< that are judged
    bool m_running = false;
    quint64 m_number = 0; ///< grows with every start and cancel
    std::set<int> m_asked; ///< thumbnails
    Lane m_lane;
    Background m_background;
};
