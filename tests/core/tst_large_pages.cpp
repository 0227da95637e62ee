#include "engine/core/large_pages.h"

#include <QTest>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

using namespace engine;

namespace {

constexpr std::size_t mebibyte = 1 << 20;

/// The flags that Linux keeps for the mapping of an address, two letters each; empty where it does not tell.
std::string flagsOf(const void* memory)
{
    const auto wanted = reinterpret_cast<std::uintptr_t>(memory);
    std::ifstream maps("/proc/self/smaps");
    bool here = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t first = 0, last = 0;
        char dash = 0;
        std::istringstream words(line);
        if (words >> std::hex >> first >> dash >> last && dash == '-')
            here = first <= wanted && wanted < last;
        else if (here && line.starts_with("VmFlags:"))
            return line.substr(8) + ' ';
    }
    return {};
}

bool hasWish(const std::string& flags) { return flags.find(" hg ") != std::string::npos; }

}

class TstLargePages : public QObject {
    Q_OBJECT

private slots:
    void asksForWholePagesWithinTheMemory();
    void leavesTheValues();
    void takesNothingAmiss();
};

void TstLargePages::asksForWholePagesWithinTheMemory()
{
    std::ifstream setting("/sys/kernel/mm/transparent_hugepage/enabled");
    std::string text;
    std::getline(setting, text);
    if (text.empty() || flagsOf(this).empty())
        QSKIP("this system has no large pages, or does not tell");
    const std::size_t bytes = 32 * mebibyte;
    const std::unique_ptr<void, decltype(&std::free)> memory(std::aligned_alloc(4096, bytes), &std::free);
    QVERIFY(memory);
    auto* middle = static_cast<char*>(memory.get()) + bytes / 2;
    QVERIFY(!hasWish(flagsOf(middle)));
    wishForLargePages(memory.get(), bytes);
    QVERIFY(hasWish(flagsOf(middle)));
}

void TstLargePages::leavesTheValues()
{
    const std::size_t count = 9 * mebibyte + 5;
    const std::unique_ptr<char[]> memory(new char[count]);
    for (std::size_t i = 0; i < count; ++i)
        memory[i] = char(i % 251);
    wishForLargePages(memory.get() + 3, count - 3);
    for (std::size_t i = 0; i < count; ++i)
        if (memory[i] != char(i % 251))
            QFAIL(qPrintable(QString("byte %1").arg(i)));
}

void TstLargePages::takesNothingAmiss()
{
    wishForLargePages(nullptr, 64 * mebibyte);
    char few[100] = "as before";
    wishForLargePages(few, sizeof few);
    QCOMPARE(std::string(few), std::string("as before"));
}

QObject* makeTstLargePages() { return new TstLargePages; }
#include "tst_large_pages.moc"
