#pragma once

#include "app/session/selection.h"
#include "app/session/session.h"
#include "app/views/preferences.h"

#include <QWidget>

/// What every view is given.
struct Surroundings {
    Session& session;
    Selection& selection;
    Preferences& preferences;
};

/// One place of the window. A view connects itself to the signals that it shows, and changes what is looked at through
/// the selection alone.
class View : public QWidget {
    Q_OBJECT
public:
    View(const Surroundings& surroundings, QWidget* parent)
        : QWidget(parent)
        , m_session(surroundings.session)
        , m_selection(surroundings.selection)
        , m_preferences(surroundings.preferences)
    {
    }

    /// The word in Spot::place and --screenshot: "explore".
    virtual QString place() const = 0;
    /// In the rail and the top bar: "Explore".
    virtual QString title() const = 0;
    /// resources/icons/<iconName>.svg
    virtual QString iconName() const = 0;
    /// For F1: what this shows and what to do, a few sentences.
    virtual QString help() const = 0;
    /// Whether all that was asked for is on screen; --screenshot waits for it.
    virtual bool isReady() const { return true; }

signals:
    /// For the status bar: the exact value under the cursor with its address.
    void pointedAt(const QString& address);

protected:
    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
};
