#pragma once

#include "app/views/view.h"

class Diagram;
class Panel;
class QStackedWidget;
class Segmented;

/// What the network is: its layers and what they cost, its drawing, the networks to choose from, and the device.
class ModelView : public View {
    Q_OBJECT
public:
    enum Page { Summary, Drawing, Networks, Device };

    explicit ModelView(const Surroundings& surroundings, QWidget* parent = nullptr);

    void showPage(Page page);

    QString place() const override { return "model"; }
    QString title() const override { return tr("Model"); }
    QString iconName() const override { return "model"; }
    QString help() const override;
    bool isReady() const override { return m_session.network() != nullptr; }

private:
    Panel* drawing();

    Segmented* m_choice;
    QStackedWidget* m_pages;
    Diagram* m_diagram;
};
