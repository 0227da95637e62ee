#include "tests/cli/program.h"

#include <QtTest>

/// alexscope tune: never which kernel wins, only what is done with those that do.
class TstTune : public QObject {
    Q_OBJECT

private slots:
    void keepsTheWinners();
    void ignoresADamagedFileWithANote();
    void forgetsThemAgain();

private:
    Answer run(const QStringList& words) const
    {
        return m_place.run(words,
            {.variables = {{"XDG_CACHE_HOME", QString::fromStdString(m_place.path("cache").string())}}});
    }
    std::string file() const;

    Workplace m_place;
};

std::string TstTune::file() const
{
    for (const auto& entry : std::filesystem::directory_iterator(m_place.path("cache/alexscope")))
        if (entry.path().filename().string().starts_with("kernels-"))
            return "cache/alexscope/" + entry.path().filename().string();
    return {};
}

void TstTune::keepsTheWinners()
{
    const Answer answer
        = run({"tune", "--model", "cifar-quick", "--batch", "2", "--repeat", "1", "--train", "--json"});
    QVERIFY2(answer.code == 0, answer.err.constData());
    const Json found = answer.json();
    QVERIFY(found["pieces"].size() >= 8); // forward, and both ways back, of four layers
    int changed = 0;
    for (const Json& piece : found["pieces"]) {
        QCOMPARE(faultOf(piece,
                     {{"piece", "string"}, {"layers", "string"}, {"candidates", "number"},
                         {"usual", "string"}, {"winner", "string"}, {"usual_milliseconds", "number"},
                         {"winner_milliseconds", "number"}}),
            QString());
        QVERIFY(piece["winner_milliseconds"] <= piece["usual_milliseconds"]);
        changed += piece["winner"] != piece["usual"];
    }
    const QByteArray kept = m_place.bytes(file().c_str());
    QCOMPARE(kept.count(" | "), changed);
    const Answer next
        = run({"bench", "--model", "cifar-quick", "--random-weights", "--batch", "2", "--repeat", "1"});
    QCOMPARE(next.code, 0);
    QCOMPARE(next.err, QByteArray());
}

void TstTune::ignoresADamagedFileWithANote()
{
    QByteArray damaged = m_place.bytes(file().c_str());
    damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 1);
    m_place.put(file().c_str(), damaged);
    const Answer answer = run({"bench", "--model", "cifar-quick", "--random-weights", "--repeat", "1"});
    QCOMPARE(answer.code, 0);
    QVERIFY2(answer.err.contains("is damaged"), answer.err.constData());
}

void TstTune::forgetsThemAgain()
{
    QCOMPARE(run({"tune", "--reset"}).code, 0);
    QVERIFY(!m_place.bytes(file().c_str()).contains(" | "));
    QCOMPARE(run({"bench", "--model", "cifar-quick", "--random-weights", "--repeat", "1"}).err, QByteArray());
}

QObject* makeTstTune() { return new TstTune; }

#include "tst_tune.moc"
