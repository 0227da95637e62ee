#pragma once

#include <QObject>
#include <QSet>

class QWidget;

/// Hidden in a window that is seen.
bool isShownLater(const QWidget*);

/// Lets the widgets that nobody sees take a new look when they are shown: a style sheet is worked out for every widget
/// of the program, and all places of the window but one are hidden. An event filter of the application.
class LateLook : public QObject {
    Q_OBJECT
public:
    explicit LateLook(QObject* parent);

    /// Before the old style sheet is taken away. Nobody hears of it, because all that it gave is given anew at once.
    void begin();
    /// After that, before anything new is set: what is seen hears QEvent::StyleChange, what is hidden will hear it when it is shown.
    void passOverHidden();
    /// After that.
    void end();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    enum class Phase { Quiet, Clearing, Setting };
    Phase m_phase = Phase::Quiet;
    QSet<const QObject*> m_waiting; ///< compared and never followed: some of them may be gone
};
