#include "engine/core/error.h"
#include "engine/network/architecture.h"

#include <QtTest>

using namespace engine;

/// Networks of which a kind of layer is left out, by their names.
class TstReducedNetworks : public QObject {
    Q_OBJECT
private slots:
    void leaveOutWhatTheirNameSays();
    void keepTheirParameters();
    void areNotKnownByOtherNames();
    void areNotListed();
};

namespace {

int layersOf(const Architecture& architecture, std::string_view kind)
{
    int count = 0;
    for (const LayerList::Entry& entry : architecture.layers.entries())
        count += entry.layer->kind() == kind;
    return count;
}

}

void TstReducedNetworks::leaveOutWhatTheirNameSays()
{
    for (const Architecture& whole : architectures()) {
        const auto all = int(whole.layers.size()), relus = layersOf(whole, "ReLU"),
                   norms = layersOf(whole, "LRN");
        const Architecture& plain = findArchitecture(whole.name + "-without-relu");
        QCOMPARE(int(plain.layers.size()), all - relus);
        QCOMPARE(layersOf(plain, "ReLU"), 0);
        QCOMPARE(plain.name, whole.name + "-without-relu");
        QVERIFY(!plain.builtIn);
        QVERIFY(plain.recipe == whole.recipe);
        if (norms == 0)
            continue;
        const Architecture& both = findArchitecture(whole.name + "-without-norm-without-relu");
        QCOMPARE(int(both.layers.size()), all - relus - norms);
        QCOMPARE(&findArchitecture(both.name), &both); // made once
    }
}

void TstReducedNetworks::keepTheirParameters()
{
    const Architecture& whole = findArchitecture("cifar-quick");
    const Architecture& reduced = findArchitecture("cifar-quick-without-norm");
    const auto shapes = parameterShapes(whole.layers, whole.input());
    const auto same = parameterShapes(reduced.layers, reduced.input());
    QCOMPARE(same.size(), shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        QCOMPARE(same[i].name, shapes[i].name);
        QCOMPARE(same[i].dimensions, shapes[i].dimensions);
    }
}

void TstReducedNetworks::areNotKnownByOtherNames()
{
    for (const char* name : {"-without-relu", "nothing-without-relu", "cifar-quick-without-dropout",
             "alexnet-torchvision-without-norm", "cifar-quick-without-relu-without-relu"}) {
        QVERIFY(!knownArchitecture(name));
        QVERIFY_THROWS_EXCEPTION(UsageError, findArchitecture(name));
    }
}

void TstReducedNetworks::areNotListed()
{
    findArchitecture("cifar-quick-without-relu");
    for (const Architecture& architecture : architectures())
        QVERIFY(architecture.name.find("without") == std::string::npos);
}

QObject* makeTstReducedNetworks() { return new TstReducedNetworks; }
#include "tst_reduced_networks.moc"
