#pragma once

#include "app/session/session.h"

#include <QUndoCommand>

/// A change of the picture that can be undone.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Session& session, const PictureEdits& edits, const QString& words, int merge)
        : QUndoCommand(words)
        , m_session(session)
        , m_before(session.edits())
        , m_after(edits)
        , m_merge(merge)
    {
    }
    void undo() override { m_session.applyEdits(m_before); }
    void redo() override { m_session.applyEdits(m_after); }
    int id() const override { return m_merge ? m_merge : -1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_after = static_cast<const EditCommand*>(other)->m_after;
        return true;
    }

private:
    Session& m_session;
    PictureEdits m_before, m_after;
    int m_merge;
};

/// A change of what is switched off that can be undone.
class AlterCommand : public QUndoCommand {
public:
    AlterCommand(Session& session, const Alterations& alterations, const QString& words)
        : QUndoCommand(words)
        , m_session(session)
        , m_before(session.alterations())
        , m_after(alterations)
    {
    }
    void undo() override { m_session.applyAlterations(m_before); }
    void redo() override { m_session.applyAlterations(m_after); }

private:
    Session& m_session;
    Alterations m_before, m_after;
};
