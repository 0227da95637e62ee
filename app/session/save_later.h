#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

/// Writes something to a file; may take long, and throws engine::Error naming the file and a remedy.
using Saving = std::function<void()>;

/// Runs `saving` on a thread of its own, after those asked for before, so that a slow disk never stops the window.
/// Then, on the window's thread and if `asker` still lives, `done` with one sentence about what went wrong, empty if
/// nothing did.
void saveLater(
    Saving saving, QObject* asker = nullptr, std::function<void(const QString& problem)> done = {});

/// Returns when all that was asked for is written. For the end of the program.
void finishSaving();

/// Puts `bytes` in place of the file, which appears whole or not at all. Throws engine::Error.
void writeWhole(const QString& file, const QByteArray& bytes);
