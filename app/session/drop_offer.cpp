#include "app/session/drop_offer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QMimeData>
#include <QRegularExpression>

namespace {

QString tr(const char* words) { return QCoreApplication::translate("DropOffer", words); }

/// What files are that people take for pictures; the decoder knows none of them.
QString kindOf(const QString& extension)
{
    static const QHash<QString, QString> kinds {{"heic", "HEIC"}, {"heif", "HEIF"}, {"avif", "AVIF"},
        {"gif", "GIF"}, {"tif", "TIFF"}, {"tiff", "TIFF"}, {"svg", "SVG"}, {"pdf", "PDF"},
        {"psd", "Photoshop"}, {"xcf", "GIMP"}, {"ico", "ICO"}, {"ppm", "PPM"}, {"pgm", "PGM"}, {"dng", "DNG"},
        {"cr2", "raw camera"}, {"cr3", "raw camera"}, {"nef", "raw camera"}, {"arw", "raw camera"},
        {"jxl", "JPEG XL"}, {"jp2", "JPEG 2000"}, {"exr", "OpenEXR"}};
    return kinds.value(extension);
}

/// Files that cannot be meant as a picture.
bool isSomethingElse(const QString& extension)
{
    static const QStringList others {"txt", "md", "html", "doc", "docx", "odt", "xls", "xlsx", "csv", "json",
        "xml", "zip", "gz", "tar", "7z", "mp3", "wav", "flac", "mp4", "mov", "avi", "mkv", "webm", "py",
        "cpp", "h", "ipynb"};
    return others.contains(extension);
}

void addFile(DropOffer& offer, const QFileInfo& file)
{
    static const QStringList weights {"safetensors", "pth", "pt", "onnx", "caffemodel"};
    const QString extension = file.suffix().toLower(), path = file.filePath(), name = file.fileName();
    if (!kindOf(extension).isEmpty())
        offer.refused.push_back({name,
            tr("is %1, not JPEG, PNG, WebP or BMP: export it as one of these").arg(kindOf(extension))});
    else if (isSomethingElse(extension))
        offer.refused.push_back({name, tr("is not a picture")});
    else if (extension == "alexscope" && offer.state.isEmpty())
        offer.state = path;
    else if (weights.contains(extension) && offer.weights.isEmpty())
        offer.weights = path;
    else if (extension == "alexscope" || weights.contains(extension))
        offer.refused.push_back({name, tr("must wait: one of its kind at a time")});
    else
        offer.pictures.push_back(
            {.path = path, .bytes = {}, .name = name}); // what a file is, its content tells
}

void addPath(DropOffer& offer, const QString& path)
{
    const QFileInfo file(path);
    const QString name = file.fileName().isEmpty() ? path : file.fileName();
    if (!file.isDir())
        addFile(offer, file); // one that is missing too: opening it says so
    else if (offer.folder.isEmpty())
        offer.folder = path;
    else
        offer.refused.push_back({name, tr("must wait: one folder at a time")});
}

/// A folder, a state or a file of weights is opened alone.
DropOffer sorted(DropOffer offer)
{
    if (offer.folder.isEmpty() && offer.state.isEmpty() && offer.weights.isEmpty())
        return offer;
    for (const PictureSource& picture : offer.pictures)
        offer.refused.push_back({picture.name, tr("must wait: open pictures separately")});
    offer.pictures.clear();
    if (offer.folder.isEmpty() && offer.state.isEmpty())
        return offer;
    if (!offer.weights.isEmpty())
        offer.refused.push_back(
            {QFileInfo(offer.weights).fileName(), tr("must wait: open weights separately")});
    offer.weights.clear();
    if (!offer.state.isEmpty() && !offer.folder.isEmpty())
        offer.refused.push_back({QFileInfo(offer.state).fileName(), tr("must wait: open it separately")});
    if (!offer.folder.isEmpty())
        offer.state.clear();
    return offer;
}

/// Encoded bytes in the data, as browsers and screenshot programs offer them.
bool takeBytes(DropOffer& offer, const QMimeData& data)
{
    for (const char* type : {"image/png", "image/jpeg", "image/webp", "image/bmp"})
        if (data.hasFormat(type)) {
            offer.pictures.push_back({.path = {}, .bytes = data.data(type), .name = tr("pasted picture")});
            return true;
        }
    return false;
}

/// "data:image/png;base64,...".
bool takeDataUrl(DropOffer& offer, const QUrl& url)
{
    const QByteArray words = url.path(QUrl::FullyDecoded).toLatin1();
    const auto comma = words.indexOf(',');
    if (url.scheme() != "data" || !words.startsWith("image/") || !words.left(comma).endsWith(";base64"))
        return false;
    offer.pictures.push_back({.path = {},
        .bytes = QByteArray::fromBase64(words.mid(comma + 1)),
        .name = tr("picture of a web page")});
    return true;
}

void addUrl(DropOffer& offer, const QUrl& url)
{
    if (takeDataUrl(offer, url))
        return;
    const bool web = url.scheme() == "http" || url.scheme() == "https";
    if (web && !offer.web.isValid() && offer.pictures.empty()) {
        offer.web = url;
        return;
    }
    const QString name = url.fileName().isEmpty() ? url.host() : url.fileName();
    offer.refused.push_back({name.isEmpty() ? url.scheme() : name,
        web ? tr("must wait: one picture of a web page at a time")
            : tr("is not a file of this computer: save it first, then open the file")});
}

/// The address of the first picture in a piece of a web page; a picture that is a link brings the link's address itself.
QUrl pictureOf(const QString& html)
{
    static const QRegularExpression image(
        R"(<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["'])", QRegularExpression::CaseInsensitiveOption);
    return QUrl(image.match(html).captured(1).replace("&amp;", "&"));
}

}

DropOffer readOffer(const QStringList& files)
{
    DropOffer offer;
    for (const QString& file : files)
        addPath(offer, file);
    return sorted(offer);
}

DropOffer readOffer(const QMimeData& data, bool decode)
{
    DropOffer offer;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            addPath(offer, url.toLocalFile());
    if (offer.isUsable() || !offer.refused.empty())
        return sorted(offer);
    if (takeBytes(offer, data))
        return offer;
    if (data.hasImage()) {
        offer.image = QImage(1, 1, QImage::Format_RGB32);
        if (decode)
            offer.image = qvariant_cast<QImage>(data.imageData());
        if (!offer.image.isNull())
            return offer;
    }
    if (const QUrl shown = pictureOf(data.html()); shown.isValid() && !shown.isRelative()) {
        addUrl(offer, shown);
        if (offer.isUsable())
            return offer;
    }
    for (const QUrl& url : data.urls())
        addUrl(offer, url);
    const QUrl link(data.text().trimmed(), QUrl::StrictMode);
    if (!offer.isUsable() && offer.refused.empty() && link.isValid() && !link.scheme().isEmpty())
        addUrl(offer, link);
    return offer;
}

QString DropOffer::headline() const
{
    if (!folder.isEmpty())
        return tr("Drop to answer the folder %1").arg(QFileInfo(folder).fileName());
    if (!state.isEmpty())
        return tr("Drop to open the saved state");
    if (!weights.isEmpty())
        return tr("Drop to open these weights");
    if (!image.isNull())
        return tr("Drop to open the picture");
    if (web.isValid())
        return tr("Drop to fetch the picture from %1").arg(web.host());
    const int usable = int(pictures.size()), all = usable + int(refused.size());
    if (usable == 0)
        return all == 1 ? tr("This cannot be opened") : tr("Nothing of this can be opened");
    if (all == 1)
        return tr("Drop to open the picture");
    return usable == all ? tr("Drop to open %1 pictures").arg(all)
                         : tr("Drop to open %1 of %2 pictures").arg(usable).arg(all);
}

QString DropOffer::explanation() const
{
    if (!folder.isEmpty())
        return tr("Every picture in and below it is answered, in a table that can be saved.");
    if (!state.isEmpty())
        return tr("Picture, network and what was selected come back as they were.");
    if (!weights.isEmpty())
        return tr("The network that they belong to is opened; the picture stays.");
    if (web.isValid())
        return tr(
            "AlexScope asks that server for this one picture, as the browser did. Nothing else leaves this "
            "computer.");
    if (pictures.size() == 2)
        return tr("The first is shown; the other waits in the strip below it.");
    if (pictures.size() > 2)
        return tr("The first is shown; the others wait in the strip below it.");
    if (isUsable())
        return tr("It goes under the microscope; nothing leaves this computer.");
    return refused.empty() ? tr("AlexScope opens pictures, folders of pictures, weights and saved states.")
                           : tr("The reason is below; nothing changes.");
}

QString DropOffer::complaint() const
{
    constexpr std::size_t most = 3;
    QStringList sentences;
    for (std::size_t i = 0; i < std::min(most, refused.size()); ++i)
        sentences += refused[i].name + ' ' + refused[i].reason + '.';
    if (refused.size() > most)
        sentences += tr("%1 more were not opened.").arg(refused.size() - most);
    return sentences.join(' ');
}
