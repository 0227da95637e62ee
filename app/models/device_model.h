#pragma once

#include "app/session/devices.h"

#include <QAbstractTableModel>

/// The Vulkan devices of this machine, one a row; those that the engine cannot use are there, but not to be chosen.
class DeviceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Type, State, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `current` is the UUID of the open one.
    void setDevices(std::vector<DeviceEntry> devices, const QString& current);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Null when there is no such row.
    const DeviceEntry* deviceAt(int row) const;
    /// Row of the open one, −1 when it is not among them.
    int currentRow() const;

private:
    std::vector<DeviceEntry> m_devices;
    QString m_current;
};
