// alexscope as a user runs it: words in, both streams and the exit code out.
#pragma once

#include "tests/weights/raw_file.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <functional>
#include <utility>

using Json = nlohmann::json;

struct Answer {
    int code = -1; ///< -1 when the program crashed or did not end
    QByteArray out;
    QByteArray err;

    /// Standard output as JSON; throws what the program said when it is none.
    Json json() const;
};

/// Of the environment; a null text takes one away.
using Variables = std::vector<std::pair<const char*, QString>>;

/// What the program finds apart from its words.
struct Surroundings {
    QByteArray input; ///< on standard input
    Variables variables;
    std::function<void()> beforeStart; ///< in the new process, just before it becomes alexscope
};

/// No Vulkan driver can be found with these variables.
Variables withoutVulkan();

/// A folder for the files of one test, and the program in it.
class Workplace : public Folder {
public:
    Answer run(const QStringList& words, const Surroundings& around = {}) const;
    void makeFolder(const char* name) const;
    /// The names in it, separated by blanks.
    QString content() const;
};

/// What is amiss with an answer that ought to be this exit code, nothing on standard output and one sentence
/// that has these words; empty when all is well.
QString faultOf(const Answer& answer, int code, const char* words);

/// What is amiss with an object that ought to have members of these JSON types; empty when all is well.
QString faultOf(const Json& object, const std::vector<std::pair<const char*, const char*>>& members);

/// A file with a picture of random pixels, another one for each seed.
QByteArray picture(int seed, int width = 32, int height = 32, const char* extension = ".png");
