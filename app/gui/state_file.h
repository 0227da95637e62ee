#pragma once

#include "app/session/selection.h"
#include "app/session/session.h"

#include <QByteArray>

/// The exact state as a small file, *.alexscope: network, picture (with its bytes where it is no file any more), edits,
/// what is switched off, and what is selected; and the answer that is kept as B.
QByteArray stateToJson(const Session& session, const Selection& selection);

/// Brings session and selection to that state. Throws engine::Error naming what is wrong with it; nothing is changed then.
void stateFromJson(const QByteArray& json, Session& session, Selection& selection);
