#include "app/views/camera_source_bar.h"

#include "app/model/resources.h"
#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"
#include "engine/core/error.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>

namespace {

constexpr const char* videoRow = "\1video";
constexpr const char* folderRow = "\1folder";
constexpr const char* noRow = "\1none";

}

CameraSourceBar::CameraSourceBar(CameraDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_sources(new QComboBox)
    , m_sizes(new QComboBox)
{
    m_sources->setAccessibleName(tr("Source of pictures"));
    m_sources->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sources->setMinimumContentsLength(15); // the names there are, as long as there is room:
    keepLeastWidth(m_sources, 110);
    m_sizes->setAccessibleName(tr("Size of the camera's pictures"));
    m_sizes->setToolTip(tr("Size of the camera's pictures"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepSpacing(row, 4);
    row->addWidget(m_sizes);
    row->addWidget(m_sources, 1);
    connect(m_sources, &QComboBox::activated, this, &CameraSourceBar::choose);
    connect(m_sizes, &QComboBox::activated, this, [this](int index) {
        CameraChoice choice = m_desk.choice();
        choice.size = m_sizes->itemData(index).toSize();
        emit chosen(choice);
    });
    connect(&m_desk, &CameraDesk::camerasChanged, this, &CameraSourceBar::fillSources);
    connect(&m_desk, &CameraDesk::statusChanged, this, &CameraSourceBar::fillSources);
    fillSources();
}

QString CameraSourceBar::samplesFolder()
{
    try {
        return QFile::decodeName(resourceFolder().c_str()) + "/samples";
    } catch (const engine::Error&) {
        return {}; // opening the network says so
    }
}

void CameraSourceBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fillSources(); // its list is as wide as the names
}

/// The cameras there are, the samples, the file that is shown, and the ways to other ones.
void CameraSourceBar::fillSources()
{
    if (m_filling || m_sources->view()->isVisible())
        return;
    m_filling = true;
    m_sources->clear();
    const QString now = m_desk.choice().source, samples = samplesFolder();
    for (const CameraEntry& camera : m_desk.cameras())
        m_sources->addItem(icon("camera"), camera.name, camera.node);
    if (m_desk.cameras().empty())
        m_sources->addItem(icon("camera"), tr("No camera"), noRow);
    m_sources->addItem(icon("picture"), tr("Samples"), samples);
    const bool isOther = !now.isEmpty() && m_sources->findData(now) < 0;
    if (isOther)
        m_sources->addItem(icon(QFileInfo(now).isDir() ? "folder" : "film"),
            m_desk.status().name.isEmpty() ? QFileInfo(now).fileName() : m_desk.status().name, now);
    m_sources->insertSeparator(m_sources->count());
    m_sources->addItem(icon("film"), tr("Video file…"), videoRow);
    m_sources->addItem(icon("folder"), tr("Folder of pictures…"), folderRow);
    const int row = now.isEmpty() ? 0 : m_sources->findData(now);
    m_sources->setCurrentIndex(std::max(0, row));
    QAbstractItemView* list = m_sources->view(); // names are never cut there
    list->setMinimumWidth(list->sizeHintForColumn(0) + look().px(24));
    m_sources->setToolTip(tr("%1. A camera of this computer, a video file, or a folder of pictures")
                              .arg(m_sources->currentText()));
    fillSizes();
    m_filling = false;
}

void CameraSourceBar::fillSizes()
{
    m_sizes->clear();
    const QString now = m_desk.choice().source;
    for (const CameraEntry& camera : m_desk.cameras()) {
        if (camera.node != now && !(now.isEmpty() && &camera == &m_desk.cameras().front()))
            continue;
        m_sizes->addItem(tr("usual size"), QSize());
        for (const QSize& size : camera.sizes)
            m_sizes->addItem(tr("%1 × %2").arg(size.width()).arg(size.height()), size);
    }
    m_sizes->setCurrentIndex(std::max(0, m_sizes->findData(m_desk.choice().size)));
    m_sizes->setVisible(m_sizes->count() > 1);
}

void CameraSourceBar::choose(int row)
{
    const QString source = m_sources->itemData(row).toString();
    if (source == videoRow)
        return askForVideo();
    if (source == folderRow)
        return askForFolder();
    CameraChoice choice = m_desk.choice();
    choice.source = source == noRow ? QString() : source;
    choice.size = {};
    emit chosen(choice);
}

void CameraSourceBar::askForVideo()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open a video"), {},
        tr("Videos (*.mp4 *.mkv *.webm *.avi *.mov *.ogv *.mpg *.mpeg);;All files (*)"));
    if (file.isEmpty())
        return fillSources(); // the list shows again what is on
    CameraChoice choice = m_desk.choice();
    choice.source = file;
    emit chosen(choice);
}

void CameraSourceBar::askForFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of pictures"));
    if (folder.isEmpty())
        return fillSources();
    CameraChoice choice = m_desk.choice();
    choice.source = folder;
    emit chosen(choice);
}
