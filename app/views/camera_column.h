#pragma once

#include "app/session/own_classes.h"
#include "app/views/view.h"

#include <QFrame>

class CameraAnswerPanel;
class CameraCard;
class CameraLight;
class CameraPicture;
class CameraSourceBar;
class QLabel;
class QPushButton;
class QStackedWidget;

/// The left of the camera's place: the light, the live picture with what can be done with it, and the answer.
class CameraColumn : public QFrame {
    Q_OBJECT
public:
    CameraColumn(
        const Surroundings& surroundings, CameraDesk& desk, OwnClasses& own, QWidget* parent = nullptr);

    /// Answers of one's own classes below this are not sure; a share.
    void setSureFrom(double share);
    CameraSourceBar& sources() { return *m_sources; }
    void takeFocus();

signals:
    void startAsked(const CameraChoice& choice);
    void freezeAsked();

protected:
    void keyPressEvent(QKeyEvent*) override;
    void showEvent(QShowEvent*) override;
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    QWidget* buildHead();
    QWidget* buildButtons();
    void build();
    void fit();
    void showStatus();
    void showAnswer();
    void countClasses();

    Session& m_session;
    CameraDesk& m_desk;
    CameraLight* m_light;
    QLabel* m_rate;
    CameraSourceBar* m_sources;
    CameraPicture* m_picture;
    CameraCard* m_card;
    QStackedWidget* m_place;
    QPushButton* m_freeze;
    QPushButton* m_mirror;
    QLabel* m_hint;
    CameraAnswerPanel* m_answer;
    QPushButton* m_classes;
    QWidget* m_head = nullptr;
    std::vector<QWidget*> m_small; ///< what is not shown before a class
};
