#include "app/views/edit_tools.h"

#include <QLabel>
#include <QSlider>
#include <QSpinBox>

/// Steps of the keyboard and the wheel belong together while they follow within a second.
int EditTools::gesture()
{
    if (m_since.restart() > 1000 && !m_slider->isSliderDown())
        ++m_gesture;
    return m_gesture;
}

void EditTools::apply(const PictureEdits& edits, const QString& words)
{
    if (m_session.answer())
        m_session.edit(edits, words, gesture());
    showValues();
}

void EditTools::slid(int value)
{
    PictureEdits edits = m_session.edits();
    switch (m_tool) {
    case Erase:
    case Blur:
        m_radius = value / 100.0;
        emit brushChanged(m_radius);
        break;
    case Rotate:
        edits.rotation = value;
        break;
    case Brightness:
        edits.brightness = value / 100.0;
        break;
    case Colour:
        edits.saturation = value / 100.0;
        break;
    default:
        break;
    }
    apply(edits, m_name->text().toLower());
}

void EditTools::shifted()
{
    PictureEdits edits = m_session.edits();
    edits.shift = {m_right->value(), m_down->value()};
    apply(edits, tr("shift"));
}

void EditTools::reset()
{
    PictureEdits edits = m_session.edits();
    switch (m_tool) {
    case Erase:
    case Blur:
        edits.strokes.clear();
        break;
    case Rotate:
        edits.rotation = 0;
        break;
    case Brightness:
        edits.brightness = 0;
        break;
    case Colour:
        edits.saturation = 1;
        break;
    case Shift:
        edits.shift = {};
        break;
    default:
        break;
    }
    ++m_gesture;
    apply(edits, hasBrush() ? tr("clear strokes") : tr("reset"));
    ++m_gesture;
}

void EditTools::paintAt(QPointF point, bool begins)
{
    if (!hasBrush() || !m_session.answer())
        return;
    PictureEdits edits = m_session.edits();
    if (begins || edits.strokes.empty()) {
        ++m_gesture;
        edits.strokes.push_back(
            {m_tool == Erase ? BrushStroke::Kind::Erase : BrushStroke::Kind::Blur, m_radius, {point}});
    } else {
        edits.strokes.back().points.push_back(point);
    }
    m_session.edit(edits, m_tool == Erase ? tr("erase") : tr("blur"), m_gesture);
}
