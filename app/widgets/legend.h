#pragma once

#include <QWidget>

#include <optional>

class QLineEdit;

/// The numbers at the ends of a colour map.
struct LegendRange {
    double low = 0, high = 1;
    bool operator==(const LegendRange&) const = default;
};

/// Says what the colours of a picture of numbers mean: lower end, bar of the colour map, upper end with its rule, and a
/// remark at the right. Where ends can be typed, a click on one (or Enter, Home and End) opens a field; what is typed
/// holds, with a lock beside it, until the field is emptied or the lock is clicked.
class Legend : public QWidget {
    Q_OBJECT
public:
    /// Which ends can be typed: the upper one above a lower end that stays, both as minus and plus the same number, or
    /// each by itself.
    enum class Typing { Off, Upper, Symmetric, Both };

    explicit Legend(QWidget* parent = nullptr);

    /// `map` is a name that Look::colourMap takes.
    void setMap(const QString& map);
    /// `beyond` says what numbers outside have for a colour, where the ends do not say it themselves. It follows the upper
    /// end where there is room for it, and is in the tooltip in any case.
    void setEnds(const QString& lower, const QString& upper, const QString& beyond = {});
    void setRemark(const QString& remark);
    /// `automatic` is what the ends are as long as nothing is typed. A typed upper end stays when the way of typing
    /// changes, and the lower one follows it.
    void setTyping(Typing typing, const LegendRange& automatic = {});
    /// The typed range; empty for the automatic one. Does not emit.
    void hold(const std::optional<LegendRange>& range);
    const std::optional<LegendRange>& held() const { return m_held; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where the ends are written.
    QRect lowerRect() const;
    QRect upperRect() const;
    QRect lockRect() const; ///< empty while nothing is held

signals:
    /// By the user: held() has changed.
    void rangeTyped();

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    QString lower() const;
    QString upper() const;
    QString whole() const; ///< the upper end and what is beyond it
    QString writtenUpper() const; ///< as much of that as there is room for
    int lockWidth() const;
    int barWidth() const;
    bool canType(bool upperEnd) const;
    void openField(bool upperEnd);
    void closeField();
    void commit();
    void take(const std::optional<LegendRange>& range);
    void describe();

    QString m_map = "viridis", m_lower, m_upper, m_beyond, m_remark;
    Typing m_typing = Typing::Off;
    LegendRange m_automatic;
    std::optional<LegendRange> m_held;
    QLineEdit* m_field = nullptr; ///< while something is typed
    bool m_upperEnd = true; ///< that is what the field is for
};
