#include "tests/weights/written_file.h"

#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace engine;

/// How a written file takes its place: whole or not at all, and never where it does not belong.
class TstAtomicFile : public QObject {
    Q_OBJECT

private slots:
    void refusesPlaces();
    void keepsTheFormerFileWhenTheDiskIsFull();
    void keepsTheFormerFileWhenKilled();
    void saysWhenTheFolderMayNotBeWritten();
    void replacesTheTargetOfALink();
    void keepsPermissions();
    void survivesWritersAtTheSameTime();
};

/// What the call says of itself in a process of its own, whose limits may be changed and which may be killed.
template <class Call>
static QString inAnotherProcess(Call call)
{
    int channel[2];
    if (::pipe(channel) != 0)
        qFatal("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        const QByteArray message = refusal(call).toUtf8();
        const bool sent = ::write(channel[1], message.data(), std::size_t(message.size())) == message.size();
        ::_exit(sent ? 0 : 1);
    }
    ::close(channel[1]);
    char text[1024];
    const ssize_t length = ::read(channel[0], text, sizeof text);
    ::close(channel[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        return QString("killed by signal %1").arg(WTERMSIG(status));
    return QString::fromUtf8(text, length);
}

void TstAtomicFile::refusesPlaces()
{
    const Folder folder;
    const auto message
        = [&](const std::filesystem::path& path) { return refusal([&] { writeSafetensors(path, {}, {}); }); };
    folder.put("file", "x");
    std::filesystem::create_directory(folder.path("below"));
    QVERIFY(message(folder.path("no/x.st")).contains("x.st cannot be written: the folder "));
    QVERIFY(message(folder.path("no/x.st")).endsWith("/no does not exist"));
    QVERIFY(message(folder.path("file/x.st")).contains("x.st cannot be written: Not a directory"));
    QVERIFY(message(folder.path("below")).endsWith("below is a folder, not a file"));
    QVERIFY(message(folder.path("below/")).endsWith("below/ is a folder, not a file"));
    QVERIFY(message(folder.path((std::string(300, 'n')).c_str()))
                .contains("cannot be written: File name too long"));
    QCOMPARE(message({}), QString("no file name was given"));
    QCOMPARE(message("/dev/full"), QString("/dev/full is not an ordinary file"));
    QVERIFY(std::filesystem::is_character_file("/dev/full"));
}

void TstAtomicFile::keepsTheFormerFileWhenTheDiskIsFull()
{
    const Folder folder;
    const QByteArray bytes = putFormer(folder);
    const std::vector<NamedTensor> tensors = {tensor("w", {8192}, std::vector<float>(8192, 1.f))};
    for (const rlim_t limit : {0, 4, 8, 50, 80, 4096, 32768}) {
        const QString message = inAnotherProcess([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limits = {limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &limits);
            writeSafetensors(folder.path(former), {}, tensors);
        });
        QVERIFY2(
            message.endsWith("former.safetensors cannot be written: File too large; nothing was changed"),
            qPrintable(message));
        QVERIFY(holdsOnlyFormer(folder, bytes));
    }
    writeSafetensors(folder.path(former), {}, tensors);
    QCOMPARE(openSafetensors(folder.path(former)).entries().front().size(), std::size_t(8192));
}

void TstAtomicFile::keepsTheFormerFileWhenKilled()
{
    const Folder folder;
    const QByteArray bytes = putFormer(folder);
    const NamedTensor deadly = {"w", {1}, [](std::span<float>) { std::raise(SIGKILL); }};
    const std::vector<NamedTensor> tensors = {tensor("good", {1}, {1}), deadly};
    const QString end = inAnotherProcess([&] { writeSafetensors(folder.path(former), {}, tensors); });
    QCOMPARE(end, QString("killed by signal 9"));
    QCOMPARE(folder.bytes(former), bytes);
    writeSafetensors(folder.path(former), {}, {{tensor("new", {1}, {1})}});
    QVERIFY(openSafetensors(folder.path(former)).find("new"));
}

void TstAtomicFile::saysWhenTheFolderMayNotBeWritten()
{
    const Folder folder;
    const QByteArray bytes = putFormer(folder);
    const std::filesystem::path parent = folder.path(former).parent_path();
    std::filesystem::permissions(parent, std::filesystem::perms(0555));
    std::filesystem::permissions(folder.path(former), std::filesystem::perms(0666));
    const QString message = inAnotherProcess([&] {
        // No folder is closed to root.
        const uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0)
            return;
        writeSafetensors(folder.path(former), {}, {{tensor("w", {1}, {1})}});
    });
    std::filesystem::permissions(parent, std::filesystem::perms(0755));
    QVERIFY2(message.endsWith("former.safetensors cannot be written: Permission denied; nothing was changed"),
        qPrintable(message));
    QVERIFY(holdsOnlyFormer(folder, bytes));
}

void TstAtomicFile::replacesTheTargetOfALink()
{
    const Folder folder;
    std::filesystem::create_directory(folder.path("store"));
    folder.put("store/real", "old");
    std::filesystem::create_symlink("store/real", folder.path("link"));
    writeSafetensors(folder.path("link"), {}, {});
    QVERIFY(std::filesystem::is_symlink(folder.path("link")));
    QVERIFY(!std::filesystem::is_symlink(folder.path("store/real")));
    QCOMPARE(folder.bytes("store/real"), rawSafetensors("{}      ", ""));
}

void TstAtomicFile::keepsPermissions()
{
    const Folder folder;
    const auto permissions = [&] { return int(std::filesystem::status(folder.path(former)).permissions()); };
    const mode_t mask = ::umask(027);
    putFormer(folder);
    ::umask(mask);
    QCOMPARE(permissions(), 0640);
    std::filesystem::permissions(folder.path(former), std::filesystem::perms(0604));
    putFormer(folder);
    QCOMPARE(permissions(), 0604);
}

void TstAtomicFile::survivesWritersAtTheSameTime()
{
    const Folder folder;
    const auto writeOften = [&](float value) {
        for (int i = 0; i < 5; ++i)
            writeSafetensors(
                folder.path(former), {}, {{tensor("w", {1000}, std::vector<float>(1000, value))}});
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(writeOften, float(i));
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(folder.names(), std::vector<std::string> {former});
    const WeightFile file = openSafetensors(folder.path(former));
    const std::vector<float> values = valuesOf(file, *file.find("w"));
    QCOMPARE(values, std::vector<float>(1000, values.front()));
}

QObject* makeTstAtomicFile()
{
    return new TstAtomicFile;
}

#include "tst_atomic_file.moc"
