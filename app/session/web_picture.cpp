#include "app/session/web_picture.h"

#include "app/download/picture_fetch.h"
#include "engine/core/waiting.h"

QString WebPicture::nameOf(const QUrl& address)
{
    return address.fileName().isEmpty() ? address.host() : address.fileName();
}

void WebPicture::fetch(const QUrl& address)
{
    m_background.cancel();
    m_background.run(
        [text = address.toString(QUrl::FullyEncoded).toStdString()](std::stop_token stop) {
            engine::mayWait("fetching a picture");
            const std::vector<std::uint8_t> bytes = fetchPicture(text, stop);
            return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
        },
        [this, address](
            const QByteArray& bytes) { emit arrived({.path = {}, .bytes = bytes, .name = nameOf(address)}); },
        [this, address](const QString& why) {
            emit failed(tr("%1 did not come from %2 (%3): save it with the browser, then open the file.")
                            .arg(nameOf(address), address.host(), why));
        });
}

void WebPicture::cancel() { m_background.cancel(); }
