#pragma once

#include <QImage>
#include <QString>

#include <vector>

/// A picture that comes with the program.
struct Sample {
    QString file; ///< path
    QString title; ///< "Red car"
    QString shows; ///< the class that it shows, "automobile"
    QString note; ///< what to look at, one sentence
    QImage small;
};

/// The samples that samples.json in the resource folder lists, in its order, made small; without those that cannot be
/// read. Empty when there is no such list. Not for the window's thread.
std::vector<Sample> readSamples(QSize size);
