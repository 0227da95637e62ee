#pragma once

#include "app/views/view.h"

#include <QDialog>

class Legend;
class QCheckBox;
class QFormLayout;
class QLabel;
class Segmented;

/// Everything that somebody may prefer, in one page; it acts at once and follows what is changed elsewhere.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const Surroundings& surroundings, QWidget* parent = nullptr);

signals:
    /// Somebody wants to choose another device.
    void deviceAsked();

private:
    void build();
    QWidget* buildSizes();
    QWidget* buildDevice();
    void addHeading(QFormLayout* form, const QString& words);
    void addFolder(QFormLayout* form, const QString& words, const QString& path);
    void refresh();

    Session& m_session;
    Preferences& m_preferences;
    Segmented* m_theme;
    Segmented* m_map;
    Legend* m_mapLegend;
    Segmented* m_size;
    Segmented* m_stack;
    QCheckBox* m_motion;
    QCheckBox* m_letters;
    QLabel* m_device;
};
