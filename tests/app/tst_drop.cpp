#include "app/session/drop_offer.h"

#include <QtTest>

#include <QMimeData>
#include <QUrl>

/// What the window says of things that are held over it.
class TstDrop : public QObject {
    Q_OBJECT
private slots:
    void opensSeveralPictures();
    void saysWhichFilesItCannotRead();
    void takesAFolderAlone();
    void takesASavedState();
    void takesWeights();
    void takesEncodedBytesAsTheyAre();
    void takesPixels();
    void takesADataUrl();
    void offersToFetchAPictureOfTheWeb();
    void prefersThePictureToItsLink();
    void hasNothingToSayOfWords();

private:
    static QMimeData* files(const QStringList& paths);
};

QMimeData* TstDrop::files(const QStringList& paths)
{
    auto* data = new QMimeData;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls += QUrl::fromLocalFile(path);
    data->setUrls(urls);
    return data;
}

void TstDrop::opensSeveralPictures()
{
    const std::unique_ptr<QMimeData> data(files({"/a/one.jpg", "/a/two.PNG", "/a/without_extension"}));
    const DropOffer offer = readOffer(*data, false);
    QCOMPARE(offer.pictures.size(), std::size_t(3));
    QCOMPARE(offer.pictures[1].path, QString("/a/two.PNG"));
    QVERIFY(offer.refused.empty());
    QVERIFY(offer.complaint().isEmpty());
    QCOMPARE(offer.headline(), QString("Drop to open 3 pictures"));
}

void TstDrop::saysWhichFilesItCannotRead()
{
    const std::unique_ptr<QMimeData> data(files({"/a/fjord.jpg", "/a/garden.heic", "/a/notes.txt"}));
    const DropOffer offer = readOffer(*data, false);
    QCOMPARE(offer.pictures.size(), std::size_t(1));
    QCOMPARE(offer.refused.size(), std::size_t(2));
    QCOMPARE(offer.headline(), QString("Drop to open 1 of 3 pictures"));
    QVERIFY(offer.complaint().contains("garden.heic is HEIC"));
    QVERIFY(offer.complaint().contains("notes.txt is not a picture"));
}

void TstDrop::takesAFolderAlone()
{
    QTemporaryDir folder, other;
    const std::unique_ptr<QMimeData> data(files({"/a/one.jpg", folder.path(), other.path()}));
    const DropOffer offer = readOffer(*data, false);
    QCOMPARE(offer.folder, folder.path());
    QVERIFY(offer.pictures.empty());
    QCOMPARE(offer.refused.size(), std::size_t(2)); // the other folder and the picture
    QVERIFY(offer.headline().contains(QFileInfo(folder.path()).fileName()));
}

void TstDrop::takesASavedState()
{
    const DropOffer offer = readOffer(QStringList {"/a/lesson.alexscope"});
    QCOMPARE(offer.state, QString("/a/lesson.alexscope"));
    QVERIFY(offer.isUsable());
}

void TstDrop::takesWeights()
{
    const DropOffer offer = readOffer(QStringList {"/a/model.safetensors", "/a/other.pth", "/a/one.jpg"});
    QCOMPARE(offer.weights, QString("/a/model.safetensors"));
    QVERIFY(offer.pictures.empty());
    QCOMPARE(offer.refused.size(), std::size_t(2));
}

void TstDrop::takesEncodedBytesAsTheyAre()
{
    QMimeData data;
    data.setData("image/jpeg", "the bytes of a file");
    data.setUrls({QUrl("https://example.org/robin.jpg")});
    const DropOffer offer = readOffer(data, true);
    QCOMPARE(offer.pictures.size(), std::size_t(1));
    QCOMPARE(offer.pictures[0].bytes, QByteArray("the bytes of a file"));
    QVERIFY(offer.refused.empty());
}

void TstDrop::takesPixels()
{
    QMimeData data;
    QImage image(7, 5, QImage::Format_RGB32);
    image.fill(Qt::red);
    data.setImageData(image);
    QVERIFY(readOffer(data, false).isUsable()); // held over the window: nothing is decoded
    const DropOffer offer = readOffer(data, true);
    QVERIFY(offer.isUsable());
    QVERIFY(offer.image.size() == QSize(7, 5) || !offer.pictures.empty());
}

void TstDrop::takesADataUrl()
{
    QMimeData data;
    data.setUrls({QUrl("data:image/png;base64," + QString::fromLatin1(QByteArray("picture").toBase64()))});
    const DropOffer offer = readOffer(data, true);
    QCOMPARE(offer.pictures.size(), std::size_t(1));
    QCOMPARE(offer.pictures[0].bytes, QByteArray("picture"));
}

/// Only what the window does with it fetches; here nothing can.
void TstDrop::offersToFetchAPictureOfTheWeb()
{
    QMimeData data;
    data.setUrls({QUrl("https://example.org/pictures/robin.jpg")});
    const DropOffer offer = readOffer(data, true);
    QVERIFY(offer.isUsable() && offer.pictures.empty() && offer.refused.empty());
    QCOMPARE(offer.web, QUrl("https://example.org/pictures/robin.jpg"));
    QVERIFY(offer.headline().contains("example.org"));
    QVERIFY(offer.explanation().contains("Nothing else leaves"));
    data.setUrls({QUrl("https://example.org/one.jpg"), QUrl("https://example.org/two.jpg")});
    const DropOffer two = readOffer(data, true);
    QCOMPARE(two.web, QUrl("https://example.org/one.jpg"));
    QCOMPARE(two.refused.size(), std::size_t(1));
    data.setUrls({QUrl("ftp://example.org/robin.jpg")});
    QVERIFY(!readOffer(data, true).isUsable());
}

/// A picture that is a link: browsers bring the address of the link, and the picture's in a piece of the page.
void TstDrop::prefersThePictureToItsLink()
{
    QMimeData data;
    data.setUrls({QUrl("https://example.org/article")});
    data.setHtml(
        R"(<a href="https://example.org/article"><img alt="" src="https://example.org/robin.jpg?a=1&amp;b=2"></a>)");
    QCOMPARE(readOffer(data, true).web, QUrl("https://example.org/robin.jpg?a=1&b=2"));
    data.setHtml(
        "<img src='data:image/png;base64," + QString::fromLatin1(QByteArray("picture").toBase64()) + "'>");
    const DropOffer inside = readOffer(data, true);
    QCOMPARE(inside.pictures.size(), std::size_t(1));
    QCOMPARE(inside.pictures[0].bytes, QByteArray("picture"));
    QVERIFY(!inside.web.isValid());
}

void TstDrop::hasNothingToSayOfWords()
{
    QMimeData data;
    data.setText("a robin on a lawn");
    const DropOffer offer = readOffer(data, true);
    QVERIFY(!offer.isUsable());
    QVERIFY(!offer.headline().isEmpty());
}

QObject* makeTstDrop() { return new TstDrop; }
#include "tst_drop.moc"
