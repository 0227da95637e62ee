#include "tests/image/file_writers.h"

#include <QtTest>

using namespace drawn;

class TstRecognise : public QObject {
    Q_OBJECT

private slots:
    void opensByContentWhateverTheName();
    void namesOtherKinds_data();
    void namesOtherKinds();
    void namesEmptyFiles();
    void takesATextThatBeginsLikeABmpForAText();
};

void TstRecognise::opensByContentWhateverTheName()
{
    for (const char* format : {".png", ".bmp", ".webp", ".jpg"})
        QCOMPARE(engine::decodeBytes(encode(format, noisy(20, 10)), "cat.gif").width, 20);
}

void TstRecognise::namesOtherKinds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("kind");
    const auto row
        = [](const QByteArray& content, const char* kind) { QTest::newRow(kind) << content << kind; };
    row("GIF89a\1\0\1\0", "a GIF picture");
    row(QByteArray("II*\0\10\0\0\0", 8), "a TIFF picture");
    row(QByteArray("\0\0\0\x18"
                   "ftypheic\0\0\0\0",
            16),
        "a HEIC picture");
    row(QByteArray("\0\0\0\x18"
                   "ftypavif\0\0\0\0",
            16),
        "an AVIF picture");
    row("%PDF-1.4\n", "a PDF document");
    row("<?xml version=\"1.0\"?>\n<SVG xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG drawing");
    row("<!DOCTYPE html>\n<html><body><svg></svg></body></html>", "an HTML page");
    row("\xef\xbb\xbf"
        "Katze, gr\xc3\xb6\xc3\x9f"
        "er\r\n",
        "a text file");
    row(QByteArray("PK\3\4\0\0", 6), "a ZIP archive");
    row(QByteArray("\0\0\0\x18"
                   "ftypisom\0\0\0\0",
            16),
        "a video");
    row(QByteArray("\x02\x93\0\x11\x7f\x01", 6), "not a picture that AlexScope knows");
}

void TstRecognise::namesOtherKinds()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, kind);
    const std::string sentence = refusal(File(content.begin(), content.end()), "cat.jpg");
    QVERIFY2(sentence.starts_with("cat.jpg is " + kind.toStdString()), sentence.c_str());
    QVERIFY2(sentence.find("JPEG, PNG, WebP and BMP: ") != std::string::npos, sentence.c_str());
}

void TstRecognise::namesEmptyFiles()
{
    QCOMPARE(refusal({}, "cat.jpg"), "cat.jpg is empty: get a fresh copy of it");
}

void TstRecognise::takesATextThatBeginsLikeABmpForAText()
{
    QVERIFY(refuses(text("BMW is a maker of cars and motorcycles."), "a text file"));
}

QObject* makeTstRecognise() { return new TstRecognise; }

#include "tst_recognise.moc"
