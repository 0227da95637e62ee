#pragma once

#include "app/session/background.h"
#include "app/session/picture.h"

#include <QUrl>

/// Fetches one picture of a web page, when somebody asked for it and never before; the newest request wins. Nothing but
/// the request for that address leaves the computer.
class WebPicture : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void fetch(const QUrl& address);
    void cancel();
    /// "robin.jpg", or the host where the address has no such name.
    static QString nameOf(const QUrl& address);

signals:
    void arrived(const PictureSource& picture);
    /// One sentence with the remedy.
    void failed(const QString& sentence);

private:
    Background m_background;
};
