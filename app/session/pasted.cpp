#include "app/session/pasted.h"

#include "engine/core/waiting.h"

#include <QBuffer>

PictureSource encodedPicture(const QImage& picture, const QString& name)
{
    engine::mayWait("encoding a picture");
    PictureSource source;
    source.name = name;
    QBuffer buffer(&source.bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.convertToFormat(QImage::Format_RGB888)
        .save(&buffer, "PNG", 80); // weak compression: it is not kept
    return source;
}
