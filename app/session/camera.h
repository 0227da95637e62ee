#pragma once

#include "app/session/picture.h"
#include "app/session/session.h"
#include "app/session/spread.h"

#include <QElapsedTimer>
#include <QImage>
#include <QRectF>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace engine {
class CameraFeed;
}
struct CameraWork;
struct FrameWishes;

/// One map of a layer, or a whole vector (width 1).
struct LiveMap {
    int unit = 0; ///< −1 for a vector
    int width = 1;
    std::vector<float> values; ///< row by row
};

/// The strongest maps of a layer for one frame.
struct LiveLayer {
    QString layer;
    bool hasNegative = false;
    std::vector<LiveMap> maps; ///< strongest first; at most CameraDesk::setMapsPerLayer()
};

/// What the network says of one frame.
struct CameraAnswer {
    struct Guess {
        int index = -1; ///< class
        float probability = 0; ///< averaged where steady
    };
    NetworkPointer network;
    long frame = 0; ///< its number
    double seconds = 0; ///< on the source's clock
    bool unrelated = false; ///< a picture of its own, such as one of a folder: nothing is averaged
    QImage picture; ///< the whole frame, mirrored where that is on
    QRectF seen; ///< the part that the network sees, in pixels of the frame
    std::vector<Guess> best; ///< at most five, most probable first
    std::vector<float> probabilities; ///< per class, averaged where steady
    double spread = 0; ///< bits, of log2(classes)
    Sureness sureness = Sureness::NotSure;
    bool notSure = true;
    int averaged = 1; ///< answers in the mean
    double milliseconds = 0; ///< of the forward pass on the device
    double allMilliseconds = 0; ///< with preparing the frame and reading the layers
    std::vector<LiveLayer> layers; ///< first to last; empty unless asked for
    std::optional<engine::HostTensor> kept; ///< the activation that keepActivation() names, 1 x C x H x W
};
using CameraAnswerPointer = std::shared_ptr<const CameraAnswer>;

/// A camera of this machine, for people.
struct CameraEntry {
    QString node; ///< what CameraChoice::source takes
    QString name;
    std::vector<QSize> sizes; ///< that it offers; empty where it does not tell
    bool operator==(const CameraEntry&) const = default;
};

/// Which source somebody wants.
struct CameraChoice {
    QString source; ///< a node, a part of a camera's name, a video file or a folder; empty: the first camera
    QSize size; ///< of a camera; empty: its own
    bool mirror = false;
    double rate = 2; ///< pictures a second of a folder
    bool loop = true; ///< files and folders begin again
};

enum class CameraState { Off, Opening, Live, Lost, Ended, Failed };
/// Why there are no frames.
enum class CameraTrouble { None, Absent, Busy, Forbidden, Unreadable, Lost };

/// How it goes.
struct CameraStatus {
    CameraState state = CameraState::Off;
    CameraTrouble trouble = CameraTrouble::None;
    QString sentence; ///< for people, with the remedy; empty while Live or Off
    QString name; ///< of the source
    QSize size; ///< of its frames
    double framesPerSecond = 0; ///< that the source gives
    double answersPerSecond = 0;
    qint64 dropped = 0; ///< frames that were replaced by newer ones
    double longestPause = 0; ///< milliseconds between two answers, over the last seconds
};

/// The camera and its answers. Every frame that is answered is the newest there is; one is in the engine's hands at a
/// time, and the window's own requests go in between. Lives on the window's thread, never waits. What it has shown stays
/// in memory only and leaves with it.
class CameraDesk : public QObject {
    Q_OBJECT
public:
    explicit CameraDesk(Session& session, QObject* parent = nullptr);
    ~CameraDesk() override;

    /// Opens a source; the one before is closed.
    void start(const CameraChoice& choice);
    void stop();
    bool isOn() const { return m_feed != nullptr; }
    const CameraChoice& choice() const { return m_choice; }
    void setMirror(bool mirror);

    /// 1 (off) to 32 answers are averaged, but for pictures that have nothing to do with each other.
    void setSteady(int answers);
    int steady() const { return m_steady; }
    /// Answers whose spread is above this share of log2(classes) are not sure; 0.4 at first.
    void setNotSureAbove(double share) { m_notSureAbove = share; }
    /// How many maps of each layer the answers carry; 0 for none, 9 at first.
    void setMapsPerLayer(int count) { m_mapsPerLayer = count; }
    /// The layer whose activation the answers carry, for those who learn from it; empty for none.
    void keepActivation(const QString& layer) { m_kept = layer; }

    CameraStatus status() const;
    CameraAnswerPointer answer() const
    {
        return m_answer;
    } ///< the newest; null before the first and when off

    /// For long requests on the engine's thread: called there between two of their steps, it answers the newest frame, some
    /// times a second, so that the camera stays alive meanwhile. Does nothing while the camera is off.
    std::function<void(EngineState&, const std::stop_token&)> answerBetween();

    /// Puts the frame of the newest answer under the microscope (Session::openPicture) and stops. Nothing without one.
    void freeze();

    /// Keeps the list of cameras up to date, once a second, while it is on.
    void setWatching(bool watching);
    const std::vector<CameraEntry>& cameras() const { return m_cameras; }

signals:
    void answered();
    /// State, sentence or name.
    void statusChanged();
    void camerasChanged();
    /// The frozen frame was given to the session.
    void frozen();

private:
    void look();
    void ask();
    void take(CameraAnswerPointer answer);
    void show(CameraAnswerPointer answer);
    FrameWishes wishes() const;
    void closeFeed();
    void tellStatus();
    void readCameras();

    Session& m_session;
    CameraChoice m_choice;
    std::shared_ptr<engine::CameraFeed> m_feed; ///< null when off
    std::shared_ptr<CameraWork> m_work; ///< what the engine's thread keeps from frame to frame
    CameraAnswerPointer m_answer;
    int m_steady = 1;
    int m_mapsPerLayer = 9;
    double m_notSureAbove = 0.4;
    QString m_kept;
    bool m_asked = false; ///< the engine has a frame in hand
    QString m_trouble; ///< why the engine did not answer
    std::deque<qint64> m_times; ///< of the last answers, milliseconds of m_clock
    QElapsedTimer m_clock;
    CameraStatus m_told;
    std::vector<CameraEntry> m_cameras;
    bool m_reading = false; ///< the list of cameras
    QTimer m_watch;
    Lane m_lane, m_freezeLane, m_backLane;
};
