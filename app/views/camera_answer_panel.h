#pragma once

#include "app/session/own_classes.h"

#include <QWidget>

class CameraAnswerList;
class QLabel;
class QSlider;
class Segmented;

/// What the newest frames show, by the network or by one's own classes, and how many of them are averaged.
class CameraAnswerPanel : public QWidget {
    Q_OBJECT
public:
    CameraAnswerPanel(CameraDesk& desk, OwnClasses& own, QWidget* parent = nullptr);

    /// Answers of one's own classes below this are not sure; a share.
    void setSureFrom(double share);

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* buildHead();
    void showOwn();
    void showSteady();
    void refresh();
    void showAnswer(const CameraAnswer& answer);
    void showShares();
    bool isOwn() const;

    CameraDesk& m_desk;
    OwnClasses& m_own;
    QWidget* m_head;
    Segmented* m_which;
    QSlider* m_steady;
    QLabel* m_frames;
    CameraAnswerList* m_list;
    double m_sureFrom = 0.7;
};
