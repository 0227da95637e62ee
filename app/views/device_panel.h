#pragma once

#include "app/session/devices.h"
#include "app/session/reference_check.h"
#include "app/session/selftests.h"
#include "app/views/view.h"

class DataTable;
class DeviceModel;
class FactsList;
class Panel;
class QLabel;
class QProgressBar;
class QPushButton;
class RowsModel;

/// The device that computes: which one, what it can, and whether its numbers are right.
class DevicePanel : public QWidget {
    Q_OBJECT
public:
    explicit DevicePanel(const Surroundings& surroundings, QWidget* parent = nullptr);

private:
    Panel* devicesPanel();
    Panel* selftestPanel();
    Panel* referencePanel();
    void showDevices();
    void showDetails();
    void showSelftest();
    void showReference();
    void use(const QString& selector);

    Session& m_session;
    Preferences& m_preferences;
    Devices m_devices;
    Selftests m_selftests;
    ReferenceCheck m_reference;
    DeviceModel* m_model;
    RowsModel* m_selftestRows;
    RowsModel* m_referenceRows;
    DataTable* m_table;
    FactsList* m_facts;
    QPushButton* m_use;
    QPushButton* m_best;
    QPushButton* m_runSelftest;
    QProgressBar* m_selftestBusy;
    QLabel* m_selftestResult;
    QPushButton* m_compare;
    QPushButton* m_cancel;
    QProgressBar* m_compared;
    QLabel* m_referenceResult;
};
