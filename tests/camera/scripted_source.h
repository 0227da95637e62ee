// A source whose every frame the test decides.
#pragma once

#include "engine/camera/feed.h"

#include <atomic>
#include <functional>
#include <thread>

/// What happens at a read: frame `number` of the source is made, or the source waits, ends or breaks off.
using Script = std::function<bool(engine::Frame&, long number)>;

class ScriptedSource : public engine::FrameSource {
public:
    explicit ScriptedSource(Script script, bool live = true)
        : m_script(std::move(script))
        , m_live(live)
    {
        ++alive;
    }
    ~ScriptedSource() override { --alive; }

    void open() override
    {
        if (onOpen)
            onOpen();
    }
    bool read(engine::Frame& frame) override
    {
        frame.seconds = double(m_frames + 1);
        return m_script(frame, m_frames++);
    }
    std::string name() const override { return "Scripted camera"; }
    bool isLive() const override { return m_live; }

    std::function<void()> onOpen;
    static inline std::atomic<int> alive = 0; ///< sources that nobody has destroyed yet

private:
    Script m_script;
    bool m_live;
    long m_frames = 0;
};

/// A grey frame that carries a number in its pixels.
inline engine::Image numbered(long number, int width = 16, int height = 12)
{
    engine::Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = std::uint8_t(number >> 8 * (i % 3));
    return image;
}

inline long numberIn(const engine::Image& image)
{
    return image.pixels[0] | long(image.pixels[1]) << 8 | long(image.pixels[2]) << 16;
}

inline void sleepMs(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

inline engine::CameraFeed::Maker makerOf(Script script, bool live = true)
{
    return [script, live] { return std::make_unique<ScriptedSource>(script, live); };
}

/// As fast as it can be asked.
inline bool plainFrame(engine::Frame& frame, long number)
{
    sleepMs(1);
    frame.image = numbered(number);
    return true;
}

constexpr std::chrono::milliseconds soon(5000);

/// Whether it does so soon.
inline bool comesTo(const engine::CameraFeed& feed, engine::FeedState state)
{
    const auto end = std::chrono::steady_clock::now() + soon;
    for (; std::chrono::steady_clock::now() < end; sleepMs(2))
        if (feed.status().state == state)
            return true;
    return false;
}
