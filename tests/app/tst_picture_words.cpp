#include "app/models/picture_words.h"

#include <QtTest>

/// What becomes of a picture on its way into the network.
class TstPictureWords : public QObject {
    Q_OBJECT
private slots:
    void saysWhatIsDone_data();
    void saysWhatIsDone();
};

void TstPictureWords::saysWhatIsDone_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("squash");
    QTest::addColumn<int>("resize");
    QTest::addColumn<int>("crop");
    QTest::addColumn<QString>("words");
    QTest::newRow("square") << QSize(480, 480) << false << 32 << 32
                            << QString::fromUtf8("480 × 480, shrunk to 32 × 32");
    QTest::newRow("wide") << QSize(480, 320) << false << 32 << 32
                          << QString::fromUtf8("480 × 320, middle square, shrunk to 32 × 32");
    QTest::newRow("small") << QSize(20, 20) << false << 32 << 32
                           << QString::fromUtf8("20 × 20, enlarged to 32 × 32");
    QTest::newRow("as it is") << QSize(32, 32) << false << 32 << 32 << QString::fromUtf8("32 × 32");
    QTest::newRow("cropped") << QSize(480, 480) << false << 256 << 227
                             << QString::fromUtf8(
                                    "480 × 480, shrunk to 256 × 256, of which the middle 227 × 227");
    QTest::newRow("squashed") << QSize(480, 320) << true << 256 << 227
                              << QString::fromUtf8(
                                     "480 × 320, squashed to 256 × 256, of which the middle 227 × 227");
}

void TstPictureWords::saysWhatIsDone()
{
    QFETCH(QSize, size);
    QFETCH(bool, squash);
    QFETCH(int, resize);
    QFETCH(int, crop);
    engine::InputRecipe recipe;
    recipe.resizing = squash ? engine::InputRecipe::Resize::Squash : engine::InputRecipe::Resize::ShorterSide;
    recipe.resize = resize;
    recipe.crop = crop;
    QTEST(preparationWords(size, recipe), "words");
}

QObject* makeTstPictureWords() { return new TstPictureWords; }
#include "tst_picture_words.moc"
