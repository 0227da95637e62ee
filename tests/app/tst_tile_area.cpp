#include "app/widgets/look.h"
#include "app/widgets/tile_area.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include <set>

/// Pages of tiles, used by mouse and keys.
class TstTileArea : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void fitsTilesIntoTheRoom_data();
    void fitsTilesIntoTheRoom();
    void leavesNoGapInTheLastRow();
    void scrollsWhenTilesWouldBeTooSmall();
    void cutsNoRow();
    void choosesByMouse();
    void choosesByKeys();
    void goesFromTowerToTower();
    void followsTheOrder();
    void pointsAtCells();
    void drawsTheAtlas();

private:
    static TileSheet sheet(int count, QSize cell, int towers = 1)
    {
        TileSheet made;
        made.count = count;
        made.cell = cell;
        made.columns = 8;
        made.towers = towers;
        made.atlas = QImage(8 * cell.width(), (count + 7) / 8 * cell.height(), QImage::Format_RGB32);
        made.atlas.fill(Qt::black);
        return made;
    }
    static std::unique_ptr<TileArea> area(TileSheet tiles, QSize size)
    {
        auto made = std::make_unique<TileArea>();
        made->resize(size);
        made->setSheet(std::move(tiles));
        made->show();
        QCoreApplication::processEvents();
        return made;
    }
};

void TstTileArea::initTestCase() { applyLook(*qApp, Look::Theme::Dark, 1); }

void TstTileArea::fitsTilesIntoTheRoom_data()
{
    QTest::addColumn<std::vector<int>>("counts");
    QTest::addColumn<QSize>("cell");
    QTest::addColumn<QSize>("room");
    QTest::newRow("96 maps") << std::vector {48, 48} << QSize(55, 55) << QSize(545, 380);
    QTest::newRow("384 maps") << std::vector {192, 192} << QSize(13, 13) << QSize(1000, 900);
    QTest::newRow("64 maps") << std::vector {64} << QSize(32, 32) << QSize(545, 350);
    QTest::newRow("one") << std::vector {1} << QSize(5, 7) << QSize(100, 100);
}

void TstTileArea::fitsTilesIntoTheRoom()
{
    QFETCH(std::vector<int>, counts);
    QFETCH(QSize, cell);
    QFETCH(QSize, room);
    const TileLayout layout = fitTiles({.counts = counts, .cell = cell}, room);
    QVERIFY(layout.tile.width() >= 24);
    QVERIFY(layout.size().width() <= room.width());
    QVERIFY(layout.size().height() <= room.height());
    std::set<std::pair<int, int>> corners;
    for (int tower = 0; tower < int(counts.size()); ++tower)
        for (int number = 0; number < counts[std::size_t(tower)]; ++number) {
            const QRect rect = layout.rect({tower, number});
            QVERIFY(corners.insert({rect.x(), rect.y()}).second);
            QVERIFY(layout.slotAt(rect.center()) == (TileLayout::Slot {tower, number}));
            QVERIFY(layout.slotAt(rect.bottomRight()) == (TileLayout::Slot {tower, number}));
            QVERIFY(!layout.slotAt(rect.bottomRight() + QPoint(1, 0)));
        }
}

void TstTileArea::leavesNoGapInTheLastRow()
{
    const TilePage page {.counts = {64}, .cell = {5, 5}, .leastSide = 8};
    QVERIFY(64 % fitTiles(page, {545, 95}).columns != 0);
    TilePage full = page;
    full.fullRows = true;
    QCOMPARE(64 % fitTiles(full, {545, 95}).columns, 0);
    full.counts = {61}; // a prime: one row would make them tiny
    QVERIFY(fitTiles(full, {545, 95}).columns < 61);
}

void TstTileArea::scrollsWhenTilesWouldBeTooSmall()
{
    const auto tiles = area(sheet(384, {13, 13}), {300, 200});
    QVERIFY(tiles->verticalScrollBar()->maximum() > 0);
    QVERIFY(tiles->tileRect(383).isEmpty());
    tiles->setCurrent(383);
    QVERIFY(tiles->viewport()->rect().contains(tiles->tileRect(383)));
    QVERIFY(tiles->tileRect(383).width() >= 24);
    QVERIFY(tiles->rowsInSight().second == tiles->rows() - 1);
}

/// At every height and every place of the scroll bar: a row is in sight as a whole or not at all.
void TstTileArea::cutsNoRow()
{
    TileSheet made = sheet(384, {13, 13}, 2);
    made.towerTitles = {"Tower 1", "Tower 2"};
    made.atlas.fill(Qt::white);
    const auto tiles = area(std::move(made), {300, 200});
    const QColor ground = tiles->viewport()->grab().toImage().pixelColor(1, 199);
    QScrollBar* bar = tiles->verticalScrollBar();
    for (int height = 200; height < 232; height += 3) {
        tiles->resize(300, height);
        QCoreApplication::processEvents();
        QVERIFY(bar->maximum() > 0);
        for (const int at : {0, 1, bar->maximum() / 2, bar->maximum()}) {
            bar->setValue(at);
            const auto [first, last] = tiles->rowsInSight();
            const int lowest = last * tiles->columns();
            QVERIFY(tiles->viewport()->rect().contains(tiles->tileRect(lowest).adjusted(0, 0, 0, 3)));
            QVERIFY(tiles->tileRect(first * tiles->columns()).top() >= 3);
            QVERIFY(tiles->tileRect(lowest + tiles->columns()).isEmpty());
            const QImage drawn = tiles->viewport()->grab().toImage();
            const int x = tiles->tileRect(lowest).center().x();
            for (int y = tiles->tileRect(lowest).bottom() + 1; y < drawn.height(); ++y) {
                QCOMPARE(drawn.pixelColor(x, y), ground);
                QCOMPARE(tiles->tileAt({x, y}), -1);
            }
        }
        QVERIFY(!tiles->tileRect(191).isEmpty()); // at the end the last one is there
    }
}

void TstTileArea::choosesByMouse()
{
    const auto tiles = area(sheet(12, {4, 4}), {400, 300});
    QSignalSpy chosen(tiles.get(), &TileArea::chosen), activated(tiles.get(), &TileArea::activated);
    QTest::mouseClick(tiles->viewport(), Qt::LeftButton, {}, tiles->tileRect(7).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 7);
    QCOMPARE(tiles->current(), 7);
    QTest::mouseClick(tiles->viewport(), Qt::LeftButton, {}, QPoint(1, 1));
    QCOMPARE(chosen.count(), 1);
    QTest::mouseDClick(tiles->viewport(), Qt::LeftButton, {}, tiles->tileRect(7).center());
    QCOMPARE(activated.count(), 1);
}

void TstTileArea::choosesByKeys()
{
    const auto tiles = area(sheet(12, {4, 4}), {400, 300});
    QSignalSpy chosen(tiles.get(), &TileArea::chosen), activated(tiles.get(), &TileArea::activated);
    QTest::keyClick(tiles.get(), Qt::Key_Right);
    QCOMPARE(tiles->current(), 0);
    QTest::keyClick(tiles.get(), Qt::Key_Right);
    QCOMPARE(tiles->current(), 1);
    QTest::keyClick(tiles.get(), Qt::Key_Down);
    QCOMPARE(tiles->current(), 1 + tiles->columns());
    QTest::keyClick(tiles.get(), Qt::Key_End);
    QCOMPARE(tiles->current(), 11);
    QTest::keyClick(tiles.get(), Qt::Key_Right);
    QCOMPARE(tiles->current(), 11);
    QTest::keyClick(tiles.get(), Qt::Key_Home);
    QCOMPARE(tiles->current(), 0);
    QCOMPARE(chosen.count(), 5);
    QTest::keyClick(tiles.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
}

void TstTileArea::goesFromTowerToTower()
{
    const auto tiles = area(sheet(16, {4, 4}, 2), {400, 300});
    const int columns = tiles->columns();
    tiles->setCurrent(columns - 1);
    QTest::keyClick(tiles.get(), Qt::Key_Right);
    QCOMPARE(tiles->current(), 8);
    QTest::keyClick(tiles.get(), Qt::Key_Left);
    QCOMPARE(tiles->current(), columns - 1);
}

void TstTileArea::followsTheOrder()
{
    TileSheet made = sheet(8, {4, 4}, 2);
    made.order = {7, 3, 6, 2, 5, 1, 4, 0};
    const auto tiles = area(std::move(made), {400, 300});
    const QRect first = tiles->tileRect(3), second = tiles->tileRect(2), right = tiles->tileRect(7);
    QVERIFY(first.left() < second.left() || first.top() < second.top());
    QVERIFY(right.left() > first.right()); // tile 7 is the first of the other tower
    QCOMPARE(right.top(), first.top());
    QTest::keyClick(tiles.get(), Qt::Key_Home);
    QCOMPARE(tiles->current(), 3);
}

void TstTileArea::pointsAtCells()
{
    const auto tiles = area(sheet(2, {4, 4}), {400, 300});
    QSignalSpy hovered(tiles.get(), &TileArea::hovered);
    const QRect rect = tiles->tileRect(1);
    const QPointF point = rect.topLeft() + QPointF(rect.width() * 5 / 8.0, rect.height() * 7 / 8.0);
    QMouseEvent move(QEvent::MouseMove, point, tiles->viewport()->mapToGlobal(point), Qt::NoButton,
        Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(tiles->viewport(), &move);
    QVERIFY(!hovered.isEmpty());
    QCOMPARE(hovered.last()[0].toInt(), 1);
    QCOMPARE(hovered.last()[1].toPoint(), QPoint(2, 3));
}

void TstTileArea::drawsTheAtlas()
{
    TileSheet made = sheet(4, {2, 2});
    made.atlas.setPixel(3, 1, qRgb(255, 0, 0)); // tile 1, cell (1, 1)
    const auto tiles = area(std::move(made), {300, 300});
    const QImage drawn = tiles->viewport()->grab().toImage();
    const QRect rect = tiles->tileRect(1);
    const auto at = [&](double x, double y) {
        return drawn.pixelColor(rect.left() + int(rect.width() * x), rect.top() + int(rect.height() * y));
    };
    QCOMPARE(at(0.75, 0.75), QColor(255, 0, 0));
    QCOMPARE(at(0.55, 0.55), QColor(255, 0, 0)); // enlarged cells are not smoothed
    QCOMPARE(at(0.25, 0.75), QColor(0, 0, 0));
}

QObject* makeTstTileArea() { return new TstTileArea; }
#include "tst_tile_area.moc"
