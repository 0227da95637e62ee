#include "app/views/edit_tools.h"

#include "app/widgets/icon.h"
#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

EditTools::EditTools(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_undo(iconButton("undo", tr("Undo (Ctrl+Z)")))
    , m_controls(new QWidget)
{
    setAccessibleName(tr("Change the picture"));
    m_group.setExclusive(false);
    addTool(Erase, "eraser", tr("Erase: paint the mean colour, which is zero for the network"));
    addTool(Blur, "blur", tr("Blur with a brush"));
    addTool(Rotate, "rotate", tr("Rotate"));
    addTool(Brightness, "brightness", tr("Brightness"));
    addTool(Colour, "colour", tr("Colour"));
    addTool(Shift, "shift", tr("Shift by pixels"));
    buildControls();
    arrange();
    m_controls->hide();
    connect(&m_group, &QButtonGroup::idClicked, this, &EditTools::open);
    QUndoStack& changes = m_session.undo();
    m_undo->setEnabled(changes.canUndo());
    connect(m_undo, &QToolButton::clicked, &changes, &QUndoStack::undo);
    connect(&changes, &QUndoStack::canUndoChanged, m_undo, &QWidget::setEnabled);
    connect(&changes, &QUndoStack::undoTextChanged, this, [this](const QString& words) {
        m_undo->setToolTip(words.isEmpty() ? tr("Undo (Ctrl+Z)") : tr("Undo: %1 (Ctrl+Z)").arg(words));
    });
    connect(&m_session, &Session::editsChanged, this, &EditTools::showValues);
    m_since.start();
}

void EditTools::addTool(Tool tool, const QString& iconName, const QString& words)
{
    QToolButton* button = iconButton(iconName, words);
    button->setCheckable(true);
    m_group.addButton(button, tool);
}

void EditTools::buildControls()
{
    m_name = new QLabel;
    m_name->setObjectName("caption");
    m_value = new QLabel;
    m_value->setObjectName("number");
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_slider = new QSlider(Qt::Horizontal);
    m_right = new QSpinBox;
    m_down = new QSpinBox;
    m_right->setAccessibleName(tr("Pixels to the right"));
    m_down->setAccessibleName(tr("Pixels down"));
    m_right->setPrefix(QString::fromUtf8("→ "));
    m_down->setPrefix(QString::fromUtf8("↓ "));
    m_reset = new QToolButton;
    m_reset->setText(tr("Reset"));
    m_reset->setObjectName("link");
    auto* grid = new QGridLayout(m_controls);
    keepMargins(grid, 0, 0, 0, 4);
    keepSpacing(grid, 6);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_value, 0, 1);
    grid->addWidget(m_reset, 0, 2);
    grid->addWidget(m_slider, 1, 0, 1, 3);
    auto* pair = new QHBoxLayout;
    keepSpacing(pair, 6);
    pair->addWidget(m_right);
    pair->addWidget(m_down);
    grid->addLayout(pair, 2, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    connect(m_slider, &QSlider::sliderPressed, this, [this] { ++m_gesture; });
    connect(m_slider, &QSlider::valueChanged, this, &EditTools::slid);
    connect(m_right, &QSpinBox::valueChanged, this, &EditTools::shifted);
    connect(m_down, &QSpinBox::valueChanged, this, &EditTools::shifted);
    connect(m_reset, &QToolButton::clicked, this, &EditTools::reset);
}

/// Seven in a row; with large type in rows of four, so that none becomes too small to hit.
void EditTools::arrange()
{
    delete layout();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(look().px(2));
    const int columns = look().scale() > 1.2 ? 4 : 7;
    int place = 0;
    QList<QWidget*> buttons;
    for (QAbstractButton* tool : m_group.buttons())
        buttons += tool;
    buttons += m_undo;
    for (QWidget* button : buttons) {
        const int column = place % columns;
        // The outer ones stand flush with the picture above.
        const Qt::Alignment side = column == 0 ? Qt::AlignLeft
            : column == columns - 1            ? Qt::AlignRight
                                               : Qt::AlignHCenter;
        grid->addWidget(button, place / columns, column, side);
        static_cast<QToolButton*>(button)->setIconSize({look().px(18), look().px(18)});
        grid->setColumnStretch(column, 1);
        ++place;
    }
    grid->addWidget(m_controls, 2, 0, 1, columns);
}

void EditTools::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange)
        arrange();
    QWidget::changeEvent(event);
}

bool EditTools::hasBrush() const { return m_tool == Erase || m_tool == Blur; }

void EditTools::closeTool()
{
    if (m_tool >= 0)
        open(m_tool);
}

/// Opens a tool, or closes the one that is open.
void EditTools::open(int tool)
{
    m_tool = tool == m_tool ? -1 : tool;
    for (QAbstractButton* button : m_group.buttons())
        button->setChecked(m_group.id(button) == m_tool);
    ++m_gesture;
    const QString names[]
        = {tr("Eraser"), tr("Blur"), tr("Rotation"), tr("Brightness"), tr("Colour"), tr("Shift")};
    if (m_tool >= 0) {
        m_name->setText(names[m_tool]);
        m_slider->setAccessibleName(names[m_tool]);
        m_reset->setAccessibleName(tr("Reset: %1").arg(names[m_tool]));
    }
    m_reset->setText(hasBrush() ? tr("Clear") : tr("Reset"));
    m_slider->setToolTip(hasBrush() ? tr("Width of the brush, of the picture's side") : QString());
    m_slider->setVisible(m_tool != Shift);
    m_right->setVisible(m_tool == Shift);
    m_down->setVisible(m_tool == Shift);
    m_controls->setVisible(m_tool >= 0);
    showValues();
    emit brushChanged(hasBrush() ? m_radius : 0);
}

/// What the session has, without answering back.
void EditTools::showValues()
{
    const PictureEdits& edits = m_session.edits();
    const QSignalBlocker slider(m_slider), right(m_right), down(m_down);
    const auto slide = [this](int from, int to, double value) {
        m_slider->setRange(from, to);
        m_slider->setValue(int(std::lround(value)));
    };
    switch (m_tool) {
    case Erase:
    case Blur:
        slide(1, 30, 100 * m_radius);
        break;
    case Rotate:
        slide(-180, 180, edits.rotation);
        break;
    case Brightness:
        slide(-100, 100, 100 * edits.brightness);
        break;
    case Colour:
        slide(0, 200, 100 * edits.saturation);
        break;
    case Shift: {
        const int most = m_session.network() ? m_session.network()->input.width - 1 : 100;
        m_right->setRange(-most, most);
        m_down->setRange(-most, most);
        m_right->setValue(edits.shift.x());
        m_down->setValue(edits.shift.y());
        break;
    }
    default:
        break;
    }
    m_value->setText(valueText());
}

QString EditTools::valueText() const
{
    const PictureEdits& edits = m_session.edits();
    const auto signedNumber = [](double value) {
        const int whole = int(std::lround(value));
        return (whole < 0          ? QString::fromUtf8("−")
                       : whole > 0 ? QString("+")
                                   : QString())
            + QString::number(std::abs(whole));
    };
    switch (m_tool) {
    case Erase:
    case Blur:
        return tr("%1 %").arg(200 * m_radius, 0, 'f', 0);
    case Rotate:
        return tr("%1°").arg(signedNumber(edits.rotation));
    case Brightness:
        return tr("%1 %").arg(signedNumber(100 * edits.brightness));
    case Colour:
        return tr("%1 %").arg(100 * edits.saturation, 0, 'f', 0);
    case Shift:
        return tr("pixels");
    default:
        return {};
    }
}
