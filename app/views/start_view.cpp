#include "app/views/start_view.h"

#include "app/views/sample_delegate.h"
#include "app/widgets/door.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>

/// Of the pictures' full size: below it they would rather scroll.
static constexpr double leastShare = 0.8;

StartView::StartView(const Surroundings& surroundings, QWidget* parent)
    : View(surroundings, parent)
    , m_gallery(new QListWidget)
    , m_delegate(new SampleDelegate(m_gallery))
    , m_column(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
{
    auto* headline = new QLabel(tr("Put a picture under the microscope"));
    headline->setObjectName("display");
    headline->setWordWrap(true);
    auto* sentence = new QLabel(
        tr("Drop a picture anywhere, or take one of these. Every layer of AlexNet answers at once."));
    sentence->setObjectName("secondary");
    sentence->setWordWrap(true);
    m_gallery->setAccessibleName(tr("Sample pictures; Enter opens one"));
    m_gallery->setViewMode(QListView::IconMode);
    m_gallery->setResizeMode(QListView::Adjust);
    m_gallery->setMovement(QListView::Static);
    m_gallery->setUniformItemSizes(true);
    m_gallery->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_gallery->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_gallery->setFrameShape(QFrame::NoFrame);
    m_gallery->setMouseTracking(true);
    m_gallery->setObjectName("gallery");
    m_gallery->setStyleSheet("#gallery, #gallery:focus { background: transparent; border: none; }");
    m_gallery->setItemDelegate(m_delegate);
    m_doors = buildDoors();
    m_row->addWidget(m_gallery, 1);
    m_row->addWidget(m_doors, 0, Qt::AlignTop);
    m_column->addWidget(headline);
    m_column->addWidget(sentence);
    m_column->addLayout(m_row, 1);
    connect(m_gallery, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { openSample(m_gallery->row(item)); });
    connect(m_gallery, &QListWidget::itemClicked, this,
        [this](QListWidgetItem* item) { openSample(m_gallery->row(item)); });
    fit();
    readGallery();
}

QWidget* StartView::buildDoors()
{
    auto* doors = new QWidget;
    auto* column = new QVBoxLayout(doors);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(column, 8);
    auto* open = new Door("folder", tr("Open pictures…"), tr("one or several files"), tr("Ctrl O"));
    auto* folder
        = new Door("open", tr("Answer a folder…"), tr("every picture in it, as a table"), tr("Ctrl Shift O"));
    auto* paste = new Door("paste", tr("Paste a picture"), tr("from the clipboard"), tr("Ctrl V"));
    auto* camera = new Door("camera", tr("Use the camera"), tr("your camera, live"), tr("Ctrl 4"));
    auto* train = new Door("train", tr("Train a network"), tr("watch it learn, or read a run"), tr("Ctrl 3"));
    for (Door* door : {open, folder, paste, camera, train})
        column->addWidget(door);
    connect(open, &Door::clicked, this, &StartView::openRequested);
    connect(folder, &Door::clicked, this, &StartView::openFolderRequested);
    connect(paste, &Door::clicked, this, &StartView::pasteRequested);
    connect(camera, &Door::clicked, this, [this] { m_selection.setPlace("camera"); });
    connect(train, &Door::clicked, this, [this] { m_selection.setPlace("train"); });
    auto* line = new QFrame;
    line->setObjectName("separator");
    line->setFixedHeight(1);
    addGap(column, 8);
    column->addWidget(line);
    auto* lock = new QLabel;
    keepIcon(lock, "lock", "textSecondary", 18);
    lock->setAlignment(Qt::AlignTop);
    auto* privacy = new QLabel(tr("Pictures, camera and training stay on this computer. There is no account, "
                                  "and no connection is needed."));
    privacy->setObjectName("secondary");
    privacy->setWordWrap(true);
    auto* row = new QHBoxLayout;
    keepMargins(row, 17, 4, 8, 0);
    keepSpacing(row, 16);
    row->addWidget(lock);
    row->addWidget(privacy, 1);
    column->addLayout(row);
    return doors;
}

/// Asked for before the network is opened, so that the pictures are there at once.
void StartView::readGallery()
{
    m_session.engine().run(
        m_samplesLane, this,
        [](EngineState&, std::stop_token) { return readSamples(SampleDelegate::pictureSize * 2); },
        [this](const std::vector<Sample>& samples) { fillGallery(samples); },
        [this](const QString&) { fillGallery({}); });
}

void StartView::fillGallery(const std::vector<Sample>& samples)
{
    m_samples = samples;
    m_gallery->clear();
    for (const Sample& sample : m_samples) {
        auto* item = new QListWidgetItem(sample.title);
        item->setData(Qt::DecorationRole, sample.small);
        item->setData(SampleDelegate::showsRole, sample.shows);
        item->setToolTip(sample.note.isEmpty() ? sample.title : sample.note);
        item->setData(
            Qt::AccessibleTextRole, tr("%1, a sample of the class %2").arg(sample.title, sample.shows));
        m_gallery->addItem(item);
    }
    if (!m_samples.empty())
        m_gallery->setCurrentRow(0);
    m_gallery->setVisible(!m_samples.empty());
    m_row->setStretch(1, m_samples.empty() ? 1 : 0);
    fit();
    m_ready = true;
}

void StartView::openSample(int index)
{
    const Sample& sample = m_samples[std::size_t(index)];
    m_session.openPicture({.path = sample.file, .bytes = {}, .name = sample.title});
    if (m_selection.spot().place != "explore")
        m_selection.setPlace("explore");
}

void StartView::fit()
{
    const bool small = width() < look().px(1000) || height() < look().px(620);
    const int side = look().px(small ? 16 : 48);
    m_column->setContentsMargins(side, look().px(small ? 8 : 56), side, look().px(8));
    m_column->setSpacing(look().px(8));
    m_row->setContentsMargins(0, look().px(small ? 4 : 16), 0, 0);
    m_row->setSpacing(look().px(small ? 16 : 32));
    int needed = 0;
    for (Door* door : m_doors->findChildren<Door*>()) {
        door->setBrief(small && look().scale() > 1.2);
        needed = std::max(needed, door->sizeHint().width());
    }
    m_doors->setFixedWidth(std::max(needed, std::min(look().px(336), width() * 2 / 5)));
    m_column->activate();
    fitPictures();
}

/// A little smaller where that shows all of them; otherwise they scroll at their full size.
void StartView::fitPictures()
{
    const int count = m_gallery->count();
    const QSize room = m_gallery->size();
    const auto allFit = [&](double share) {
        const QSize item = SampleDelegate::itemSize(share);
        const int columns = std::max(1, room.width() / item.width());
        return (count + columns - 1) / columns * item.height() <= room.height();
    };
    double share = 1;
    while (share > leastShare && !allFit(share))
        share -= 0.01;
    const bool all = allFit(share);
    m_delegate->setShare(all ? share : 1);
    m_gallery->setVerticalScrollBarPolicy(all ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    m_gallery->doItemsLayout();
}

void StartView::resizeEvent(QResizeEvent* event)
{
    fit();
    View::resizeEvent(event);
}

void StartView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange && m_doors) {
        fit();
    }
    View::changeEvent(event);
}

QString StartView::help() const
{
    return tr("### Put a picture under the microscope\n\n"
              "Take one of the samples, or bring your own picture: drop a file, several files or a folder "
              "anywhere on the "
              "window, drag a picture out of a browser, open it (Ctrl+O) or paste it (Ctrl+V).\n\n"
              "The samples are drawings of the ten classes that the built-in network knows. It is right "
              "about most of them; "
              "about some it is wrong, and the layers show why.\n\n"
              "A folder is answered as a table that can be saved. Nothing leaves this computer.");
}
