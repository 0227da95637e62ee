#pragma once

#include <QString>

/// Folders in which the program keeps what it has made or fetched; empty where there is no home folder.
struct OwnFolders {
    QString shaders; ///< compiled for this device; they come again by themselves
    QString networks; ///< weights that were downloaded
};

OwnFolders ownFolders();
