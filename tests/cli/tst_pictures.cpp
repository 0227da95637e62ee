#include "tests/cli/program.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

class TstPictures : public QObject {
    Q_OBJECT

private slots:
    void goesOnAfterABadPicture();
    void goesOnAfterABadFolder();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void refusesPathsThatAreNoFile();
    void refusesUnreadablePictures();
    void takesOddNames();
    void quotesOddNamesInCsv();
    void writesValidJsonForNamesThatAreNoText();
};

void TstPictures::goesOnAfterABadPicture()
{
    const Workplace place;
    place.put("a.png", picture(1));
    place.put("b.png", picture(2).left(700));
    place.put("c.png", picture(3));
    const Answer answer = place.run({"classify", "a.png", "b.png", "nowhere.png", "c.png", "--json"});
    QCOMPARE(answer.code, 1);
    QCOMPARE(answer.json().size(), std::size_t(2));
    QCOMPARE(answer.json()[1]["image"], Json("c.png"));
    QCOMPARE(answer.err.count('\n'), 2);
    QVERIFY(answer.err.contains("b.png is a damaged or incomplete PNG picture"));
    QVERIFY(answer.err.contains("nowhere.png does not exist"));
}

void TstPictures::goesOnAfterABadFolder()
{
    const Workplace place;
    place.makeFolder("empty");
    place.put("a.png", picture(1));
    const Answer answer = place.run({"classify", "empty", "a.png", "--csv", "--top", "1"});
    QCOMPARE(answer.code, 1);
    QVERIFY(answer.out.contains("\na.png,1,"));
    QCOMPARE(answer.err, QByteArray("alexscope: empty holds no pictures (JPEG, PNG, WebP or BMP files)\n"));
}

void TstPictures::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("empty") << QByteArray() << QByteArray("is empty");
    QTest::newRow("text") << QByteArray("a cat") << QByteArray("is a text file");
    QTest::newRow("gif") << QByteArray("GIF89a\1\0\1\0\0\0\0", 13) << QByteArray("is a GIF picture");
    QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                         << QByteArray("is an SVG drawing");
    QTest::newRow("heic") << QByteArray("\0\0\0\x18"
                                        "ftypheic\0\0\0\0heicmif1",
        24) << QByteArray("HEI");
    QTest::newRow("cut JPEG") << picture(1, 90, 90, ".jpg").left(900)
                              << QByteArray("is a damaged or incomplete JPEG");
}

void TstPictures::refusesWhatIsNoPicture()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, words);
    const Workplace place;
    place.put("cat.jpg", content);
    QCOMPARE(faultOf(place.run({"classify", "cat.jpg"}), 1, words), QString());
}

void TstPictures::refusesPathsThatAreNoFile()
{
    const Workplace place;
    place.makeFolder("folder");
    QCOMPARE(::mkfifo(place.path("pipe").c_str(), 0600), 0);
    QCOMPARE(faultOf(place.run({"classify", "pipe"}), 1, "pipe is not a file"), QString());
    QCOMPARE(faultOf(place.run({"classify", "/dev/null"}), 1, "/dev/null is not a file"), QString());
    QCOMPARE(faultOf(place.run({"activations", "folder", "--layer", "prob", "--output", "out"}), 1,
                 "folder is a folder"),
        QString());
}

void TstPictures::refusesUnreadablePictures()
{
    if (::geteuid() == 0)
        QSKIP("root may read every file");
    const Workplace place;
    std::filesystem::permissions(place.put("cat.png", picture(1)), std::filesystem::perms::none);
    QCOMPARE(faultOf(place.run({"classify", "cat.png"}), 1, "cat.png cannot be read"), QString());
}

void TstPictures::takesOddNames()
{
    const QStringList names
        = {"a b.png", "Bär über Öl.png", "\xF0\x9F\x98\xBA.png", "q\"uo'te.png", "new\nline.png", "tab\t.png",
            "back\\slash.png", "%s%n.png", "[cat].png", "[cat,dog]", "{}", "%%", "classify", "devices"};
    const Workplace place;
    for (const QString& name : names)
        place.put(name.toUtf8().constData(), picture(1));
    for (const QStringList& words : {QStringList {"classify", "--json"}, {"classify", "--json", "--"}}) {
        const Answer answer = place.run(words + names);
        QCOMPARE(answer.err, QByteArray());
        QStringList images;
        for (const Json& one : answer.json())
            images << QString::fromStdString(one["image"].get<std::string>());
        QCOMPARE(images, names);
    }
}

void TstPictures::quotesOddNamesInCsv()
{
    const Workplace place;
    place.put("a,b.png", picture(1));
    place.put("new\nline.png", picture(1));
    place.put("q\"uote.png", picture(1));
    const QByteArray out = place.run({"classify", ".", "--csv", "--top", "1"}).out;
    QVERIFY(out.contains("\n\"./a,b.png\",1,"));
    QVERIFY(out.contains("\n\"./new\nline.png\",1,"));
    QVERIFY(out.contains("\n\"./q\"\"uote.png\",1,"));
}

void TstPictures::writesValidJsonForNamesThatAreNoText()
{
    const Workplace place;
    place.makeFolder("album");
    std::filesystem::copy_file(place.put("cat.png", picture(1)), place.path("album/\xFF.png"));
    const Answer answer = place.run({"classify", "album", "--json"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.json()[0]["image"], Json("album/\xEF\xBF\xBD.png"));
}

QObject* makeTstPictures() { return new TstPictures; }

#include "tst_pictures.moc"
