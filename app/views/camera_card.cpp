#include "app/views/camera_card.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

CameraCard::CameraCard(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_words(new QLabel)
    , m_again(new QPushButton(tr("Try again")))
{
    setObjectName("panel");
    m_title->setObjectName("viewTitle");
    m_title->setWordWrap(true);
    m_words->setObjectName("secondary");
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* samples = new QPushButton(icon("picture"), tr("Show the samples"));
    samples->setToolTip(tr("The pictures that come with the program, one after another"));
    auto* video = new QPushButton(icon("film"), tr("Open a video…"));
    auto* buttons = new QHBoxLayout;
    keepSpacing(buttons, 8);
    for (QPushButton* button : {samples, video, m_again})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    keepMargins(column, 20, 20, 20, 20);
    keepSpacing(column, 8);
    column->addStretch();
    column->addWidget(m_icon);
    column->addWidget(m_title);
    column->addWidget(m_words);
    addGap(column, 4);
    column->addLayout(buttons);
    column->addStretch();
    connect(samples, &QPushButton::clicked, this, &CameraCard::samplesAsked);
    connect(video, &QPushButton::clicked, this, &CameraCard::videoAsked);
    connect(m_again, &QPushButton::clicked, this, &CameraCard::againAsked);
}

static QString troubleTitle(const CameraStatus& status)
{
    if (status.state == CameraState::Ended)
        return CameraCard::tr("The video is over");
    if (status.state == CameraState::Off)
        return CameraCard::tr("The camera is off");
    if (status.state == CameraState::Opening)
        return CameraCard::tr("Opening the camera…");
    switch (status.trouble) {
    case CameraTrouble::Absent:
        return CameraCard::tr("There is no camera");
    case CameraTrouble::Busy:
        return CameraCard::tr("Another program has the camera");
    case CameraTrouble::Forbidden:
        return CameraCard::tr("The camera may not be opened");
    case CameraTrouble::Unreadable:
        return CameraCard::tr("This cannot be shown");
    case CameraTrouble::Lost:
        return CameraCard::tr("The camera is lost");
    default:
        return CameraCard::tr("There is no answer");
    }
}

/// What the title has said is not said again.
static QString sentenceBelow(const QString& title, QString sentence)
{
    if (sentence.startsWith(title + ": ", Qt::CaseInsensitive))
        sentence.remove(0, title.size() + 2);
    if (!sentence.isEmpty() && !sentence.endsWith('.'))
        sentence += '.';
    return sentence.left(1).toUpper() + sentence.mid(1);
}

void CameraCard::setStatus(const CameraStatus& status)
{
    const bool waits = status.state == CameraState::Opening || status.state == CameraState::Off;
    const QString title = troubleTitle(status);
    const QString sentence = sentenceBelow(title, status.sentence);
    const bool says = sentence.contains("by itself") || status.state != CameraState::Lost;
    const QString words = !sentence.isEmpty() && !says
        ? tr("%1 It is tried again and again, and comes back by itself.").arg(sentence)
        : !sentence.isEmpty() ? sentence
        : waits               ? tr("Its pictures stay in the memory of this computer.")
                              : tr("Begin again, or choose another source above.");
    if (title == m_title->text() && words == m_words->text())
        return;
    m_waits = waits;
    drawIcon();
    m_title->setText(title);
    m_words->setText(words);
    m_again->setText(status.state == CameraState::Ended ? tr("Begin again")
            : status.state == CameraState::Off          ? tr("Switch on")
                                                        : tr("Try again"));
    m_again->setVisible(status.state != CameraState::Opening);
    setAccessibleName(title);
    setAccessibleDescription(words);
}

void CameraCard::drawIcon()
{
    m_icon->setPixmap(icon(m_waits ? "camera" : "warning", m_waits ? "textSecondary" : "warning")
                          .pixmap(look().px(28), look().px(28)));
}

void CameraCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        drawIcon();
}
