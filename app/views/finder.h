#pragma once

#include "app/session/samples.h"
#include "app/views/view.h"

#include <QFrame>
#include <QPointer>

#include <functional>

class QAction;
class QLineEdit;
class QListWidget;

/// A field over the window that finds places, layers, units ("conv3 17"), classes, samples and commands. Up and down
/// choose, Enter goes there, Esc leaves.
class Finder : public QFrame {
    Q_OBJECT
public:
    Finder(const Surroundings& surroundings, QWidget* window);

    /// Somewhere to go or something to do.
    struct Entry {
        QString words; ///< "Filters"
        QString kind; ///< "place"
        QString keys; ///< that do the same; empty: none
        std::function<void()> act;
    };

    /// Over the window, empty, with the places and commands that there are now.
    void open(const std::vector<Entry>& places, const QList<QAction*>& commands);
    /// What is found for what is typed, best first.
    const std::vector<Entry>& found() const { return m_found; }

protected:
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void build();
    void collect(const std::vector<Entry>& places, const QList<QAction*>& commands);
    void collectNetwork();
    void collectSamples();
    void search();
    void choose(int row);
    void take();
    void leave();
    void fit();

    Session& m_session;
    Selection& m_selection;
    QLineEdit* m_field;
    QListWidget* m_list;
    std::vector<Entry> m_entries, m_found;
    std::vector<Sample> m_samples;
    bool m_samplesAsked = false;
    Lane m_samplesLane;
    QPointer<QWidget> m_focusBefore;
};
