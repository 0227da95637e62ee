#include "app/session/selftests.h"

#include "app/model/resources.h"
#include "app/session/engine_state.h"
#include "app/session/session.h"
#include "engine/core/error.h"
#include "engine/core/waiting.h"
#include "engine/selftest/selftest.h"

namespace {

struct Outcome {
    std::vector<SelftestLine> lines;
    QString device;
};

Outcome test(EngineState& state)
{
    engine::mayWait("testing the device");
    engine::require(state.device != nullptr, "no device is open: choose one in the list of devices");
    Outcome outcome;
    outcome.device = QString::fromStdString(state.device->info().name);
    const engine::DeviceOptions options {.selector = state.device->info().uuid, .cacheFolder = cacheFolder()};
    for (const engine::SelftestRow& row : engine::selftest(options))
        outcome.lines.push_back({QString::fromStdString(row.kernel), QString::fromStdString(row.variant),
            QString::fromStdString(row.layer), row.maxError, row.tolerance, row.ok});
    return outcome;
}

}

Selftests::Selftests(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

void Selftests::run()
{
    if (m_running)
        return;
    m_running = true;
    m_lines.clear();
    emit changed();
    m_session.engine().run(
        m_lane, this, [](EngineState& state, std::stop_token) { return test(state); },
        [this](Outcome outcome) {
            m_running = false;
            m_lines = std::move(outcome.lines);
            m_device = outcome.device;
            emit changed();
        },
        [this](const QString& sentence) {
            m_running = false;
            emit changed();
            emit failed(sentence);
        });
}
