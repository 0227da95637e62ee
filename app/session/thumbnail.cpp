#include "app/session/thumbnail.h"

#include "app/session/engine_thread.h"
#include "engine/image/decode.h"

#include <QFile>

using namespace engine;

QImage thumbnailOf(const PictureSource& source, QSize size)
{
    Q_ASSERT(EngineThread::isCurrent());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(source.bytes.constData());
    const Image picture = source.path.isEmpty()
        ? decodeBytes({bytes, std::size_t(source.bytes.size())}, source.name.toStdString())
        : decodeFile(std::filesystem::path(QFile::encodeName(source.path).toStdString()));
    return thumbnailOf(QImage(picture.pixels.data(), picture.width, picture.height, 3 * picture.width,
                           QImage::Format_RGB888),
        size);
}

QImage thumbnailOf(const QImage& picture, QSize size)
{
    // The middle is cut out first: a picture of any proportions never becomes larger on the way.
    QSize part = size.scaled(picture.size(), Qt::KeepAspectRatio).expandedTo({1, 1});
    const QImage middle = picture.copy((picture.width() - part.width()) / 2,
        (picture.height() - part.height()) / 2, part.width(), part.height());
    const bool smaller = part.width() >= size.width();
    return middle
        .scaled(size, Qt::IgnoreAspectRatio, smaller ? Qt::SmoothTransformation : Qt::FastTransformation)
        .convertToFormat(QImage::Format_RGB32);
}
