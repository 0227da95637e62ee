#pragma once

#include "engine/camera/capture.h"
#include "engine/camera/devices.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace engine {

/// A camera of this machine, found anew whenever it is opened.
class CameraSource final : public FrameSource {
public:
    CameraSource(std::string words, FrameSize wish);
    void open() override;
    bool read(Frame& frame) override;
    std::string name() const override;
    FrameSize size() const override { return m_capture.size(); }
    double rate() const override { return m_capture.rate(); }
    bool isLive() const override { return true; }

private:
    std::string m_words;
    FrameSize m_wish;
    CameraDevice m_device; ///< that is open
    Capture m_capture;
    long m_frames = 0;
    std::chrono::steady_clock::time_point m_start;
};

/// What a GStreamer pipeline gives. Its end is treated as a camera that was pulled out.
class PipelineSource final : public FrameSource {
public:
    explicit PipelineSource(std::string words);
    void open() override;
    bool read(Frame& frame) override;
    std::string name() const override { return "GStreamer pipeline"; }
    FrameSize size() const override { return m_capture.size(); }
    double rate() const override { return m_capture.rate(); }
    bool isLive() const override { return true; }

private:
    std::string m_words;
    Capture m_capture;
    long m_frames = 0;
    std::chrono::steady_clock::time_point m_start;
};

/// A video file.
class VideoSource final : public FrameSource {
public:
    VideoSource(std::filesystem::path file, bool loop);
    void open() override;
    bool read(Frame& frame) override;
    std::string name() const override { return m_file.filename().string(); }
    FrameSize size() const override { return m_capture.size(); }
    double rate() const override { return m_rate; }
    bool isLive() const override { return false; }

private:
    std::filesystem::path m_file;
    bool m_loop;
    Capture m_capture;
    double m_rate = 25;
    long m_frames = 0;
    long m_framesOfRound = 0; ///< since the file began anew
    double m_roundStart = 0, m_last = 0; ///< seconds
};

/// The pictures in and below a folder, one after another. What cannot be decoded is passed over.
class FolderSource final : public FrameSource {
public:
    FolderSource(std::filesystem::path folder, double rate, bool loop);
    void open() override;
    bool read(Frame& frame) override;
    std::string name() const override;
    FrameSize size() const override { return m_size; }
    double rate() const override { return m_rate; }
    bool isLive() const override { return false; }

private:
    std::filesystem::path m_folder;
    double m_rate;
    bool m_loop;
    std::vector<std::filesystem::path> m_files;
    std::size_t m_next = 0;
    long m_frames = 0;
    FrameSize m_size;
};

}
