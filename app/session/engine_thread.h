#pragma once

#include <QObject>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <type_traits>

struct EngineState;

/// One kind of request, of which only the newest counts: asking again stops and forgets what was asked before.
class Lane {
public:
    /// The number and the stop token of a new request; those before are told to stop.
    std::pair<quint64, std::stop_token> begin()
    {
        m_stop.request_stop();
        m_stop = std::stop_source();
        return {++*m_newest, m_stop.get_token()};
    }
    /// Forgets what was asked.
    void cancel() { begin(); }
    std::shared_ptr<const std::atomic<quint64>> newest() const { return m_newest; }

private:
    std::shared_ptr<std::atomic<quint64>> m_newest = std::make_shared<std::atomic<quint64>>(0);
    std::stop_source m_stop;
};

/// Whether a request waits until there is none that people wait for.
enum class Urgency { Request, Patient };

/// The thread on which the engine works, one request after another, in the order in which they were asked; patient ones
/// let all others pass. The window's thread never waits for it.
class EngineThread : public QObject {
    Q_OBJECT
public:
    explicit EngineThread(QObject* parent = nullptr);
    /// Stops everything and waits until the request in hand has noticed: a quarter of a second where it looks.
    ~EngineThread() override;

    /// Runs `work(EngineState&, std::stop_token)` there, then `done(result)` here, in the thread that asked, unless a
    /// newer request was made in the lane or `context` is gone. What work throws arrives at `fail` as a sentence.
    template <class Work, class Done>
    void run(Lane& lane, QObject* context, Work work, Done done, std::function<void(const QString&)> fail,
        Urgency urgency = Urgency::Request)
    {
        const auto [number, stop] = lane.begin();
        using Result = std::invoke_result_t<Work, EngineState&, std::stop_token>;
        post(
            [this, number = number, stop = stop, newest = lane.newest(), guard = QPointer<QObject>(context),
                work = std::move(work), done = std::move(done), fail = std::move(fail)](EngineState& state) {
                if (*newest != number)
                    return;
                std::stop_source either; // a newer request, or the end of the program
                const std::stop_callback newer(stop, [&either] { either.request_stop(); });
                stopAtEnd(either);
                try {
                    auto result = std::make_shared<Result>(work(state, either.get_token()));
                    deliver([number, newest, guard, done, result] {
                        if (guard && *newest == number)
                            done(std::move(*result));
                    });
                } catch (...) {
                    const QString sentence = explain(std::current_exception());
                    deliver([number, newest, guard, fail, sentence] {
                        if (guard && *newest == number && fail)
                            fail(sentence);
                    });
                }
            },
            urgency);
    }

    /// True on the engine's own thread: what must not run on the window's thread asserts this.
    static bool isCurrent();
    /// What went wrong, as a sentence for people.
    static QString explain(std::exception_ptr problem);

signals:
    /// Work that people wait for has begun, or there is none left. Arrives at most about ten times a second.
    void busyChanged(bool busy);

private:
    using Job = std::function<void(EngineState&)>;
    void post(Job job, Urgency urgency);
    void takeOne();
    void deliver(std::function<void()> news);
    void stopAtEnd(const std::stop_source& request);

    QThread m_thread;
    QObject* m_there = nullptr; ///< lives in that thread
    std::unique_ptr<EngineState> m_state;
    std::atomic<int> m_waiting = 0;
    std::mutex m_queues; ///< guards the two below
    std::deque<Job> m_requests, m_patient;
    std::mutex m_ending; ///< guards the two below
    std::stop_source m_inHand; ///< of the request that is being worked on
    bool m_ended = false;
};
