#pragma once

#include "app/session/traces.h"
#include "app/views/view.h"

class Panel;
class QScrollArea;
class WhyPage;

/// "Why this number?": how the selected value came about, with the numbers that it was made of; without a selected
/// position that of the unit's strongest cell.
class WhyPanel : public QWidget {
    Q_OBJECT
public:
    explicit WhyPanel(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// Whether what is selected is what is shown.
    bool isReady() const;
    /// What is shown; null before the first value has arrived.
    TracePointer shown() const { return m_shown; }
    const WhyPage* page() const { return m_page; }

signals:
    /// For the status bar: the value under the cursor with its address.
    void pointedAt(const QString& address);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent*) override;

private:
    struct Wanted {
        quint64 answer = 0; ///< Classification::number
        int layer = 0;
        engine::Place place;
        std::optional<std::uint64_t> dropoutKey;
        bool operator==(const Wanted&) const = default;
    };

    std::optional<Wanted> wanted() const;
    void ask();
    void show(const TracePointer& trace);
    void build();
    void say(const QString& sentence);
    QString caption() const;

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    Traces* m_traces;
    Panel* m_main;
    Panel* m_below;
    QScrollArea* m_scroll;
    WhyPage* m_page = nullptr;
    QWidget* m_foot = nullptr;
    std::optional<Wanted> m_asked;
    std::optional<std::uint64_t> m_dropoutKey; ///< of the mask that is drawn
    bool m_waiting = false;
    TracePointer m_shown;
};
