#include "app/gui/main_window.h"

#include "app/session/drop_offer.h"
#include "app/session/web_picture.h"
#include "app/views/batch_view.h"
#include "app/views/drop_overlay.h"
#include "app/views/picture_column.h"
#include "app/widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>

/// Opens what can be opened and says of the rest why not.
void MainWindow::take(const DropOffer& offer)
{
    m_web->cancel(); // the newest wish counts
    m_messages->setBusy({});
    if (!offer.folder.isEmpty()) {
        m_batch->openFolder(offer.folder);
        m_around.selection.setPlace("batch");
    } else if (!offer.state.isEmpty()) {
        openState(offer.state);
    } else if (!offer.weights.isEmpty()) {
        m_around.session.openNetwork({.model = {}, .weights = offer.weights, .labels = {}, .preprocess = {}});
    } else if (!offer.pictures.empty()) {
        m_picture->pictures().open(offer.pictures);
        if (!offer.pictures.front().path.isEmpty())
            m_around.preferences.addRecentPicture(QFileInfo(offer.pictures.front().path).absoluteFilePath());
        leaveStart();
    } else if (!offer.image.isNull()) {
        m_picture->pictures().open(offer.image, tr("pasted picture"));
        leaveStart();
    } else if (offer.web.isValid()) {
        fetch(offer.web);
    }
    if (!offer.refused.empty())
        m_messages->say(MessageBar::Kind::Warning, offer.complaint());
}

void MainWindow::fetch(const QUrl& address)
{
    m_messages->setBusy(tr("Fetching %1 from %2").arg(WebPicture::nameOf(address), address.host()));
    m_openedBefore = m_around.session.source().name;
    m_web->fetch(address);
}

void MainWindow::connectWeb()
{
    connect(m_web, &WebPicture::arrived, this, [this](const PictureSource& picture) {
        m_messages->setBusy({});
        if (m_around.session.source().name != m_openedBefore)
            return; // somebody has chosen another one meanwhile
        m_picture->pictures().open({picture});
        leaveStart();
    });
    connect(m_web, &WebPicture::failed, this, [this](const QString& sentence) {
        m_messages->setBusy({});
        m_messages->say(MessageBar::Kind::Error, sentence);
    });
}

/// Explore shows the start page until the first answer; the other places keep what they show.
void MainWindow::leaveStart()
{
    const QString place = m_around.selection.spot().place;
    if (place == "start" || place == "batch")
        m_around.selection.setPlace("explore");
}

void MainWindow::openFiles(const QStringList& files)
{
    if (!files.isEmpty())
        take(readOffer(files));
}

void MainWindow::openDialog()
{
    openFiles(QFileDialog::getOpenFileNames(this, tr("Open pictures"), {},
        tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp);;AlexScope states (*.alexscope);;All files (*)")));
}

void MainWindow::openFolderDialog()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of pictures"));
    if (!folder.isEmpty())
        openFiles({folder});
}

void MainWindow::paste()
{
    const DropOffer offer = readOffer(*QApplication::clipboard()->mimeData(), true);
    if (offer.web.isValid()) // a drop shows beforehand what will happen; here somebody is asked
        return m_messages->say(MessageBar::Kind::Info,
            tr("%1 lies on the server %2: AlexScope would ask it for this one picture.")
                .arg(WebPicture::nameOf(offer.web), offer.web.host()),
            tr("Fetch it"), [this, address = offer.web] { fetch(address); });
    if (offer.isUsable() || !offer.refused.empty())
        return take(offer);
    m_messages->say(MessageBar::Kind::Info,
        tr("There is no picture on the clipboard: copy one first, then paste it here."));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    m_drop->showOffer(readOffer(*event->mimeData(), false));
    event->acceptProposedAction(); // also what cannot be used: its release says why
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) { event->acceptProposedAction(); }

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { m_drop->hide(); }

void MainWindow::dropEvent(QDropEvent* event)
{
    m_drop->hide();
    event->acceptProposedAction();
    const DropOffer offer = readOffer(*event->mimeData(), true);
    take(offer);
    if (!offer.isUsable() && offer.refused.empty())
        m_messages->say(MessageBar::Kind::Warning,
            tr("There is no picture in what was dropped: drop a file, a folder or a picture."));
}
