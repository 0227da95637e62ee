#pragma once

#include <QButtonGroup>
#include <QFrame>

/// A switch between a few exclusive choices, all of them visible.
class Segmented : public QFrame {
    Q_OBJECT
public:
    /// `name` is for screen readers; `choices` are the words on the buttons, the first one chosen.
    Segmented(const QString& name, const QStringList& choices, QWidget* parent = nullptr);

    int current() const { return m_group.checkedId(); }
    /// Without chosen().
    void setCurrent(int choice);
    QAbstractButton* button(int choice) const { return m_group.button(choice); }

signals:
    /// By the user.
    void chosen(int choice);

private:
    QButtonGroup m_group;
};
