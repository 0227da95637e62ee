#include "app/widgets/message_bar.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

static const char* const kindNames[] = {"info", "success", "warning", "error"};

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_words(new QLabel)
    , m_remedy(new QPushButton)
{
    setObjectName("message");
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_words->setFocusPolicy(Qt::NoFocus);
    QToolButton* close = iconButton("close", tr("Close this message"));
    auto* row = new QHBoxLayout(this);
    keepMargins(row, 12, 6, 8, 6);
    keepSpacing(row, 10);
    follow(m_icon, [this] { drawIcon(); });
    row->addWidget(m_icon);
    row->addWidget(m_words, 1);
    row->addWidget(m_remedy);
    row->addWidget(close);
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(6000);
    connect(&m_leaving, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_remedy, &QPushButton::clicked, this, [this] {
        hide();
        if (m_action)
            m_action();
    });
    hide();
}

QString MessageBar::sentence() const { return isHidden() ? QString() : m_words->text(); }

void MessageBar::drawIcon()
{
    const char* colours[] = {"positive", "success", "warning", "error"};
    m_icon->setPixmap(
        icon(kindNames[int(m_kind)], colours[int(m_kind)]).pixmap(look().px(20), look().px(20)));
}

void MessageBar::show(Kind kind, const QString& sentence)
{
    m_kind = kind;
    setProperty("kind", kindNames[int(kind)]);
    style()->unpolish(this);
    style()->polish(this);
    drawIcon();
    m_words->setText(sentence);
    setAccessibleName(sentence);
    setVisible(true);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::say(Kind kind, const QString& sentence, const QString& remedy, std::function<void()> action)
{
    m_busy = false;
    m_action = std::move(action);
    m_remedy->setText(remedy);
    m_remedy->setVisible(!remedy.isEmpty());
    show(kind, sentence);
    if ((kind == Kind::Info || kind == Kind::Success) && remedy.isEmpty())
        m_leaving.start();
    else
        m_leaving.stop();
}

void MessageBar::takeBack(const QString& wrong)
{
    if (!wrong.isEmpty() && sentence() == wrong)
        hide();
}

void MessageBar::setBusy(const QString& sentence)
{
    if (sentence.isEmpty()) {
        if (m_busy)
            hide();
        m_busy = false;
        return;
    }
    m_leaving.stop();
    m_remedy->hide();
    m_busy = true;
    show(Kind::Info, sentence);
}
