#pragma once

#include "app/views/view.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

/// Over every view: back and forward, the name of the place, the path to what is selected, and the network.
class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(const Surroundings& surroundings, QWidget* parent = nullptr);

    void setPlace(const QString& title);

    QSize minimumSizeHint() const override;

signals:
    void helpRequested();

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void showPath();
    void fitPath();
    void showNetwork();
    void link(const QString& words, std::function<void()> action);

    Session& m_session;
    Selection& m_selection;
    QToolButton* m_back;
    QToolButton* m_forward;
    QLabel* m_title;
    QHBoxLayout* m_path;
    QToolButton* m_network;
    QToolButton* m_help;
};
