#pragma once

#include "app/session/traces.h"
#include "app/widgets/number_grid.h"

#include <QLabel>
#include <QWidget>

class QBoxLayout;
class QVBoxLayout;

/// What the panel shows for one rule: the page with inputs, rule and result, and what stands below it. It is made for one
/// value and never changes it.
class WhyPage : public QWidget {
    Q_OBJECT
public:
    /// `map` colours values from 0 upwards.
    WhyPage(TracePointer trace, const QString& map);

    virtual QString footTitle() const = 0;
    virtual QString footWords() const = 0;
    /// The parts of the value as a table.
    virtual QString csv() const = 0;
    /// The page may use that much room.
    virtual void fit(QSize) { }
    /// Handed over once.
    std::unique_ptr<QWidget> takeFoot() { return std::move(m_foot); }
    /// The large number as it is written.
    QString resultText() const { return m_result ? m_result->text() : QString(); }

signals:
    void pointedAt(const QString& address);
    void positionAsked(QPoint position); ///< of the layer's maps
    /// Another mask of dropout: drawn with that key, or none.
    void dropoutAsked(std::optional<std::uint64_t> key);
    void footTitleChanged(const QString& title);

protected:
    const engine::Trace& trace() const { return m_trace->trace; }
    const LayerTrace& of() const { return *m_trace; }
    /// A map of an activation in the colours and the range of the tiles.
    NumberGrid::Cells mapCells(const engine::HostTensor& activation, int channel) const;
    /// The name of the layer below, or "picture".
    QString inputName() const;
    QString layerName(int layer) const;
    /// The 24 px number with its caption above and its exact value as tooltip.
    QWidget* makeResult(const QString& caption, double value, const QString& text);
    /// What a ReLU behind the layer makes of the sum, with its curve; the large number. `of` is what goes in: "sum".
    QWidget* makeRelu(double sum, std::optional<double> after, const QString& of);
    QWidget* foot() const { return m_foot.get(); }

    TracePointer m_trace;
    QString m_map;

private:
    std::unique_ptr<QWidget> m_foot;
    QLabel* m_result = nullptr;
};

/// The page for a trace's rule.
WhyPage* makeWhyPage(const TracePointer& trace, const QString& map);

/// A label of that kind (see resources/look/style.qss) and one with a number, right-aligned, its exact value as tooltip.
QLabel* whyLabel(const char* kind, const QString& text);
QLabel* whyNumber(double value, const QString& text);
/// A column's title with its caption in the number font below.
QWidget* whyHead(const QString& title, const QString& caption);
/// A caption over a number of 16 px, centred in the height.
QWidget* whyFact(const QString& name, const QString& value);
/// The colours of a map with what their ends stand for and the rule of the ends, such as whyRangeRule().
QWidget* whyLegend(const NumberGrid::Cells& cells, const QString& rule);
QString whyRangeRule();
/// Facts side by side, their captions on one line.
void alignFacts(QBoxLayout& row);
/// A thin line, across or down.
QFrame* whyLine(bool down = false);
/// Style of a number: blue above 0, orange below.
QString signColour(double value);
/// Of the column at the right that adds up, on a page as wide as that.
int sumWidth(int page);
/// "+0.7720"
QString signedWords(double value, int decimals = 4);
/// Digits behind the point that show values up to `end` with three that count; 2 to 6.
int decimalsFor(double end);
double largestOf(std::span<const float> values); ///< magnitude
/// For tables: nine digits, a point.
QString csvNumber(double value);
/// "(5, 3)": x first.
QString atWords(int x, int y);
