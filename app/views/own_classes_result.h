#pragma once

#include "app/session/own_classes.h"

#include <QWidget>

class CurvePlot;
class FactsList;
class OwnClassesConfusion;
class Panel;
class QLabel;
class QSpinBox;

/// How the learning went: the loss over the epochs, what of the frames kept aside was mistaken for what, and these frames.
class OwnClassesResult : public QWidget {
    Q_OBJECT
public:
    explicit OwnClassesResult(OwnClasses& own, QWidget* parent = nullptr);

    bool isShown() const { return m_open; }
    void open();
    void close();
    double sureFrom() const;
    OwnClassesConfusion& confusion() { return *m_confusion; }
    /// The frames that are listed below the confusion.
    int listed() const { return m_listed; }

signals:
    void shownChanged();
    void sureFromChanged(double share);

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* buildLearning();
    QWidget* buildConfusion();
    void showKey();
    void showProgress();
    void showResult();
    void listFrames(int row, int column);

    OwnClasses& m_own;
    Panel* m_learningPanel;
    CurvePlot* m_curve;
    QLabel* m_key; ///< of the curves
    QLabel* m_right;
    QLabel* m_below;
    Panel* m_confusionPanel;
    OwnClassesConfusion* m_confusion;
    QSpinBox* m_sure;
    QLabel* m_note; ///< how to read it
    QLabel* m_head;
    QWidget* m_frames;
    int m_listed = 0;
    bool m_open = false;
};
