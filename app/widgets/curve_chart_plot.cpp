#include "app/widgets/curve_chart_plot.h"

#include "app/widgets/look.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr int fewTicks = 3; ///< of an axis that is short

/// A ticker of the library with our words at the ticks.
template <class Ticker>
class WordedTicker : public Ticker {
public:
    explicit WordedTicker(CurveChartPlot::Words words, bool few)
        : m_words(std::move(words))
        , m_few(few)
    {
    }

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override
    {
        return m_words ? m_words(tick) : Ticker::getTickLabel(tick, locale, format, precision);
    }

    /// Of many, as powers are, every second or third one.
    QVector<double> createTickVector(double step, const QCPRange& range) override
    {
        const QVector<double> all = Ticker::createTickVector(step, range);
        const auto inside
            = std::count_if(all.begin(), all.end(), [&range](double tick) { return range.contains(tick); });
        if (!m_few || inside <= fewTicks)
            return all;
        const int stride = int((inside + fewTicks - 1) / fewTicks);
        QVector<double> some;
        for (int i = 0; i < all.size(); i += stride)
            some.push_back(all[i]);
        return some;
    }

private:
    CurveChartPlot::Words m_words;
    bool m_few;
};

QSharedPointer<QCPAxisTicker> curveTicker(
    bool logarithmic, const QCPRange& range, CurveChartPlot::Words words, bool few)
{
    if (!logarithmic) {
        auto* linear = new WordedTicker<QCPAxisTicker>(std::move(words), few);
        linear->setTickCount(few ? 2 : 5); // about: 2 never makes more than three
        return QSharedPointer<QCPAxisTicker>(linear);
    }
    auto* ticker = new WordedTicker<QCPAxisTickerLog>(std::move(words), few);
    ticker->setLogBase(range.lower > 0 && range.upper / range.lower > 300 ? 10 : 2);
    ticker->setSubTickCount(1);
    return QSharedPointer<QCPAxisTicker>(ticker);
}

}

CurveChartPlot::CurveChartPlot(QWidget* parent)
    : QCustomPlot(parent)
{
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setNoAntialiasingOnDrag(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    axisRect()->setRangeZoomFactor(0.8);
    connect(this, &QCustomPlot::mouseRelease, this, [this] { setCursor(Qt::ArrowCursor); });
    layTicks();
    dress();
}

QSize CurveChartPlot::sizeHint() const { return {look().px(480), look().px(200)}; }
QSize CurveChartPlot::minimumSizeHint() const { return {look().px(200), look().px(86)}; }

/// Colours and type of the look in force.
void CurveChartPlot::dress()
{
    setBackground(QBrush(look().colour("panel")));
    const QFont font = look().font(Look::Type::NumberSmall);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(look().colour("textTertiary"));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelPadding(look().px(4));
        axis->grid()->setPen(QPen(look().colour("line"), 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    xAxis->setBasePen(QPen(look().colour("controlLine"), 1));
    yAxis->setBasePen(Qt::NoPen);
    xAxis->grid()->setVisible(false);
    const QFontMetrics metrics(font);
    axisRect()->setMinimumMargins({metrics.horizontalAdvance("0.0000") + look().px(4),
        QFontMetrics(look().font(Look::Type::Caption)).height() + look().px(2), 0,
        0}); // above: words of marks
    if (!axisRect()->autoMargins().testFlag(QCP::msRight))
        return;
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom | QCP::msTop);
    setRightMargin(look().px(16));
}

void CurveChartPlot::setRightMargin(int pixels)
{
    QMargins margins = axisRect()->margins();
    margins.setRight(pixels);
    axisRect()->setMargins(margins);
}

void CurveChartPlot::setWords(Words across, Words up)
{
    m_acrossWords = std::move(across);
    m_upWords = std::move(up);
    layTicks();
}

void CurveChartPlot::layTicks()
{
    xAxis->setTicker(curveTicker(m_acrossLogarithmic, m_homeAcross, m_acrossWords, false));
    yAxis->setTicker(curveTicker(m_upLogarithmic, m_homeUp, m_upWords, m_flat));
}

void CurveChartPlot::setLogarithmic(bool across, bool up)
{
    m_acrossLogarithmic = across;
    m_upLogarithmic = up;
    xAxis->setScaleType(across ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setScaleType(up ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_fitted = true; // what was in sight may not exist on the other scale
}

void CurveChartPlot::setHome(const QCPRange& across, const QCPRange& up)
{
    m_homeAcross = across;
    m_homeUp = up;
    layTicks();
    if (!m_fitted)
        return;
    xAxis->setRange(across);
    yAxis->setRange(up);
}

void CurveChartPlot::fit()
{
    m_fitted = true;
    xAxis->setRange(m_homeAcross);
    yAxis->setRange(m_homeUp);
    replot(QCustomPlot::rpQueuedReplot);
    emit acrossChanged();
}

void CurveChartPlot::setAcross(const QCPRange& range, bool fitted)
{
    if (fitted) {
        m_fitted = true;
        xAxis->setRange(m_homeAcross);
        yAxis->setRange(m_homeUp);
    } else {
        m_fitted = false;
        xAxis->setRange(range);
    }
    replot(QCustomPlot::rpQueuedReplot);
}

void CurveChartPlot::moved()
{
    m_fitted = false;
    emit acrossChanged();
}

void CurveChartPlot::zoom(double factor)
{
    xAxis->scaleRange(factor);
    yAxis->scaleRange(factor);
    moved();
    replot(QCustomPlot::rpQueuedReplot);
}

/// On the screen the finished buffers are shown; into a file or a larger picture everything is drawn anew, so that it
/// stays sharp.
void CurveChartPlot::paintEvent(QPaintEvent* event)
{
    {
        QCPPainter painter;
        painter.begin(this);
        const bool vectors = painter.paintEngine()->type() == QPaintEngine::SVG;
        const bool larger = std::abs(painter.deviceTransform().m11() - devicePixelRatioF()) > 0.01;
        if (vectors || larger) {
            painter.setMode(QCPPainter::pmVectorized, vectors);
            toPainter(&painter, width(), height());
            return;
        }
    }
    QCustomPlot::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(QPen(look().colour("accent"), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void CurveChartPlot::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
    const bool flat = axisRect()->height() < look().px(80);
    if (flat == m_flat)
        return;
    m_flat = flat;
    layTicks();
    replot(QCustomPlot::rpQueuedReplot);
}

void CurveChartPlot::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        dress();
}

void CurveChartPlot::keyPressEvent(QKeyEvent* event)
{
    const double left = xAxis->range().lower, right = xAxis->range().upper;
    const int pixels = event->modifiers() & Qt::ShiftModifier ? 32 : 4;
    const double now = xAxis->coordToPixel(std::clamp(m_read, left, right));
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Left:
        m_read = std::max(left, xAxis->pixelToCoord(now - pixels));
        break;
    case Qt::Key_Right:
        m_read = std::min(right, xAxis->pixelToCoord(now + pixels));
        break;
    case Qt::Key_Home:
        m_read = left;
        break;
    case Qt::Key_End:
        m_read = right;
        break;
    default:
        return QCustomPlot::keyPressEvent(event);
    }
    emit pointed(m_read);
}

void CurveChartPlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() & Qt::LeftButton) {
        setCursor(Qt::ClosedHandCursor);
        return moved();
    }
    if (!axisRect()->rect().contains(event->pos()))
        return emit left();
    m_read = xAxis->pixelToCoord(event->position().x());
    emit pointed(m_read);
}

void CurveChartPlot::mouseDoubleClickEvent(QMouseEvent*) { fit(); }

void CurveChartPlot::wheelEvent(QWheelEvent* event)
{
    QCustomPlot::wheelEvent(event);
    moved();
}

void CurveChartPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    emit left();
}

void CurveChartPlot::focusInEvent(QFocusEvent* event)
{
    QCustomPlot::focusInEvent(event);
    update();
}

void CurveChartPlot::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    update();
    emit left();
}
