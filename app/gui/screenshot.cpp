#include "app/gui/screenshot.h"

#include "app/gui/main_window.h"
#include "app/widgets/save_panel.h"

#include <QCoreApplication>
#include <QTextStream>

#include <numeric>

Screenshot::Screenshot(
    const ScreenshotRequest& request, MainWindow& window, Session& session, Selection& selection)
    : QObject(&window)
    , m_request(request)
    , m_window(window)
    , m_session(session)
    , m_selection(selection)
{
    connect(&session, &Session::busyChanged, this, [this](bool busy) { m_busy = busy; });
    connect(&session, &Session::networkFailed, this, &Screenshot::fail);
    connect(
        &session, &Session::pictureFailed, this, [this](const QString&, const QString& why) { fail(why); });
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    window.resize(request.size);
    if (request.presenter)
        window.setPresenting(true, false); // the size is the wanted one
    m_timer.start(60);
}

void Screenshot::fail(const QString& sentence)
{
    QTextStream(stderr) << "alexscope-gui: " << sentence << '\n';
    QCoreApplication::exit(1);
}

/// The unit whose map has the largest mean.
static int strongest(const engine::HostTensor& maps)
{
    const std::size_t each = std::size_t(maps.shape.height) * std::size_t(maps.shape.width);
    int best = 0;
    float most = -1;
    for (int unit = 0; unit < maps.shape.channels; ++unit) {
        const auto from = maps.values.begin() + std::ptrdiff_t(std::size_t(unit) * each);
        const float sum = std::accumulate(from, from + std::ptrdiff_t(each), 0.0f);
        if (sum > most) {
            most = sum;
            best = unit;
        }
    }
    return best;
}

void Screenshot::select()
{
    const ClassificationPointer answer = m_session.answer();
    Spot spot;
    spot.place = m_request.view == "why" ? "explore" : m_request.view;
    spot.why = m_request.view == "why";
    spot.layer = m_request.layer.isEmpty() ? "conv1" : m_request.layer;
    const int layer = m_session.network()->indexOf(spot.layer);
    if (layer < 0)
        return fail(tr("there is no layer \"%1\" in %2").arg(spot.layer, m_session.network()->name));
    const engine::Shape& shape = m_session.network()->layers[std::size_t(layer)].output;
    if (m_request.unit >= shape.channels)
        return fail(tr("%1 has units 0 to %2").arg(spot.layer).arg(shape.channels - 1));
    if (answer) {
        const engine::HostTensor& maps = answer->outputOf(layer);
        spot.unit = m_request.unit >= 0 ? m_request.unit : strongest(maps);
        const std::size_t each = std::size_t(shape.height) * std::size_t(shape.width);
        const auto from = maps.values.begin() + std::ptrdiff_t(std::size_t(spot.unit) * each);
        const int peak = int(std::max_element(from, from + std::ptrdiff_t(each)) - from);
        if (!m_session.network()->layers[std::size_t(layer)].vector)
            spot.position = QPoint(peak % shape.width, peak / shape.width);
    }
    m_selection.go(spot);
    m_selected = true;
}

void Screenshot::look()
{
    // What was asked for decides, not what has arrived: a picture is decoded and answered long after the first look.
    const bool train = m_request.view == "train" && !m_request.picture;
    const bool model = m_request.view == "model" && !m_request.picture;
    const bool camera = m_request.view == "camera"; // which keeps the engine busy
    const bool start = m_request.view == "start" || m_request.view == "batch" || train || camera
        || model; // nothing selected
    if ((m_request.view == "start" || train || camera || model)
        && m_selection.spot().place != m_request.view) {
        Spot spot = m_selection.spot();
        spot.place = m_request.view;
        m_selection.begin(spot);
    }
    const bool waits = !start || (m_request.picture && !camera);
    if ((m_busy && !camera) || !m_session.network() || (waits && !m_session.answer()))
        return;
    if (!m_request.image.isEmpty() && !m_pinned) { // what is seen now becomes B
        m_pinned = true;
        m_session.pin();
        return m_session.openPicture({.path = m_request.image, .bytes = {}, .name = {}});
    }
    if (m_pinned && m_session.answer() == m_session.pinned())
        return;
    if (!m_selected && !start)
        return select();
    const View* view = m_window.shownView();
    if (view && !view->isReady())
        m_calm = 0;
    else if (++m_calm > 5) {
        m_timer.stop();
        saveLater(savePng(m_window, m_request.file, 1), this, [this](const QString& problem) {
            problem.isEmpty() ? QCoreApplication::exit(0) : fail(problem);
        });
    }
}
