#include "app/session/selection.h"

void Selection::set(const Spot& spot)
{
    m_spot = spot;
    emit changed();
}

void Selection::go(const Spot& spot)
{
    if (spot == m_spot)
        return;
    Spot sameMap = spot;
    sameMap.position = m_spot.position;
    const bool smallStep = sameMap == m_spot && m_spot.position && spot.position;
    if (!smallStep)
        m_past.push_back(m_spot);
    m_future.clear();
    set(spot);
}

void Selection::begin(const Spot& spot)
{
    m_past.clear();
    m_future.clear();
    set(spot);
}

void Selection::selectLayer(const QString& layer)
{
    if (layer == m_spot.layer)
        return;
    go({m_spot.place, layer, -1, {}, false});
}

void Selection::selectUnit(const QString& layer, int unit)
{
    if (layer == m_spot.layer && unit == m_spot.unit)
        return;
    const bool sameMaps = layer == m_spot.layer; // a position means the same in all maps of a layer
    go({m_spot.place, layer, unit, sameMaps ? m_spot.position : std::nullopt, sameMaps && m_spot.why});
}

void Selection::selectPosition(QPoint position)
{
    Spot spot = m_spot;
    spot.position = position;
    go(spot);
}

void Selection::setWhy(bool why)
{
    Spot spot = m_spot;
    spot.why = why;
    go(spot);
}

void Selection::setPlace(const QString& place)
{
    Spot spot = m_spot;
    spot.place = place;
    go(spot);
}

void Selection::back()
{
    if (m_past.empty())
        return;
    m_future.push_back(m_spot);
    const Spot spot = m_past.back();
    m_past.pop_back();
    set(spot);
}

void Selection::forward()
{
    if (m_future.empty())
        return;
    m_past.push_back(m_spot);
    const Spot spot = m_future.back();
    m_future.pop_back();
    set(spot);
}

bool Selection::stepOut()
{
    Spot spot = m_spot;
    if (spot.why)
        spot.why = false;
    else if (spot.position)
        spot.position.reset();
    else if (spot.unit >= 0)
        spot.unit = -1;
    else
        return false;
    go(spot);
    return true;
}
