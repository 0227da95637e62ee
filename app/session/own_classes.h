#pragma once

#include "app/session/background.h"
#include "app/session/camera.h"

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QStringList>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace engine {
struct LearnedClasses;
}

/// A frame that somebody recorded to learn from.
struct OwnFrame {
    quint64 number = 0; ///< differs for every frame
    QImage picture; ///< the whole frame, made as small as learning allows
    QImage small; ///< its middle, thumbnailSide x thumbnailSide
};

/// A class of one's own.
struct OwnClass {
    QString name;
    std::vector<OwnFrame> frames; ///< oldest first
};

/// The end of an epoch while a last layer is learned; epoch 0 is before the first.
struct OwnEpoch {
    int epoch = 0;
    double loss = 0; ///< mean cross-entropy of the views that are learned from
    double accuracy = 0; ///< share of these that are answered rightly
    std::optional<double> asideLoss, asideAccuracy; ///< of the frames kept aside, where there are any
};

/// A frame that was kept aside, and what was said of it.
struct OwnAside {
    int label = 0;
    int answer = 0;
    double sureness = 0; ///< probability of the answer
    QImage small;
};

/// What was learned.
struct OwnResult {
    quint64 network = 0; ///< NetworkInfo::number whose features it reads
    QString layer; ///< that was learned anew, "fc8"
    int features = 0; ///< that it reads
    QStringList labels;
    int learned = 0; ///< frames it was learned from
    int right = 0; ///< of the frames kept aside
    double seconds = 0; ///< that learning took
    std::vector<OwnAside> aside;
    QStringList problems; ///< one sentence for every frame that could not be used

    /// How often frames of a class (row) were called another (column); the last column counts those below `sure`.
    std::vector<std::vector<int>> confusion(double sure) const;
};
using OwnResultPointer = std::shared_ptr<const OwnResult>;

/// Classes of one's own: frames recorded from the camera or read from files, and a last layer learned on the features
/// that the open network computes for them. Frames are in memory only and leave with this. Lives on the window's thread.
class OwnClasses : public QObject {
    Q_OBJECT
public:
    static constexpr int fewest = 2, most = 10; ///< classes
    static constexpr int mostFrames = 200; ///< of a class
    static constexpr int thumbnailSide = 64;
    static constexpr int epochsOfLearning = 40;

    OwnClasses(Session& session, CameraDesk& desk, QObject* parent = nullptr);
    ~OwnClasses() override;

    const std::vector<OwnClass>& classes() const { return m_classes; }
    int frameCount() const;
    /// Its place, or −1 when there are `most` already. An empty name becomes "class 3".
    int addClass(const QString& name = {});
    /// False, and nothing changes, for an empty name or one that another class has.
    bool rename(int index, const QString& name);
    void removeClass(int index);
    void removeFrame(int index, quint64 number);
    void clearFrames(int index);
    /// Reads pictures, and the pictures in folders, in the background; failed() says which could not be read.
    void addFiles(int index, const QStringList& paths);
    /// A class for each folder in this one, with its pictures, instead of those that are here.
    void openFolder(const QString& folder);
    /// Writes every class as a folder of PNG files. saved() or failed() follows.
    void exportFrames(const QString& folder);

    /// From now on the camera's frames are taken into this class, at most ten a second.
    void startRecording(int index);
    void stopRecording();
    int recording() const { return m_recording; } ///< −1 for none

    /// What is missing before learn() can do anything; empty when nothing is.
    QString missing() const;
    void learn();
    void cancel();
    bool isLearning() const { return m_learning; }
    /// Of the learning in hand or the last one.
    const std::vector<OwnEpoch>& epochs() const { return m_epochs; }
    int picturesDone() const { return m_picturesDone; }
    /// Null before anything was learned, and when another network is open.
    OwnResultPointer result() const { return m_result; }

    /// What the learned layer says of the newest frame, averaged as the camera's answers are: per label of result(). Empty
    /// before the first.
    const std::vector<float>& shares() const { return m_shares; }

    /// Writes the network with the learned layer and its labels, as .safetensors or .onnx. saved() or failed() follows.
    void save(const QString& file);
    /// Opens such a file as the window's network. Its labels become classes where there are no frames yet.
    void open(const QString& file);

signals:
    /// A class or a frame came or went, or a name changed.
    void classesChanged();
    void recordingChanged();
    /// isLearning(), epochs(), picturesDone().
    void progressed();
    void resultChanged();
    /// shares() has news.
    void answered();
    void saved(const QString& file);
    void failed(const QString& sentence);

private:
    void takeAnswer();
    void addFrame(int index, const QImage& picture);
    void followNetwork();
    void takeProgress(int pictures, std::optional<OwnEpoch> epoch);
    void takeResult(std::shared_ptr<const engine::LearnedClasses> learned, OwnResult result);
    void forgetResult();
    QString freeName(const QString& wish) const;
    int keptSide() const;

    Session& m_session;
    CameraDesk& m_desk;
    std::vector<OwnClass> m_classes;
    quint64 m_lastFrame = 0;
    int m_recording = -1;
    QElapsedTimer m_sinceFrame;
    std::vector<OwnEpoch> m_epochs;
    int m_picturesDone = 0;
    bool m_learning = false;
    std::shared_ptr<const engine::LearnedClasses> m_learned;
    OwnResultPointer m_result;
    std::deque<std::vector<float>> m_newest; ///< answers that are averaged
    std::vector<float> m_shares;
    bool m_opening = false; ///< a classifier, by open()
    Lane m_lane, m_saveLane;
    Background m_background;
};
