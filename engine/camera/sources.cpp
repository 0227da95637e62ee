#include "engine/camera/sources.h"

#include "engine/camera/video_kind.h"
#include "engine/image/decode.h"
#include "engine/image/find_pictures.h"

namespace engine {

namespace {

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}

CameraSource::CameraSource(std::string words, FrameSize wish)
    : m_words(std::move(words))
    , m_wish(wish)
{
}

std::string CameraSource::name() const { return m_device.name.empty() ? m_words : m_device.name; }

void CameraSource::open()
{
    m_capture.close();
    m_device = chooseCamera(listCameras(), m_words);
    m_frames = 0;
    m_start = std::chrono::steady_clock::now();
    if (!m_capture.openCamera(m_device.number, m_wish)) {
        m_capture.close();
        explainCamera(m_device);
    }
}

bool CameraSource::read(Frame& frame)
{
    if (!m_capture.read(frame.image)) {
        m_capture.close();
        if (m_frames == 0)
            explainCamera(m_device); // drivers tell only now that another program has the camera
        throw CameraError(CameraProblem::Lost,
            sentence(m_device.name, " gives no more pictures: look whether it is plugged in"));
    }
    frame.number = m_frames++;
    // The driver's stamp stands still when the driver repeats itself; a clock of our own would not.
    const double stamp = m_capture.seconds();
    frame.seconds = stamp > 0 ? stamp : secondsSince(m_start);
    return true;
}

PipelineSource::PipelineSource(std::string words)
    : m_words(std::move(words))
{
}

void PipelineSource::open()
{
    m_frames = 0;
    m_start = std::chrono::steady_clock::now();
    if (!m_capture.openPipeline(m_words))
        throw CameraError(CameraProblem::Absent,
            sentence("The pipeline \"", m_words,
                "\" does not start: try it with gst-launch-1.0, and end it in appsink here"));
}

bool PipelineSource::read(Frame& frame)
{
    if (!m_capture.read(frame.image)) {
        m_capture.close();
        throw CameraError(CameraProblem::Lost, "The GStreamer pipeline gives no more pictures");
    }
    frame.number = m_frames++;
    frame.seconds = secondsSince(m_start);
    return true;
}

VideoSource::VideoSource(std::filesystem::path file, bool loop)
    : m_file(std::move(file))
    , m_loop(loop)
{
}

void VideoSource::open()
{
    m_capture.close();
    m_framesOfRound = 0;
    // The whole path: a name alone could be taken for an address.
    if (!beginsAsVideo(m_file) || !m_capture.openVideo(std::filesystem::absolute(m_file).string()))
        throw CameraError(CameraProblem::Unreadable,
            sentence(name(), " is no video that can be read: choose an MP4, MOV, AVI, MKV or WebM file"));
    const double rate = m_capture.rate();
    constexpr double highest = 1000;
    m_rate = rate > 0 && rate <= highest ? rate : 25;
}

bool VideoSource::read(Frame& frame)
{
    while (!m_capture.read(frame.image)) {
        if (m_framesOfRound == 0)
            throw CameraError(CameraProblem::Unreadable,
                sentence(name(), " holds no pictures that can be decoded: choose another video"));
        if (!m_loop)
            return false;
        m_roundStart = m_last + 1 / m_rate;
        open();
    }
    const double at = m_roundStart + m_capture.seconds();
    frame.seconds = m_framesOfRound == 0 ? m_roundStart : at > m_last ? at : m_last + 1 / m_rate;
    m_last = frame.seconds;
    frame.number = m_frames++;
    ++m_framesOfRound;
    return true;
}

FolderSource::FolderSource(std::filesystem::path folder, double rate, bool loop)
    : m_folder(std::move(folder))
    , m_rate(rate)
    , m_loop(loop)
{
}

std::string FolderSource::name() const
{
    const std::filesystem::path last = m_folder.filename().empty() ? m_folder.parent_path() : m_folder;
    return last.filename().string();
}

void FolderSource::open()
{
    m_next = 0;
    try {
        m_files = findPictures(m_folder);
    } catch (const Error& problem) {
        throw CameraError(CameraProblem::Unreadable, problem.what());
    }
}

bool FolderSource::read(Frame& frame)
{
    std::string lastProblem;
    for (std::size_t tries = 0; tries < m_files.size(); ++tries) {
        if (m_next == m_files.size() && m_loop)
            m_next = 0;
        if (m_next == m_files.size())
            break;
        const std::filesystem::path& file = m_files[m_next++];
        try {
            frame.image = decodeFile(file);
        } catch (const Error& problem) {
            lastProblem = problem.what();
            continue;
        }
        frame.seconds = double(m_frames) / m_rate;
        frame.number = m_frames++;
        frame.unrelated = true;
        m_size = {frame.image.width, frame.image.height};
        return true;
    }
    if (m_frames == 0)
        throw CameraError(CameraProblem::Unreadable, lastProblem);
    return false;
}

}
