#pragma once

#include "app/session/session.h"

#include <QImage>

/// The pictures that were opened, to step through; at most one of them is under the microscope. What else the session
/// answers (a sample, a saved state) joins the list. Lives on the window's thread.
class PictureList : public QObject {
    Q_OBJECT
public:
    explicit PictureList(Session& session, QObject* parent = nullptr);

    struct Entry {
        PictureSource source; ///< with a name
        QImage small; ///< null until it is made
        QString problem; ///< one sentence, when it cannot be read
    };

    int count() const { return int(m_entries.size()); }
    const Entry& at(int index) const { return m_entries[std::size_t(index)]; }
    /// The one under the microscope or on the way there; −1 for none.
    int current() const { return m_current; }

    /// Appends those that are not in the list yet and opens the first of them.
    void open(const std::vector<PictureSource>& sources);
    /// Encodes a picture that exists only decoded, and opens it.
    void open(const QImage& picture, const QString& name);
    void show(int index);
    /// The one `by` places further that can be read; stays at the ends.
    void step(int by);

    static constexpr QSize smallSize {112, 112}; ///< pixels

signals:
    /// Entries or the current one.
    void changed();

private:
    int indexOf(const PictureSource& source) const;
    int add(const PictureSource& source);
    void makeSmall();
    void setSmall(const PictureSource& source, const QImage& small, const QString& problem);

    Session& m_session;
    std::vector<Entry> m_entries;
    int m_current = -1;
    bool m_making = false;
    Lane m_smallLane, m_encodeLane;
};
