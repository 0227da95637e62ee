// bench_window: how quick the window is, on the driver that is there. Prints one line of JSON per figure with the value
// that is aimed at; judges nothing. Under a display or with QT_QPA_PLATFORM=offscreen:
//     bench_window PHOTOGRAPH
#include "app/gui/main_window.h"
#include "app/session/camera.h"
#include "app/session/training.h"
#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <chrono>

namespace {

/// Milliseconds of a clock that all processes share.
double now()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void tell(const QString& what, double value, double aim, const QString& unit = "ms")
{
    const QJsonObject line {
        {"figure", what}, {"value", std::round(value * 10) / 10}, {"aim", aim}, {"unit", unit}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
}

/// Lets the window work until `done`, and measures the longest time in which it could not answer a click.
class Pulse {
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, now() - m_last);
            m_last = now();
        });
        m_timer.start(1);
    }
    bool wait(const std::function<bool()>& done, double patience = 60000)
    {
        const double begin = now();
        while (!done()) {
            if (now() - begin > patience)
                return false;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return true;
    }
    void rest(double milliseconds)
    {
        const double begin = now();
        wait([&] { return now() - begin > milliseconds; });
    }
    /// The longest gap since the last call.
    double takeLongest()
    {
        m_longest = std::max(m_longest, now() - m_last);
        m_last = now();
        return std::exchange(m_longest, 0);
    }

private:
    QTimer m_timer;
    double m_last = now(), m_longest = 0;
};

struct Window {
    Session session;
    Selection selection;
    QTemporaryDir folder;
    Preferences preferences {folder.filePath("settings.json")};
    MainWindow window {{session, selection, preferences}};

    Window()
    {
        window.resize(1280, 800);
        window.show();
        session.openDevice({});
    }
    bool ready(const QString& picture) const
    {
        const View* shown = window.view(selection.spot().place);
        return session.answer() && session.answer()->name == picture && shown && shown->isReady();
    }
};

/// A program of its own: from the moment in which its parent started it to the first answer.
int firstAnswer(const QString& photograph, double begin)
{
    Window opened;
    Pulse pulse;
    opened.window.openFiles({photograph});
    if (!pulse.wait([&] { return opened.session.answer() != nullptr; }))
        return 1;
    tell("start to first answer", now() - begin, 3000);
    return 0;
}

/// Steps of cifar-quick with batches of 128 in twenty seconds, by the command line.
int stepsOfTheCommandLine(const QString& folder)
{
    QProcess train;
    train.start(QCoreApplication::applicationDirPath() + "/alexscope",
        {"train", "--dataset", "synthetic", "--model", "cifar-quick", "--batch-size", "128", "--json",
            "--output", folder});
    QByteArray said;
    while (!said.contains("\"step\"") && train.waitForReadyRead(60000)) // the beginning does not count
        said += train.readAllStandardOutput();
    const double begin = now();
    int steps = 0;
    while (now() - begin < 20000 && train.waitForReadyRead(60000))
        steps += int(train.readAllStandardOutput().count("\"step\""));
    train.terminate();
    train.waitForFinished(60000);
    return steps;
}

/// The camera and the training, with the window alive.
int measureLive(Window& opened, Pulse& pulse)
{
    opened.session.openNetwork({});
    if (!pulse.wait(
            [&] { return opened.session.network() && opened.session.network()->name == "alexnet-cifar10"; }))
        return 1;
    {
        CameraDesk camera(opened.session);
        camera.start(
            {.source = qEnvironmentVariable("ALEXSCOPE_RESOURCES") + "/samples", .size = {}, .rate = 120});
        pulse.wait([&] { return camera.answer() != nullptr; });
        pulse.rest(1000);
        pulse.takeLongest();
        pulse.rest(10000);
        tell("camera: answers a second", camera.status().answersPerSecond, 15, "1/s");
        tell("camera: longest gap of the event loop", pulse.takeLongest(), 100);
    }
    QTemporaryDir runs;
    const int alone = stepsOfTheCommandLine(runs.filePath("alone"));
    TrainingDesk desk(opened.session);
    TrainingPlan plan = planFor("cifar-quick");
    plan.batch = 128;
    desk.begin(plan, runs.filePath("window"));
    const auto steps = [&] { return desk.run() ? desk.run()->numbers.iteration : 0; };
    if (!pulse.wait([&] { return steps() > 0; }))
        return 1;
    const qint64 first = steps();
    pulse.takeLongest();
    pulse.rest(20000);
    tell("training in the window: speed of the command line's",
        100.0 * double(steps() - first) / std::max(1, alone), 90, "%");
    tell("training: longest gap of the event loop", pulse.takeLongest(), 100);
    const double stop = now();
    desk.close();
    pulse.wait([&] { return !desk.isBusy(); });
    tell("training: from closing to saved and stopped", now() - stop, 2000);
    return 0;
}

int measure(const QString& photograph)
{
    for (int run = 0; run < 3; ++run) // the first one fills the cache of shaders
        if (QProcess::execute(
                QCoreApplication::applicationFilePath(), {photograph, QString::number(now(), 'f', 3)}))
            return 1;
    Window opened;
    Pulse pulse;
    double longest = 0;
    const QString name = QFileInfo(photograph).fileName();
    opened.window.openFiles({photograph});
    if (!pulse.wait([&] { return opened.ready(name); }))
        return 1;
    pulse.rest(500);
    pulse.takeLongest();

    const QString other = qEnvironmentVariable("ALEXSCOPE_RESOURCES") + "/samples/robin.png";
    const std::pair<QString, bool> places[]
        = {{"explore", false}, {"explore", true}, {"filters", false}, {"model", false}};
    for (const auto& [place, why] : places) {
        opened.selection.go({place, "conv1", 3, QPoint(4, 5), why});
        pulse.rest(500);
        double best = 1e9;
        for (int run = 0; run < 5; ++run) {
            opened.window.openFiles({other});
            pulse.wait([&] { return opened.ready("robin.png"); });
            pulse.rest(200);
            const double begin = now();
            opened.window.openFiles({photograph});
            if (!pulse.wait([&] { return opened.ready(name); }))
                return 1;
            opened.window.repaint();
            best = std::min(best, now() - begin);
            pulse.rest(200);
        }
        tell(QString("dropped photograph to %1").arg(why ? "why" : place), best, 150);
        longest = std::max(longest, pulse.takeLongest());
    }

    // The page of a fully connected layer: 4,096 tiles.
    opened.session.openNetwork({.model = "caffenet", .random = true});
    opened.selection.go({"explore", "fc6", 0, {}, false});
    if (!pulse.wait(
            [&] { return opened.session.network()->name == "caffenet" && opened.ready(name); }, 120000))
        return 1;
    pulse.rest(1000);
    longest = std::max(longest, pulse.takeLongest());
    double gap = 0;
    auto* area = opened.window.view("explore")->findChild<TileArea*>();
    QScrollBar* bar = area->verticalScrollBar();
    for (int step = 0; step <= 100; ++step) {
        bar->setValue(bar->minimum() + (bar->maximum() - bar->minimum()) * (step % 50) / 50);
        area->viewport()->repaint();
        QCoreApplication::processEvents();
        gap = std::max(gap, pulse.takeLongest());
    }
    tell("page of 4,096 tiles: longest gap while it scrolls", gap, 50);
    for (const LayerInfo& layer : opened.session.network()->layers) {
        opened.selection.go({"explore", layer.name, 0, {}, false});
        pulse.wait([&] { return opened.ready(name); });
        pulse.rest(50);
    }
    longest = std::max(longest, pulse.takeLongest());
    tell("longest gap of the event loop", longest, 100);
    double turn = 0; // to the projector's layout and back: all widgets get other type
    for (const bool presenting : {true, false, true, false}) {
        pulse.takeLongest();
        opened.window.setPresenting(presenting, false);
        pulse.rest(300);
        turn = std::max(turn, pulse.takeLongest());
    }
    tell("F11: longest gap of the event loop", turn, 100);
    return measureLive(opened, pulse);
}

}

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("ALEXSCOPE_RESOURCES"))
        qputenv("ALEXSCOPE_RESOURCES", SOURCE_DIR "/resources");
    QApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 2 || !QFileInfo::exists(words[1])) {
        QTextStream(stderr) << "usage: bench_window PHOTOGRAPH\n";
        return 2;
    }
    applyLook(application, Look::Theme::Dark, 1);
    return words.size() > 2 ? firstAnswer(words[1], words[2].toDouble()) : measure(words[1]);
}
