#pragma once

#include "app/session/own_classes.h"
#include "app/widgets/panel.h"

class OwnClassesRow;
class QProgressBar;
class QPushButton;

/// Classes of one's own: a row for each, and what makes a classifier of them.
class OwnClassesPanel : public Panel {
    Q_OBJECT
public:
    OwnClassesPanel(OwnClasses& own, CameraDesk& desk, QWidget* parent = nullptr);

    void setBrief(bool brief);
    /// Whether the curve and the confusion are on screen.
    void setResultShown(bool shown);
    OwnClassesRow* row(int index) const { return m_rows.at(std::size_t(index)); }
    QPushButton* learnButton() const { return m_learn; }

signals:
    /// The curve and the confusion of what was learned.
    void resultAsked();

private:
    void buildHead();
    QWidget* buildFoot();
    void showClasses();
    void showShares();
    void showLearning();
    void refreshRows();

    OwnClasses& m_own;
    CameraDesk& m_desk;
    QVBoxLayout* m_list;
    std::vector<OwnClassesRow*> m_rows;
    QPushButton* m_add;
    QPushButton* m_nothing;
    QLabel* m_words;
    QPushButton* m_show;
    QPushButton* m_learn;
    QProgressBar* m_progress;
    QAction* m_saveClassifier = nullptr;
    QAction* m_saveFrames = nullptr;
    bool m_brief = false, m_resultShown = false;
};
