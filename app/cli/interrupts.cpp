#include "app/cli/interrupts.h"

#include <unistd.h>

Interrupts::Interrupts()
{
    sigemptyset(&m_signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action = {};
        if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&m_signals, signal);
    }
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    m_thread = std::thread([this] { wait(); });
}

Interrupts::~Interrupts()
{
    m_end.request_stop();
    m_thread.join();
}

void Interrupts::wait()
{
    const timespec moment {.tv_sec = 0, .tv_nsec = 50'000'000};
    while (!m_end.stop_requested())
        if (sigtimedwait(&m_signals, nullptr, &moment) > 0 && !m_wish.request_stop())
            _exit(130); // asked twice
}
