#include <QtTest>

#include <algorithm>
#include <array>

/// Who may include whom. The tables below are the architecture; this test keeps the sources to them.
class TstDependencies : public QObject {
    Q_OBJECT
private slots:
    void checksTheRules_data();
    void checksTheRules();
    void allIncludesAreAllowed();
    void noFileIsLong();
    void everyLayerIsTested();
};

namespace {

/// The folders whose headers the files of a folder may include, besides those of their own.
struct Folder {
    const char* name;
    QStringList uses;
};

const std::array folders = {
    Folder {"engine/core", {}},
    Folder {"engine/vulkan", {"engine/core"}},
    Folder {"engine/layers", {"engine/core", "engine/vulkan"}},
    Folder {"engine/network", {"engine/core", "engine/vulkan", "engine/layers"}},
    Folder {"engine/reference", {"engine/core", "engine/layers"}},
    Folder {"engine/explain", {"engine/core", "engine/layers", "engine/network", "engine/reference"}},
    Folder {"engine/selftest", {"engine/core", "engine/vulkan", "engine/layers", "engine/reference"}},
    Folder {"engine/bench",
        {"engine/core", "engine/vulkan", "engine/layers", "engine/network", "engine/training"}},
    Folder {"engine/training", {"engine/core", "engine/vulkan", "engine/layers", "engine/network"}},
    Folder {"engine/image", {"engine/core"}},
    Folder {"engine/camera", {"engine/core", "engine/image"}},
    Folder {"engine/data", {"engine/core", "engine/image"}},
    Folder {"engine/learn",
        {"engine/core", "engine/layers", "engine/network", "engine/training", "engine/image", "engine/data",
            "engine/weights"}},
    Folder {"engine/scene", {"engine/core", "engine/vulkan"}},
    Folder {"engine/run", {"engine"}},
    Folder {"engine/weights", {"engine/core", "engine/vulkan", "engine/layers", "engine/network"}},
    Folder {"app/bench", {"engine/core", "engine/vulkan", "engine/layers", "engine/network", "engine/bench"}},
    Folder {
        "app/model", {"engine/core", "engine/layers", "engine/network", "engine/weights", "app/download"}},
    Folder {"app/cli", {"engine", "app/download", "app/model"}},
    Folder {"app/session", {"engine", "app/model", "app/download"}},
    Folder {"app/models", {"app/session", "engine/core", "engine/explain"}}, // values only
    Folder {"app/widgets", {"app/models", "app/model", "app/session", "engine/core", "engine/explain"}},
    Folder {"app/views",
        {"app/widgets", "app/models", "app/session", "app/model", "engine/core", "engine/explain"}},
    Folder {"app/gui", {"app/views", "app/widgets", "app/models", "app/session", "app/model", "engine/core"}},
    Folder {"app/download", {"engine/core"}},
};

/// Libraries that only some folders know: the beginning of their headers' names.
struct Library {
    const char* prefix;
    QStringList users;
};

const std::array libraries = {
    Library {
        "Q", {"app/session", "app/models", "app/widgets", "app/views", "app/gui"}}, // no Qt below the window
    Library {"vulkan/", {}}, // only through volk
    Library {"volk.h", {"engine/vulkan"}},
    Library {"opencv2/",
        {"engine/image", "engine/camera", "app/cli"}}, // the command line: its DNN module, as a peer
    Library {"turbojpeg.h", {"engine/image"}},
    Library {"webp/", {"engine/image"}},
    Library {"zlib.h", {"engine/data"}},
    Library {"Random123/", {"engine/core"}},
    Library {"zip.h", {"engine/weights"}},
    Library {"nlohmann/", {"engine/weights", "engine/run", "app/cli", "app/download"}},
    Library {"google/protobuf/", {"engine/weights"}}, // engine/run knows only its generated messages
    Library {"onnx/", {"engine/weights"}},
    Library {"weights/caffe.pb.h", {"engine/weights"}},
    Library {"curl/", {"app/download"}},
    Library {"openssl/", {"app/download"}},
    Library {"boost/", {"engine/run"}},
    Library {"glm/", {"engine/scene", "engine/core"}},
    Library {"qcustomplot.h", {"app/widgets"}},
    Library {"CLI/", {"app/cli"}},
};

/// Layers know nothing of each other; what they share is in these, and a layer may be in several files whose
/// names begin alike (convolution.h, convolution_tiles.cpp).
const QStringList sharedByLayers = {"layer", "parameter", "window", "panels", "slices", "weight_gradient",
    "weight_gradient_staged", "staged", "matrix_staged", "sum_of_parts"};

QString folderOf(const QString& file) { return file.section('/', 0, 1); }
QString stem(const QString& file) { return QFileInfo(file).baseName(); }

/// Whether two files begin with the name of the same layer, which has a header of that name.
bool areOfOneLayer(const QString& one, const QString& other)
{
    for (QString layer = other; !layer.isEmpty();
         layer = layer.left(std::max(0, int(layer.lastIndexOf('_')))))
        if (one.startsWith(layer) && QFile::exists(SOURCE_DIR "/engine/layers/" + layer + ".h"))
            return true;
    return false;
}

/// Why `file` must not include a header of this project; empty if it may.
QString complaint(const QString& file, const QString& header)
{
    const QString from = folderOf(file), to = folderOf(header);
    const auto row
        = std::find_if(folders.begin(), folders.end(), [&](const Folder& f) { return f.name == from; });
    if (row == folders.end())
        return from + " has no row in the table of tests/core/tst_dependencies.cpp";
    const bool allowed = to == from || row->uses.contains(to) || row->uses.contains(to.section('/', 0, 0));
    if (!allowed)
        return QString("%1 includes %2: %3 may use %4")
            .arg(file, header, from, row->uses.isEmpty() ? "nothing else" : row->uses.join(", "));
    const bool otherLayer = from == "engine/layers" && to == from && !sharedByLayers.contains(stem(header))
        && !areOfOneLayer(stem(file), stem(header));
    return otherLayer ? QString("%1 includes %2: a layer knows no other layer").arg(file, header) : QString();
}

QString libraryComplaint(const QString& file, const QString& header)
{
    for (const Library& library : libraries)
        if (header.startsWith(library.prefix) && !library.users.contains(folderOf(file)))
            return QString("%1 includes <%2>: only %3 may")
                .arg(file, header,
                    library.users.isEmpty() ? "the window's folders" : library.users.join(", "));
    return {};
}

QString contents(const QString& file)
{
    QFile source(SOURCE_DIR "/" + file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

/// Sources below a folder, named from the repository's root.
QStringList sources(const QString& folder, const QStringList& patterns)
{
    QStringList list;
    QDirIterator files(SOURCE_DIR "/" + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        list += QDir(SOURCE_DIR).relativeFilePath(files.next());
    list.sort();
    return list;
}

}

void TstDependencies::checksTheRules_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* file, const char* header, const char* expected) {
        QTest::addRow("%s, %s", file, header) << file << header << expected;
    };
    row("engine/layers/relu.cpp", "engine/network/network.h",
        "engine/layers/relu.cpp includes engine/network/network.h: engine/layers may use engine/core, "
        "engine/vulkan");
    row("engine/layers/relu.cpp", "engine/layers/lrn.h",
        "engine/layers/relu.cpp includes engine/layers/lrn.h: a layer knows no other layer");
    row("engine/core/shape.h", "engine/vulkan/device.h",
        "engine/core/shape.h includes engine/vulkan/device.h: engine/core may use nothing else");
    row("engine/network/network.cpp", "tests/support/gpu.h",
        "engine/network/network.cpp includes tests/support/gpu.h: engine/network may use engine/core, "
        "engine/vulkan, "
        "engine/layers");
    row("engine/novel/file.cpp", "engine/core/shape.h",
        "engine/novel has no row in the table of tests/core/tst_dependencies.cpp");
    row("app/model/npy.cpp", "engine/weights/atomic_file.h", "");
    row("engine/layers/convolution_tiles.cpp", "engine/layers/convolution.h", "");
    row("engine/layers/convolution_tiles.cpp", "engine/layers/convolution_general.h", "");
    row("engine/layers/max_pool.cpp", "engine/layers/slices.h", "");
}

void TstDependencies::checksTheRules()
{
    QFETCH(QString, file);
    QFETCH(QString, header);
    QTEST(complaint(file, header), "expected");
}

void TstDependencies::allIncludesAreAllowed()
{
    static const QRegularExpression include(
        R"(^\s*#\s*include\s*(["<])([^">]+)[">])", QRegularExpression::MultilineOption);
    const QStringList files = sources("engine", {"*.h", "*.cpp"}) + sources("app", {"*.h", "*.cpp"});
    QVERIFY(files.size() > 50);
    QStringList complaints;
    for (const QString& file : files) {
        QRegularExpressionMatchIterator found = include.globalMatch(contents(file));
        while (found.hasNext()) {
            const QRegularExpressionMatch match = found.next();
            complaints += match.captured(1) == "<" ? libraryComplaint(file, match.captured(2))
                                                   : complaint(file, match.captured(2));
        }
    }
    complaints.removeAll(QString());
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join('\n')));
}

void TstDependencies::noFileIsLong()
{
    constexpr int limit = 500;
    for (const char* folder : {"engine", "app", "shaders", "tests"})
        for (const QString& file :
            sources(folder, {"*.h", "*.cpp", "*.comp", "*.vert", "*.frag", "*.glsl"})) {
            const auto lines = contents(file).count('\n');
            QVERIFY2(lines <= limit, qPrintable(QString("%1 has %2 lines").arg(file).arg(lines)));
        }
}

void TstDependencies::everyLayerIsTested()
{
    static const QRegularExpression declaration(R"(class (\w+)(?: final)? : public Layer\b)");
    const QString selftest = contents("engine/selftest/selftest.cpp");
    int layers = 0;
    for (const QString& header : sources("engine/layers", {"*.h"})) {
        const QRegularExpressionMatch match = declaration.match(contents(header));
        if (!match.hasMatch())
            continue;
        ++layers;
        const QString test = "tests/layers/tst_" + stem(header) + ".cpp";
        QVERIFY2(QFile::exists(SOURCE_DIR "/" + test), qPrintable(header + " has no " + test));
        const QString name = match.captured(1);
        QVERIFY2(selftest.contains(QRegularExpression("\\b" + name + "\\b")),
            qPrintable(name + " is not in engine/selftest/selftest.cpp"));
    }
    QVERIFY(layers >= 9);
}

QObject* makeTstDependencies() { return new TstDependencies; }
#include "tst_dependencies.moc"
