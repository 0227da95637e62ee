#include "tests/cli/program.h"

#include <QProcess>
#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

Variables withoutVulkan()
{
    return {{"VK_ICD_FILENAMES", "/nonexistent"}, {"VK_DRIVER_FILES", "/nonexistent"}};
}

Json Answer::json() const
{
    Json parsed = Json::parse(out.begin(), out.end(), nullptr, false);
    engine::require(!parsed.is_discarded(), "no JSON but ", out.constData(), err.constData());
    return parsed;
}

Answer Workplace::run(const QStringList& words, const Surroundings& around) const
{
    QProcess process;
    process.setProgram(PROGRAM_DIR "/alexscope");
    process.setArguments(words);
    process.setWorkingDirectory(QString::fromStdString(path("").string()));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : around.variables) {
        if (value.isNull())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    process.setProcessEnvironment(environment);
    if (around.beforeStart)
        process.setChildProcessModifier(around.beforeStart);
    process.start();
    process.write(around.input);
    process.closeWriteChannel();
    constexpr int milliseconds = 300'000; // only so that a hanging program does not hang its test
    const bool ended = process.waitForFinished(milliseconds) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

void Workplace::makeFolder(const char* name) const { std::filesystem::create_directories(path(name)); }

QString Workplace::content() const
{
    QStringList all;
    for (const std::string& name : names())
        all << QString::fromStdString(name);
    return all.join(' ');
}

QString faultOf(const Answer& answer, int code, const char* words)
{
    if (answer.code != code)
        return QString("exit code %1, not %2: ").arg(answer.code).arg(code) + answer.err;
    if (!answer.out.isEmpty())
        return "on standard output: " + answer.out;
    if (!answer.err.startsWith("alexscope: ") || answer.err.indexOf('\n') != answer.err.size() - 1)
        return "not one sentence: " + answer.err;
    return answer.err.contains(words) ? QString() : QString("not \"%1\": ").arg(words) + answer.err;
}

QString faultOf(const Json& object, const std::vector<std::pair<const char*, const char*>>& members)
{
    if (!object.is_object())
        return QString("not an object but ") + object.type_name();
    for (const auto& [name, type] : members) {
        if (!object.contains(name))
            return QString("no \"%1\"").arg(name);
        if (object[name].type_name() != std::string(type))
            return QString("\"%1\" is a %2").arg(name, object[name].type_name());
    }
    return {};
}

QByteArray picture(int seed, int width, int height, const char* extension)
{
    cv::Mat pixels(height, width, CV_8UC3);
    cv::RNG(std::uint64_t(seed) + 1).fill(pixels, cv::RNG::UNIFORM, 0, 256);
    std::vector<uchar> file;
    cv::imencode(extension, pixels, file);
    return {reinterpret_cast<const char*>(file.data()), qsizetype(file.size())};
}
