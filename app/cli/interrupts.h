#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

/// Turns Ctrl-C, SIGTERM and the closing of the terminal into a wish to stop, so that work can be saved. The second
/// such signal ends the program at once with exit code 130. Signals that were ignored stay so. Make it before other
/// threads: they then leave these signals alone. They stay blocked when it is gone, so that one that comes late does not
/// make a failure of what has been saved.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    std::stop_token wish() const { return m_wish.get_token(); }

private:
    void wait();

    sigset_t m_signals;
    std::stop_source m_wish;
    std::stop_source m_end; ///< of the thread that waits
    std::thread m_thread;
};
