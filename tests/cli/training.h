// alexscope train on pictures that are learnt in a moment.
#pragma once

#include "tests/cli/program.h"

/// Makes class folders "bird" and "cat" with 8 random pictures each in the folder "pictures".
void putClasses(const Workplace& place);

/// train of cifar-quick on them: 3 steps of 4 pictures an epoch, into the folder "run".
QStringList trainWords(const QStringList& more = {});

/// Those with --epochs, which are 2 otherwise.
QStringList trainWords(int epochs, const QStringList& more = {});

/// A program that goes on while its test does something else.
class RunningProgram {
public:
    RunningProgram(const Workplace& place, const QStringList& words);
    ~RunningProgram();

    /// Waits until the file of the workplace is there. False when the program ended before, or it takes a minute.
    bool waitFor(const Workplace& place, const char* file);
    void signal(int number);
    /// Waits for its end.
    Answer answer();

private:
    std::unique_ptr<class QProcess> m_process;
};
