#pragma once

#include "app/session/own_classes.h"

#include <QFrame>

class OwnClassesFrames;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

/// One class of one's own: its name, its frames, the button that records while it is held, and its share of the live answer.
class OwnClassesRow : public QFrame {
    Q_OBJECT
public:
    OwnClassesRow(OwnClasses& own, CameraDesk& desk, int index, QWidget* parent = nullptr);

    /// Brings it up to date with its class.
    void refresh();
    /// Of the live answer; below 0: none is known.
    void setShare(double share, bool largest);
    /// Without the bar: where the answer shows it already.
    void setBrief(bool brief);
    QPushButton* recordButton() const { return m_record; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void build();
    void fitWords();
    void rename();
    void fillMenu();

    OwnClasses& m_own;
    CameraDesk& m_desk;
    int m_index;
    QLineEdit* m_name;
    QLabel* m_count;
    OwnClassesFrames* m_frames;
    QPushButton* m_record;
    QToolButton* m_more;
    class ValueBar* m_bar;
    QLabel* m_percent;
    QWidget* m_barRow;
    bool m_brief = false;
};
