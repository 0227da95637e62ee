#pragma once

#include <QIcon>
#include <QToolButton>

/// The outline icon of that name (resources/icons/<name>.svg) in the text colour of the look in force, also after that
/// changes; `colour` names another one of tokens.json.
QIcon icon(const QString& name, const char* colour = "text");

/// A button that is an icon; `words` are its tooltip and its name for screen readers.
QToolButton* iconButton(const QString& name, const QString& words, QWidget* parent = nullptr);
