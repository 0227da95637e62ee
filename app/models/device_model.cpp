#include "app/models/device_model.h"

namespace {

QString typeText(const QString& type)
{
    if (type == "discrete")
        return DeviceModel::tr("graphics card");
    if (type == "integrated")
        return DeviceModel::tr("graphics in the processor");
    if (type == "virtual")
        return DeviceModel::tr("virtual graphics card");
    if (type == "cpu")
        return DeviceModel::tr("the processor itself");
    return DeviceModel::tr("other");
}

}

void DeviceModel::setDevices(std::vector<DeviceEntry> devices, const QString& current)
{
    beginResetModel();
    m_devices = std::move(devices);
    m_current = current;
    endResetModel();
}

int DeviceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_devices.size());
}

int DeviceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

const DeviceEntry* DeviceModel::deviceAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_devices[std::size_t(row)] : nullptr;
}

int DeviceModel::currentRow() const
{
    for (int row = 0; row < rowCount(); ++row)
        if (!m_current.isEmpty() && m_devices[std::size_t(row)].uuid == m_current)
            return row;
    return -1;
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const
{
    const DeviceEntry* device = index.isValid() ? deviceAt(index.row()) : nullptr;
    if (!device)
        return {};
    if (role == Qt::ToolTipRole)
        return device->unusable.isEmpty() ? device->name : tr("cannot be used: %1").arg(device->unusable);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return device->name;
    case Type:
        return typeText(device->type);
    case State:
        if (!device->unusable.isEmpty())
            return tr("cannot be used");
        return index.row() == currentRow() ? tr("in use") : QString();
    default:
        return {};
    }
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    const QString words[] = {tr("Device"), tr("Kind"), tr("State")};
    return words[section];
}

Qt::ItemFlags DeviceModel::flags(const QModelIndex& index) const
{
    const DeviceEntry* device = index.isValid() ? deviceAt(index.row()) : nullptr;
    if (!device)
        return Qt::NoItemFlags;
    return device->unusable.isEmpty() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsSelectable;
}
