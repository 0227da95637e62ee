#pragma once

#include "app/session/picture.h"

#include <QImage>
#include <QStringList>
#include <QUrl>

#include <vector>

class QMimeData;

/// What somebody holds over the window or has on the clipboard, told by names alone: nothing is read. What cannot be used
/// is listed with the reason.
struct DropOffer {
    struct Refused {
        QString name;
        QString reason; ///< one sentence after the name: "is a GIF file, ..."
    };
    std::vector<PictureSource> pictures; ///< files, or encoded bytes
    QImage image; ///< decoded pixels, where there are no encoded ones
    QString folder; ///< of pictures
    QString state; ///< a saved state, *.alexscope
    QString weights; ///< a file of trained weights
    QUrl
        web; ///< of a picture that lies on a server: it is fetched only when it is dropped, or when a button is pressed
    std::vector<Refused> refused;

    bool isUsable() const
    {
        return !pictures.empty() || !image.isNull() || !folder.isEmpty() || !state.isEmpty()
            || !weights.isEmpty() || web.isValid();
    }
    /// What will happen on release: "Drop to open 2 of 3 pictures".
    QString headline() const;
    /// What that means: "The first is shown; the other waits in the strip below it."
    QString explanation() const;
    /// What was refused, as sentences for the message bar; empty when nothing was.
    QString complaint() const;
};

/// `decode` false leaves pixels that exist only decoded alone: while something is held over the window only their presence
/// counts, and `image` is then a single pixel.
DropOffer readOffer(const QMimeData& data, bool decode);

/// The same for files and folders named in another way.
DropOffer readOffer(const QStringList& files);
