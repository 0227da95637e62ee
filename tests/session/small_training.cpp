#include "tests/session/small_training.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QRandomGenerator>
#include <QtTest>

void drawClasses(const QString& folder, int perClass)
{
    QRandomGenerator random(7);
    for (const char* label : {"blue", "red"}) {
        QDir(folder).mkpath(label);
        for (int i = 0; i < perClass; ++i) {
            QImage picture(32, 32, QImage::Format_RGB32);
            for (int y = 0; y < 32; ++y)
                for (int x = 0; x < 32; ++x) {
                    const int strong = 130 + random.bounded(120), weak = random.bounded(150);
                    const bool red = *label == 'r';
                    picture.setPixel(x, y, qRgb(red ? strong : weak, weak, red ? weak : strong));
                }
            picture.save(QString("%1/%2/%3.png").arg(folder, label).arg(i, 3, 10, QLatin1Char('0')));
        }
    }
}

TrainingPlan smallPlan(const QString& folder)
{
    TrainingPlan plan = planFor("cifar-quick");
    plan.dataset = folder;
    plan.validation = "0.25";
    plan.batch = 4;
    plan.epochs = 2;
    plan.rate = 0.001;
    plan.schedule = "constant";
    plan.warmUpSteps = 0;
    return plan;
}

bool waitForState(const TrainingDesk& desk, TrainingState state, int run)
{
    return QTest::qWaitFor([&] { return desk.run(run) && desk.run(run)->state == state; }, 60000);
}

bool waitForSteps(const TrainingDesk& desk, qint64 steps)
{
    return QTest::qWaitFor([&] { return desk.run()->numbers.iteration >= steps; }, 60000);
}

QByteArray bytesOf(const QString& file)
{
    QFile open(file);
    return open.open(QIODevice::ReadOnly) ? open.readAll() : QByteArray();
}
