#include "app/session/devices.h"

#include "app/session/engine_state.h"
#include "app/session/session.h"
#include "engine/core/waiting.h"

#include <QLocale>

using namespace engine;

namespace {

QString deviceText(const std::string& words) { return QString::fromStdString(words); }

QString bytes(std::uint64_t count)
{
    return QLocale(QLocale::English).formattedDataSize(qint64(count), 0, QLocale::DataSizeIecFormat);
}

QString number(std::uint64_t count) { return QLocale(QLocale::English).toString(qulonglong(count)); }

QString yesOrNo(bool yes) { return yes ? Devices::tr("yes") : Devices::tr("no"); }

DeviceEntry entryFor(const DeviceInfo& device)
{
    const DeviceLimits& limits = device.limits;
    return {deviceText(device.name), deviceText(device.type), deviceText(device.uuid),
        deviceText(device.driver), deviceText(device.unusable),
        {
            {Devices::tr("Driver"), deviceText(device.driver)},
            {Devices::tr("Vulkan"), deviceText(device.api)},
            {Devices::tr("UUID"), deviceText(device.uuid)},
            {Devices::tr("Memory"), bytes(limits.heapBytes)},
            {Devices::tr("Largest binding"), bytes(limits.storageBufferBytes)},
            {Devices::tr("Largest allocation"), bytes(limits.allocationBytes)},
            {Devices::tr("Shared memory"), bytes(limits.sharedBytes)},
            {Devices::tr("Threads of a group"), number(limits.workGroupInvocations)},
            {Devices::tr("Subgroup"), number(limits.subgroupSize)},
            {Devices::tr("Subgroup shuffle"), yesOrNo(limits.subgroupShuffle)},
            {Devices::tr("Measures time"), yesOrNo(limits.timestamps)},
        }};
}

struct Listing {
    std::vector<DeviceEntry> entries;
    QString current;
};

}

Devices::Devices(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

void Devices::read()
{
    m_session.engine().run(
        m_lane, this,
        [](EngineState& state, std::stop_token) {
            engine::mayWait("looking for devices");
            Listing listing;
            for (const DeviceInfo& device : listDevices())
                listing.entries.push_back(entryFor(device));
            if (state.device)
                listing.current = deviceText(state.device->info().uuid);
            return listing;
        },
        [this](Listing listing) {
            m_entries = std::move(listing.entries);
            m_current = listing.current;
            emit changed();
        },
        [this](const QString& sentence) { emit failed(sentence); });
}
