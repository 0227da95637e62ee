#pragma once

#include <QButtonGroup>
#include <QFrame>

class QLabel;
class QVBoxLayout;

/// The places of the window, one below the other, icon over word.
class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    /// One more place, below those before.
    void addPlace(const QString& place, const QString& title, const QString& icon);
    /// A command at the foot.
    void addCommand(
        const QString& title, const QString& icon, const QString& words, std::function<void()> action);
    /// Marks it; an unknown one marks none.
    void setCurrent(const QString& place);

signals:
    void chosen(const QString& place);

private:
    class QToolButton* button(const QString& title, const QString& icon) const;

    QLabel* m_mark;
    QButtonGroup m_group;
    QVBoxLayout* m_places;
    QVBoxLayout* m_commands;
};
