#include "app/session/own_folders.h"

#include "app/download/catalogue.h"
#include "app/model/resources.h"

#include <QFile>

OwnFolders ownFolders()
{
    return {QFile::decodeName(cacheFolder().c_str()), QFile::decodeName(downloadFolder().c_str())};
}
