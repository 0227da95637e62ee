#pragma once

#include <QObject>
#include <QStringList>

/// What the user prefers, kept in a settings file between runs. A damaged file is kept aside under another name, and
/// problem() says so.
class Preferences : public QObject {
    Q_OBJECT
public:
    /// Reads the file; empty: none is read or written (tests, --screenshot).
    explicit Preferences(const QString& file, QObject* parent = nullptr);

    bool light() const { return m_light; }
    double fontScale() const { return m_fontScale; } ///< 1 to 2
    QString colourMap() const { return m_colourMap; } ///< "viridis" or "cividis", for values from 0 upwards
    bool letterKeys() const { return m_letterKeys; } ///< shortcuts of a single letter act
    bool stack3d() const { return m_stack3d; } ///< Explore shows the layers in space, not as a flat strip
    QString device() const { return m_device; } ///< selector; empty: the best
    QStringList recentPictures() const { return m_recentPictures; } ///< paths, newest first, at most 10
    QByteArray geometry() const { return m_geometry; }
    QString place() const { return m_place; }
    /// One sentence when the settings file was damaged; empty otherwise.
    QString problem() const { return m_problem; }

    void setLight(bool light);
    void setFontScale(double scale);
    void setColourMap(const QString& map);
    void setLetterKeys(bool act);
    void setStack3d(bool inSpace);
    void setDevice(const QString& selector);
    void addRecentPicture(const QString& path);
    void setWindow(const QByteArray& geometry, const QString& place);

signals:
    void changed();

private:
    void read();
    void keep();

    QString m_file;
    bool m_light = false;
    double m_fontScale = 1;
    QString m_colourMap = "viridis";
    bool m_letterKeys = true, m_stack3d = true;
    QString m_device;
    QStringList m_recentPictures;
    QByteArray m_geometry;
    QString m_place = "explore";
    QString m_problem;
};
