#include "engine/data/dataset.h"
#include "engine/data/synthetic.h"

#include <QtTest>

#include <set>

using namespace engine;

class TstSetAside : public QObject {
    Q_OBJECT
private slots:
    void dividesEveryClass();
    void dependsOnTheSeed();
    void leavesSomeOnEachSide();
};

static std::vector<int> perClass(const Dataset& dataset)
{
    std::vector<int> counts(dataset.classes().size());
    for (int i = 0; i < dataset.size(); ++i)
        ++counts[std::size_t(dataset.label(i))];
    return counts;
}

static std::vector<std::string> names(const Dataset& dataset)
{
    std::vector<std::string> list;
    for (int i = 0; i < dataset.size(); ++i)
        list.push_back(dataset.name(i));
    return list;
}

void TstSetAside::dividesEveryClass()
{
    const auto whole = syntheticDataset(1003, 1);
    const Division division = setAside(whole, 0.1, 5);
    QCOMPARE(perClass(*division.aside), std::vector<int>(10, 10));
    QCOMPARE(division.kept->size() + division.aside->size(), 1003);
    QCOMPARE(division.kept->classes(), whole->classes());
    std::set<std::string> all;
    for (const auto& part : {division.kept, division.aside}) {
        for (int i = 0; i < part->size(); ++i) {
            QVERIFY(all.insert(part->name(i)).second);
            const int index = std::stoi(part->name(i).substr(std::string("synthetic picture ").size())) - 1;
            QCOMPARE(part->label(i), whole->label(index));
        }
    }
    QCOMPARE(division.aside->image(3), whole->image(std::stoi(division.aside->name(3).substr(18)) - 1));
}

void TstSetAside::dependsOnTheSeed()
{
    const auto whole = syntheticDataset(500, 1);
    QCOMPARE(names(*setAside(whole, 0.2, 5).aside), names(*setAside(whole, 0.2, 5).aside));
    QVERIFY(names(*setAside(whole, 0.2, 5).aside) != names(*setAside(whole, 0.2, 6).aside));
}

void TstSetAside::leavesSomeOnEachSide()
{
    const auto pairs = syntheticDataset(20, 1); // two of each class
    QCOMPARE(perClass(*setAside(pairs, 0.01, 1).aside), std::vector<int>(10, 1));
    QCOMPARE(perClass(*setAside(pairs, 1, 1).kept), std::vector<int>(10, 1));
    QCOMPARE(setAside(pairs, 0, 1).aside->size(), 0);
    QCOMPARE(setAside(syntheticDataset(10, 1), 0.5, 1).aside->size(), 0); // one of each cannot be divided
}

QObject* makeTstSetAside() { return new TstSetAside; }
#include "tst_set_aside.moc"
