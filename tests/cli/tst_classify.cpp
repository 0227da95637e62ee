#include "tests/cli/program.h"

#include <QtTest>

class TstClassify : public QObject {
    Q_OBJECT

private slots:
    void answersInJson();
    void answersForPeople();
    void answersInCsv();
    void takesAllPicturesInOrder();
    void walksFolders();
    void readsStandardInput();
    void givesAtMostAllClasses();
    void averagesTenViews();
    void saysTheSameTwice();
};

static const QStringList builtIn
    = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};

static QString text(const Json& value) { return QString::fromStdString(value.get<std::string>()); }

static QStringList images(const Json& answers)
{
    QStringList names;
    for (const Json& answer : answers)
        names << text(answer["image"]);
    return names;
}

void TstClassify::answersInJson()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Answer answer = place.run({"classify", "cat.png", "--json"});
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.code, 0);
    const Json answers = answer.json();
    QVERIFY(answers.is_array());
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(faultOf(answers[0],
                 {{"image", "string"}, {"model", "string"}, {"device", "string"}, {"milliseconds", "number"},
                     {"predictions", "array"}}),
        QString());
    QCOMPARE(answers[0]["image"], Json("cat.png"));
    QCOMPARE(answers[0]["model"], Json("alexnet-cifar10"));
    const Json predictions = answers[0]["predictions"];
    QCOMPARE(predictions.size(), std::size_t(5));
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        const Json& row = predictions[i];
        QCOMPARE(faultOf(row,
                     {{"rank", "number"}, {"index", "number"}, {"label", "string"}, {"probability", "number"},
                         {"score", "number"}}),
            QString());
        QCOMPARE(row["rank"].get<std::size_t>(), i + 1);
        QCOMPARE(text(row["label"]), builtIn[row["index"].get<int>()]);
        QVERIFY(i == 0 || row["probability"] <= predictions[i - 1]["probability"]);
        QVERIFY(i == 0 || row["score"] <= predictions[i - 1]["score"]);
    }
}

void TstClassify::answersForPeople()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Answer answer = place.run({"classify", "cat.png", "--top", "3"});
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.out.startsWith("cat.png  ("));
    QCOMPARE(answer.out.count('%'), 3);
    QCOMPARE(answer.out.count('\n'), 4);
}

void TstClassify::answersInCsv()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const QList<QByteArray> lines = place.run({"classify", "cat.png", "--csv", "--top", "2"}).out.split('\n');
    const Json best = place.run({"classify", "cat.png", "--json"}).json()[0]["predictions"][0];
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QByteArray("image,rank,index,label,probability,score"));
    const QList<QByteArray> fields = lines[1].split(',');
    QCOMPARE(fields.size(), 6);
    QCOMPARE(fields[0], QByteArray("cat.png"));
    QCOMPARE(fields[1], QByteArray("1"));
    QCOMPARE(fields[2].toInt(), best["index"].get<int>());
    QCOMPARE(QString(fields[3]), text(best["label"]));
    QVERIFY(std::abs(fields[4].toDouble() - best["probability"].get<double>()) < 1e-5);
    QVERIFY(std::abs(fields[5].toDouble() - best["score"].get<double>()) < 1e-4);
    QVERIFY(lines[2].startsWith("cat.png,2,"));
}

void TstClassify::takesAllPicturesInOrder()
{
    const Workplace place;
    place.put("a.png", picture(1));
    place.put("b.jpg", picture(2, 80, 50, ".jpg"));
    place.put("c.webp", picture(3, 41, 90, ".webp"));
    place.put("d.bmp", picture(4, 33, 32, ".bmp"));
    const Answer answer = place.run({"classify", "d.bmp", "a.png", "--json", "c.webp", "b.jpg", "a.png"});
    QCOMPARE(answer.code, 0);
    QCOMPARE(images(answer.json()), QStringList({"d.bmp", "a.png", "c.webp", "b.jpg", "a.png"}));
    QCOMPARE(answer.json()[1]["predictions"], answer.json()[4]["predictions"]);
}

void TstClassify::walksFolders()
{
    const Workplace place;
    place.makeFolder("album/summer/sea");
    place.put("album/b.png", picture(1));
    place.put("album/summer/a.JPG", picture(2, 40, 40, ".jpg"));
    place.put("album/summer/sea/c.png", picture(3));
    place.put("album/.hidden.png", picture(4));
    place.put("album/notes.txt", "no picture");
    const auto found = [&](const QString& folder) {
        return images(place.run({"classify", folder, "--json"}).json());
    };
    QCOMPARE(found("album"), QStringList({"album/b.png", "album/summer/a.JPG", "album/summer/sea/c.png"}));
    QCOMPARE(found("./album/summer/"), QStringList({"./album/summer/a.JPG", "./album/summer/sea/c.png"}));
    QCOMPARE(found("album/summer/.."),
        QStringList(
            {"album/summer/../b.png", "album/summer/../summer/a.JPG", "album/summer/../summer/sea/c.png"}));
}

void TstClassify::readsStandardInput()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Json file = place.run({"classify", "cat.png", "--json"}).json();
    const Answer answer = place.run({"classify", "-", "--json"}, {.input = picture(1)});
    QCOMPARE(answer.code, 0);
    QCOMPARE(images(answer.json()), QStringList("-"));
    QCOMPARE(answer.json()[0]["predictions"], file[0]["predictions"]);
    QCOMPARE(faultOf(place.run({"classify", "-"}), 1, "standard input is empty"), QString());
    QCOMPARE(faultOf(place.run({"classify", "-"}, {.input = "no picture"}), 1, "standard input"), QString());
}

void TstClassify::givesAtMostAllClasses()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    const Json predictions
        = place.run({"classify", "cat.png", "--json", "--top", "1000"}).json()[0]["predictions"];
    QCOMPARE(predictions.size(), std::size_t(10));
    double sum = 0;
    QStringList labels;
    for (const Json& row : predictions) {
        sum += row["probability"].get<double>();
        labels << text(row["label"]);
    }
    labels.sort();
    QCOMPARE(labels, builtIn);
    QVERIFY(std::abs(sum - 1) < 1e-5);
}

void TstClassify::averagesTenViews()
{
    const Workplace place;
    place.put("cat.png", picture(1, 60, 50));
    const auto predictions = [&](const QString& crops) {
        return place.run({"classify", "cat.png", "--json", "--top", "10", "--crops", crops})
            .json()[0]["predictions"];
    };
    const Json ten = predictions("10");
    QCOMPARE(ten.size(), std::size_t(10));
    double sum = 0;
    for (const Json& row : ten)
        sum += row["probability"].get<double>();
    QVERIFY(std::abs(sum - 1) < 1e-5);
    QVERIFY(ten != predictions("1"));
}

void TstClassify::saysTheSameTwice()
{
    const Workplace place;
    place.put("cat.png", picture(1));
    place.put("dog.png", picture(2));
    const auto said = [&](const char* form) {
        QByteArray out = place.run({"classify", ".", form}).out;
        return QString(out).remove(QRegularExpression("\"milliseconds\": [0-9.e-]+"));
    };
    QVERIFY(said("--json").contains("dog.png"));
    QCOMPARE(said("--json"), said("--json"));
    QCOMPARE(said("--csv"), said("--csv"));
}

QObject* makeTstClassify() { return new TstClassify; }

#include "tst_classify.moc"
