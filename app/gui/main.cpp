// alexscope-gui: the window. `alexscope` without words, or with pictures only, starts it.
#include "app/gui/main_window.h"
#include "app/gui/screenshot.h"
#include "app/views/camera_view.h"
#include "app/widgets/icon.h"
#include "app/widgets/look.h"
#include "engine/core/waiting.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>
#include <QTextStream>

namespace {

struct Words {
    QStringList pictures;
    NetworkChoice network;
    QString device;
    QString source;
    std::optional<ScreenshotRequest> screenshot;
    bool light = false;
};

[[noreturn]] void refuse(const QString& sentence)
{
    QTextStream(stderr) << "alexscope-gui: " << sentence << "; alexscope-gui --help tells what there is\n";
    std::exit(2);
}

QSize sizeFrom(const QString& words)
{
    const QStringList parts = words.split('x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 640 || size.height() < 480 || size.width() > 7680
        || size.height() > 4320)
        refuse(QString("--size takes 640x480 to 7680x4320, not %1").arg(words));
    return size;
}

Words readWords(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription("AlexScope: a microscope for AlexNet.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("pictures", "Pictures, folders, or a saved state", "[pictures...]");
    parser.addOptions({{"model", "Network, as listed by 'alexscope models'", "name"},
        {"weights", "File of trained weights", "file"}, {"random-weights", "Weights drawn at random"},
        {"device", "Vulkan device: index, UUID or part of the name", "device"},
        {"screenshot",
            "Write a picture of a view (start explore why filters train camera model batch) to the first "
            "argument and end",
            "view"},
        {"image", "The picture of --screenshot, or the folder of its batch", "file"},
        {"source", "What the place Camera shows: a camera, a video file or a folder", "source"},
        {"compare", "A second picture for --screenshot explore, to compare with", "file"},
        {"layer", "The layer of --screenshot (conv1)", "name"},
        {"unit", "The unit of --screenshot (the strongest)", "number"},
        {"size", "of --screenshot (1280x800)", "WxH"}, {"theme", "light or dark", "theme"},
        {"presenter", "Presenter mode for --screenshot"}});
    parser.process(application);
    Words words;
    words.pictures = parser.positionalArguments();
    words.network.model = parser.value("model");
    words.network.weights = parser.value("weights");
    words.network.random = parser.isSet("random-weights");
    words.device = parser.value("device");
    words.source = parser.value("source");
    if (parser.isSet("theme") && parser.value("theme") != "light" && parser.value("theme") != "dark")
        refuse(QString("--theme takes light or dark, not %1").arg(parser.value("theme")));
    words.light = parser.value("theme") == "light";
    if (!parser.isSet("screenshot"))
        return words;
    static const QStringList views {
        "start", "explore", "why", "filters", "train", "camera", "model", "batch"};
    if (!views.contains(parser.value("screenshot")))
        refuse(QString("--screenshot takes %1, not %2").arg(views.join(", "), parser.value("screenshot")));
    if (words.pictures.size() != 1)
        refuse("--screenshot VIEW needs the name of the PNG file to write, and nothing else");
    ScreenshotRequest request {parser.value("screenshot"), words.pictures.takeFirst(), parser.value("layer")};
    if (parser.isSet("unit")) {
        bool number = false;
        request.unit = parser.value("unit").toInt(&number);
        if (!number || request.unit < 0)
            refuse(QString("--unit takes a number from 0, not %1").arg(parser.value("unit")));
    }
    if (parser.isSet("size"))
        request.size = sizeFrom(parser.value("size"));
    request.presenter = parser.isSet("presenter");
    if (parser.isSet("image"))
        words.pictures += parser.value("image");
    if (parser.isSet("compare")) {
        request.image = parser.value("image");
        if (request.image.isEmpty() || request.view != "explore")
            refuse("--compare FILE goes with --screenshot explore and --image FILE");
        words.pictures = {parser.value("compare")};
    }
    request.picture = request.view != "batch" && !words.pictures.isEmpty();
    words.screenshot = request;
    return words;
}

}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName("alexscope");
    QApplication::setApplicationDisplayName("AlexScope");
    QApplication::setApplicationVersion(ALEXSCOPE_VERSION);
    QApplication::setDesktopFileName("alexscope");
    const Words words = readWords(application);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::ConfigLocation);
    // The first to be made and the last to go: then all is written.
    Preferences preferences(words.screenshot ? QString() : folder + "/alexscope/settings.json");
    if (words.screenshot)
        preferences.setLight(words.light);
    engine::forbidWaiting(
        [](const char* what) { // a mistake of the program: see tests/app/tst_window_thread.cpp
            qWarning("alexscope-gui: %s on the window's thread", what);
            Q_ASSERT_X(false, "the window's thread", what);
        });
    applyLook(
        application, preferences.light() ? Look::Theme::Light : Look::Theme::Dark, preferences.fontScale());
    QApplication::setWindowIcon(QIcon(":/icons/alexscope.svg"));

    Session session;
    Selection selection;
    Spot spot;
    spot.place = preferences.place();
    selection.begin(spot);
    MainWindow window({session, selection, preferences});
    if (!words.source.isEmpty())
        static_cast<CameraView*>(window.view("camera"))->setSource(words.source);
    if (words.screenshot)
        new Screenshot(*words.screenshot, window, session, selection);
    window.show();
    session.openDevice(words.device.isEmpty() ? preferences.device() : words.device, words.network);
    if (words.screenshot && words.screenshot->view != "batch" && !words.pictures.isEmpty())
        session.openPicture(
            {.path = words.pictures.front(), .bytes = {}, .name = {}}); // whatever it is called
    else
        window.openFiles(words.pictures);
    return QApplication::exec();
}
