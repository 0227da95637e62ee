#include "tests/cli/training.h"

#include <QProcess>
#include <QtTest>

#include <csignal>

void putClasses(const Workplace& place)
{
    for (const char* label : {"bird", "cat"}) {
        const std::string folder = std::string("pictures/") + label;
        place.makeFolder(folder.c_str());
        for (int i = 0; i < 8; ++i)
            place.put(
                (folder + "/" + std::to_string(i) + ".png").c_str(), picture(i + (*label == 'b' ? 100 : 0)));
    }
}

QStringList trainWords(const QStringList& more) { return trainWords(2, more); }

QStringList trainWords(int epochs, const QStringList& more)
{
    return QStringList {"train", "--dataset", "pictures", "--model", "cifar-quick", "--val", "0.25",
               "--batch-size", "4", "--epochs", QString::number(epochs), "--lr", "0.001", "--output", "run"}
    + more;
}

RunningProgram::RunningProgram(const Workplace& place, const QStringList& words)
    : m_process(std::make_unique<QProcess>())
{
    m_process->setProgram(PROGRAM_DIR "/alexscope");
    m_process->setArguments(words);
    m_process->setWorkingDirectory(QString::fromStdString(place.path("").string()));
    // Whoever started the tests may have had them ignore Ctrl-C.
    m_process->setChildProcessModifier([] {
        for (const int number : {SIGINT, SIGTERM, SIGHUP})
            std::signal(number, SIG_DFL);
    });
    m_process->start();
    m_process->waitForStarted();
}

RunningProgram::~RunningProgram()
{
    m_process->kill();
    m_process->waitForFinished();
}

bool RunningProgram::waitFor(const Workplace& place, const char* file)
{
    constexpr int milliseconds = 60'000;
    return QTest::qWaitFor(
               [&] {
                   return std::filesystem::exists(place.path(file))
                       || m_process->state() != QProcess::Running;
               },
               milliseconds)
        && std::filesystem::exists(place.path(file));
}

void RunningProgram::signal(int number)
{
    if (const qint64 process = m_process->processId(); process > 0) // 0, once it has ended, would be this program's group
        ::kill(pid_t(process), number);
}

Answer RunningProgram::answer()
{
    const bool ended = m_process->waitForFinished(300'000) && m_process->exitStatus() == QProcess::NormalExit;
    return {ended ? m_process->exitCode() : -1, m_process->readAllStandardOutput(),
        m_process->readAllStandardError()};
}
