#include "app/session/picture_list.h"

#include "app/session/pasted.h"
#include "app/session/thumbnail.h"

#include <QFileInfo>

#include <algorithm>

PictureList::PictureList(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::answered, this, [this] {
        if (m_session.source().isEmpty())
            return;
        const int shown = add(m_session.source());
        if (shown != m_current) {
            m_current = shown;
            emit changed();
        }
        makeSmall();
    });
    connect(&m_session, &Session::pictureFailed, this, [this](const QString& name, const QString& sentence) {
        if (m_current < 0 || at(m_current).source.name != name)
            return;
        m_entries[std::size_t(m_current)].problem = sentence;
        const int still = indexOf(m_session.source()); // what was under the microscope is there still
        m_current = still;
        emit changed();
        makeSmall();
    });
}

int PictureList::indexOf(const PictureSource& source) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.source.path == source.path && entry.source.bytes == source.bytes;
    });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

int PictureList::add(const PictureSource& source)
{
    const int known = indexOf(source);
    if (known >= 0)
        return known;
    PictureSource named = source;
    if (named.name.isEmpty())
        named.name = named.path.isEmpty() ? tr("pasted picture") : QFileInfo(named.path).fileName();
    m_entries.push_back({named, {}, {}});
    emit changed();
    return count() - 1;
}

void PictureList::open(const std::vector<PictureSource>& sources)
{
    if (sources.empty())
        return;
    const int first = add(sources.front());
    for (const PictureSource& source : sources)
        add(source);
    show(first);
}

void PictureList::open(const QImage& picture, const QString& name)
{
    m_session.engine().run(
        m_encodeLane, this,
        [picture, name](EngineState&, std::stop_token) { return encodedPicture(picture, name); },
        [this](const PictureSource& source) { open({source}); }, {});
}

void PictureList::show(int index)
{
    if (index < 0 || index >= count())
        return;
    m_current = index;
    m_entries[std::size_t(index)].problem.clear(); // it may be readable by now
    emit changed();
    m_session.openPicture(at(index).source);
}

void PictureList::step(int by)
{
    for (int next = m_current + by; next >= 0 && next < count(); next += by)
        if (at(next).problem.isEmpty())
            return show(next);
}

/// One after another, so that an answer never waits for more than one of them.
void PictureList::makeSmall()
{
    const auto wanted = std::find_if(m_entries.begin(), m_entries.end(),
        [](const Entry& entry) { return entry.small.isNull() && entry.problem.isEmpty(); });
    if (m_making || wanted == m_entries.end())
        return;
    m_making = true;
    const PictureSource source = wanted->source;
    const ClassificationPointer answer = m_session.answer();
    const bool decoded = answer && indexOf(m_session.source()) == int(wanted - m_entries.begin());
    m_session.engine().run(
        m_smallLane, this,
        [source, picture = decoded ? answer->picture : QImage()](EngineState&, std::stop_token) {
            return picture.isNull() ? thumbnailOf(source, smallSize) : thumbnailOf(picture, smallSize);
        },
        [this, source](const QImage& small) { setSmall(source, small, {}); },
        [this, source](const QString& sentence) { setSmall(source, {}, sentence); });
}

void PictureList::setSmall(const PictureSource& source, const QImage& small, const QString& problem)
{
    m_making = false;
    if (const int index = indexOf(source); index >= 0) {
        m_entries[std::size_t(index)].small = small;
        m_entries[std::size_t(index)].problem = problem;
        emit changed();
    }
    makeSmall();
}
