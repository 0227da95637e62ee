#include "app/views/train_parameters.h"

#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace {

QLabel* parameterLabel(const QString& words, const char* style)
{
    auto* label = new QLabel(words);
    label->setObjectName(style);
    return label;
}

}

QWidget* TrainParameters::Row::widget() const { return field ? static_cast<QWidget*>(field) : choice; }

TrainParameters::TrainParameters(QWidget* parent)
    : QWidget(parent)
    , m_parameters(trainingParameters())
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    keepAcross(grid, 8);
    keepDown(grid, 6);
    grid->setColumnStretch(0, 1);
    grid->addWidget(parameterLabel(tr("now"), "caption"), 0, 1, Qt::AlignRight);
    grid->addWidget(parameterLabel(tr("paper"), "caption"), 0, 2, Qt::AlignRight);
    for (int i = 0; i < int(m_parameters.size()); ++i)
        addRow(i);
    show();
}

void TrainParameters::addRow(int index)
{
    const TrainingParameter& parameter = m_parameters[std::size_t(index)];
    auto* grid = static_cast<QGridLayout*>(layout());
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* name = new QLabel(parameter.name);
    words->addWidget(name);
    QLabel* does = parameterLabel(parameter.words, "small");
    does->setWordWrap(true);
    words->addWidget(does);
    const QString paper = parameter.paper.isEmpty() ? QString::fromUtf8("–") : parameter.paper;
    Row row {.words = {name, does}};
    if (parameter.choices.isEmpty()) {
        row.field = new QLineEdit;
        row.field->setAlignment(Qt::AlignRight);
        follow(row.field, [field = row.field] { field->setFont(look().font(Look::Type::Number)); });
        connect(row.field, &QLineEdit::editingFinished, this,
            [this, index] { take(index, m_rows[std::size_t(index)].field->text()); });
    } else {
        row.choice = new QComboBox;
        row.choice->addItems(parameter.choices);
        row.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        row.choice->setMinimumContentsLength(4);
        connect(row.choice, &QComboBox::textActivated, this,
            [this, index](const QString& text) { take(index, text); });
    }
    row.widget()->setAccessibleName(parameter.name);
    m_rows.push_back(row);
    if (row.choice && !parameter.paper.isEmpty()) // words are wider than numbers
        does->setText(tr("%1; paper: %2").arg(parameter.words, paper));
    const bool isShort = std::all_of(parameter.choices.begin(), parameter.choices.end(),
        [](const QString& choice) { return choice.size() <= 6; });
    if (row.choice && !isShort) {
        addGap(words, 4);
        words->addWidget(row.choice);
        return grid->addLayout(words, index + 1, 0, 1, 3);
    }
    grid->addLayout(words, index + 1, 0);
    if (row.choice)
        return grid->addWidget(row.choice, index + 1, 1, 1, 2);
    keepWidth(row.field, 72);
    grid->addWidget(row.field, index + 1, 1);
    QLabel* cited = parameterLabel(paper, "number");
    m_rows.back().words.push_back(cited);
    grid->addWidget(cited, index + 1, 2, Qt::AlignRight | Qt::AlignVCenter);
}

/// Words that are out of place are taken back.
void TrainParameters::take(int index, const QString& words)
{
    const TrainingPlan before = m_plan;
    const TrainingParameter& parameter = m_parameters[std::size_t(index)];
    if (parameter.read(m_plan) == words)
        return;
    if (!parameter.write(m_plan, words))
        m_plan = before;
    show();
    if (m_plan == before)
        return;
    if (m_plan.rate != before.rate)
        emit rateChanged(m_plan.rate);
    emit changed();
}

void TrainParameters::setPlan(const TrainingPlan& plan)
{
    m_plan = plan;
    show();
}

void TrainParameters::setStart(std::optional<TrainingPlan> start)
{
    m_start = std::move(start);
    outline();
}

void TrainParameters::setLocked(bool locked)
{
    m_locked = locked;
    enable();
}

void TrainParameters::setOwnDropout(std::optional<double> ratio)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].field && m_parameters[i].read(TrainingPlan()).isEmpty()) {
            m_rows[i].field->setPlaceholderText(ratio ? QString::number(*ratio) : tr("none"));
            m_rows[i].isPossible = ratio.has_value();
        }
    enable();
}

/// What the run may still change, and what its schedule and network make use of. The others say what would use them.
void TrainParameters::enable()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const TrainingParameter& parameter = m_parameters[i];
        const bool used = parameter.isUsed(m_plan);
        QWidget* widget = m_rows[i].widget();
        widget->setEnabled(used && m_rows[i].isPossible && (i == 0 || !m_locked));
        const QString sheet
            = used ? QString() : "color: " + look().colour("disabled").name(QColor::HexArgb) + ';';
        for (QLabel* words : m_rows[i].words)
            if (words->styleSheet() != sheet)
                words->setStyleSheet(sheet);
        QStringList lines {parameter.range.isEmpty() ? parameter.words : parameter.range};
        if (!parameter.schedules.isEmpty())
            lines += (used ? tr("Used by the schedules: %1") : tr("Not used now, only by the schedules: %1"))
                         .arg(parameter.schedules.join(", "));
        widget->setToolTip(lines.join('\n'));
        widget->setAccessibleDescription(parameter.words + ". " + lines.join(". "));
    }
}

void TrainParameters::show()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QString words = m_parameters[i].read(m_plan);
        if (m_rows[i].field)
            m_rows[i].field->setText(words);
        else
            m_rows[i].choice->setCurrentText(words);
    }
    enable();
    outline();
}

void TrainParameters::outline()
{
    const QString accent = QString("border: 2px solid %1; color: %1;").arg(look().colour("accent").name());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool other = m_start && m_parameters[i].read(*m_start) != m_parameters[i].read(m_plan);
        const QString sheet = other ? accent : QString();
        if (m_rows[i].widget()->styleSheet() != sheet)
            m_rows[i].widget()->setStyleSheet(sheet);
        m_rows[i].widget()->setAccessibleName(
            other ? tr("%1, other than at the run's start").arg(m_parameters[i].name) : m_parameters[i].name);
    }
}

void TrainParameters::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange)
        return;
    enable(); // in the colours of the look in force
    outline();
}

QString TrainParameters::csv() const
{
    QString table = "parameter,now,paper\n";
    for (const TrainingParameter& parameter : m_parameters)
        table
            += QString("\"%1\",\"%2\",\"%3\"\n").arg(parameter.name, parameter.read(m_plan), parameter.paper);
    return table;
}
