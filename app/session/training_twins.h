#pragma once

#include <QString>

/// Two runs that were begun together, as their folders keep it: twin.csv in each names the other one's folder, seen
/// from its own, and whose epoch came first. Not for the window's thread.
struct Twins {
    QString first, second; ///< folders that can both go on; empty: the run has no twin
    QString missing; ///< folder of a twin that is gone or has no checkpoint; else empty
};

/// Throws engine::Error when a file cannot be written.
void writeTwins(const QString& first, const QString& second);
/// Never throws: a folder without the file, or whose twin knows nothing of it, is no twin's.
Twins readTwins(const QString& folder);
