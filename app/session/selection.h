#pragma once

#include <QObject>
#include <QPoint>
#include <QString>

#include <optional>
#include <vector>

/// What is looked at: the one selection that all views share.
struct Spot {
    QString place = "explore"; ///< the view: "start", "explore", "filters", "model"
    QString layer; ///< empty: none
    int unit = -1; ///< of the layer; −1: none
    std::optional<QPoint> position; ///< in the unit's map, x to the right
    bool why = false; ///< the numbers behind it are shown

    bool operator==(const Spot&) const = default;
};

/// The selection with its history. Lives on the window's thread; knows no engine.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const Spot& spot() const { return m_spot; }
    /// Goes to another spot and remembers the one before for back(). Small steps (a position in the same map) take the
    /// place of the one before instead of filling the history.
    void go(const Spot& spot);
    /// The same without a way back: there is nothing before the beginning.
    void begin(const Spot& spot);
    /// Another unit and so on in the same place.
    void selectLayer(const QString& layer);
    void selectUnit(const QString& layer, int unit);
    void selectPosition(QPoint position);
    void setWhy(bool why);
    void setPlace(const QString& place);

    bool canGoBack() const { return !m_past.empty(); }
    bool canGoForward() const { return !m_future.empty(); }
    void back();
    void forward();
    /// One step out: why, position, unit, layer. False when there is nothing to leave.
    bool stepOut();

signals:
    void changed();

private:
    void set(const Spot& spot);

    Spot m_spot;
    std::vector<Spot> m_past, m_future;
};
