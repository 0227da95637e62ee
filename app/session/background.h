#pragma once

#include "app/session/engine_thread.h"

#include <QObject>
#include <QThread>

#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>

/// A thread for work that needs no device, one request after another. Whoever asks never waits, except at the very end
/// for the request in hand to notice that it is over.
class Background : public QObject {
    Q_OBJECT
public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override;

    /// Runs `work(std::stop_token)` there, then `done(result)` here. What work throws arrives at `fail` as a sentence.
    /// Nothing arrives of what was cancelled.
    template <class Work, class Done>
    void run(Work work, Done done, std::function<void(const QString&)> fail)
    {
        post([this, stop = m_stop.get_token(), work = std::move(work), done = std::move(done),
                 fail = std::move(fail)] {
            if (stop.stop_requested())
                return;
            try {
                auto result = std::make_shared<std::invoke_result_t<Work, std::stop_token>>(work(stop));
                tell(stop, [done, result] { done(std::move(*result)); });
            } catch (...) {
                tell(stop, [fail, sentence = EngineThread::explain(std::current_exception())] {
                    if (fail)
                        fail(sentence);
                });
            }
        });
    }
    /// For work to say how far it is: `news` runs here, unless the work was cancelled meanwhile.
    void tell(const std::stop_token& stop, std::function<void()> news);
    /// Tells what is in hand to stop, and forgets the rest.
    void cancel();

private:
    void post(std::function<void()> work);

    std::stop_source m_stop;
    QThread m_thread;
    QObject* m_there; ///< lives in that thread
};
