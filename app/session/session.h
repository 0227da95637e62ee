#pragma once

#include "app/session/alterations.h"
#include "app/session/engine_thread.h"
#include "app/session/network_choice.h"
#include "app/session/picture.h"
#include "app/session/results.h"

#include <QHash>
#include <QObject>
#include <QUndoStack>

#include <optional>

/// What an answer was made of.
struct Circumstances {
    NetworkChoice network;
    PictureSource picture;
    PictureEdits edits;
    Alterations alterations;
};

/// The window's door to the engine: what is asked for goes in, values come out by signal. It never waits; of each kind
/// of request the newest wins. Lives on the window's thread.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);

    /// Opens the device of that index, UUID or part of its name (empty: the best), and the network on it (once more).
    void openDevice(const QString& selector) { openDevice(selector, m_choice); }
    void openDevice(const QString& selector, const NetworkChoice& choice);
    const QString& deviceSelector() const { return m_device; }
    /// Opens a network; the picture is then looked at again. What was altered is forgotten.
    void openNetwork(const NetworkChoice& choice);
    const NetworkChoice& choice() const { return m_choice; }
    /// Puts a picture under the microscope. Edits of the one before are forgotten.
    void openPicture(const PictureSource& source);
    const PictureSource& source() const { return m_source; }

    /// All of it at once: what a saved state asks for. First B where there is one (its picture is not empty), which is
    /// then kept; a B that cannot be had is told and left out.
    void restore(const Circumstances& a, const Circumstances& b);

    /// Both can be undone; changes of the same kind (`merge` equal and not 0) become one step.
    void edit(const PictureEdits& edits, const QString& words, int merge = 0);
    void alter(const Alterations& alterations, const QString& words);
    const PictureEdits& edits() const { return m_edits; }
    const Alterations& alterations() const { return m_alterations; }
    QUndoStack& undo() { return m_undo; }

    /// Keeps the present answer as B, to compare with.
    void pin();
    /// Keeps as B what the network says of the picture without edits.
    void pinUnedited();
    void unpin();
    /// Looks at B's picture with B's network, edits and alterations, and keeps the present answer as B.
    void swapPinned();
    /// Of the answer, and of the one that is kept.
    const Circumstances& circumstances() const { return m_circumstances; }
    const Circumstances& pinnedCircumstances() const { return m_pinnedCircumstances; }

    NetworkPointer network() const { return m_network; } ///< null before the first one is open
    ClassificationPointer answer() const { return m_answer; } ///< null before the first picture
    ClassificationPointer pinned() const { return m_pinned; } ///< null when nothing is kept
    /// A learned tensor of the open network; null when it is not here yet: parameterReady() follows.
    ParameterPointer parameter(const QString& name);

    EngineThread& engine() { return m_engine; }

signals:
    void networkChanged();
    void answered();
    void pinnedChanged();
    void editsChanged();
    void alterationsChanged();
    void parameterReady(const QString& name);
    /// What is being done that takes long, as a first start; empty when it is over.
    void preparing(const QString& what);
    void pictureFailed(const QString& name, const QString& sentence);
    void networkFailed(const QString& sentence);
    void busyChanged(bool busy);

private:
    friend class EditCommand;
    friend class AlterCommand;

    void openPicture(const PictureSource& source, const PictureEdits& edits, const Alterations& alterations);
    void ask(const Circumstances& circumstances);
    void askWhatFollows();
    void applyEdits(const PictureEdits& edits);
    void applyAlterations(const Alterations& alterations);
    void look();
    void takeAnswer(ClassificationPointer answer, const Circumstances& circumstances);
    void forgetParameters();

    QString m_device;
    QString m_networkProblem; ///< why no network could be opened, the last time that one was asked for
    NetworkChoice m_choice, m_opened; ///< what was asked for last, and what is open
    PictureSource m_source;
    PictureEdits m_edits;
    Alterations m_alterations;
    NetworkPointer m_network;
    ClassificationPointer m_answer, m_pinned;
    Circumstances m_circumstances, m_pinnedCircumstances;
    bool m_swapping = false; ///< the next answer is the B of now, and takes its place
    std::optional<Circumstances> m_following; ///< the next answer will be B, and then this is asked for
    QHash<QString, ParameterPointer> m_parameters;
    QHash<QString, std::shared_ptr<Lane>> m_parameterLanes;
    QUndoStack m_undo;
    bool m_openingNetwork = false, m_openingPicture = false; ///< asked for, not here yet
    Lane m_networkLane, m_pictureLane, m_answerLane;
    EngineThread m_engine; ///< last: its thread ends first
};
