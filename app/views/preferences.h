#pragma once

#include "app/session/network_choice.h"

#include <QObject>
#include <QStringList>

#include <vector>

/// What the user prefers, kept in a settings file between runs. A damaged file is kept aside under another name, and
/// problem() says so.
class Preferences : public QObject {
    Q_OBJECT
public:
    /// Reads the file, so this is for before there is a window; empty: none is read or written (tests, --screenshot).
    explicit Preferences(const QString& file, QObject* parent = nullptr);
    /// Returns when all is written, by whomever (saveLater()).
    ~Preferences() override;

    enum class Theme { Dark, Light, System };

    const QString& file() const { return m_file; }
    Theme theme() const { return m_theme; }
    /// What the theme comes to; of the system's that which it had when the program started.
    bool light() const { return m_theme == Theme::Light || (m_theme == Theme::System && m_systemLight); }
    bool lessMotion() const { return m_lessMotion; } ///< menus and hints appear at once
    double fontScale() const { return m_fontScale; } ///< 1 to 2
    QString colourMap() const { return m_colourMap; } ///< "viridis" or "cividis", for values from 0 upwards
    bool letterKeys() const { return m_letterKeys; } ///< shortcuts of a single letter act
    bool stack3d() const { return m_stack3d; } ///< Explore shows the layers in space, not as a flat strip
    QString device() const { return m_device; } ///< selector; empty: the best
    QStringList recentPictures() const { return m_recentPictures; } ///< paths, newest first, at most 10
    const std::vector<NetworkChoice>& recentNetworks() const
    {
        return m_recentNetworks;
    } ///< the same, at most 10
    QByteArray geometry() const { return m_geometry; }
    QString place() const { return m_place; }
    /// One sentence when the settings file was damaged; empty otherwise.
    QString problem() const { return m_problem; }

    void setTheme(Theme theme);
    void setLight(bool light) { setTheme(light ? Theme::Light : Theme::Dark); }
    void setLessMotion(bool less);
    void setFontScale(double scale);
    void setColourMap(const QString& map);
    void setLetterKeys(bool act);
    void setStack3d(bool inSpace);
    void setDevice(const QString& selector);
    void addRecentPicture(const QString& path);
    void addRecentNetwork(const NetworkChoice& choice);
    void setWindow(const QByteArray& geometry, const QString& place);
    /// Everything that is chosen on the settings page as it was at first; lists and window stay.
    void reset();

signals:
    void changed();
    void notKept(const QString& sentence); ///< once: the file cannot be written

private:
    void read();
    void keep();
    void write();

    QString m_file;
    Theme m_theme = Theme::Dark;
    bool m_systemLight = false, m_lessMotion = false;
    double m_fontScale = 1;
    QString m_colourMap = "viridis";
    bool m_letterKeys = true, m_stack3d = true;
    QString m_device;
    QStringList m_recentPictures;
    std::vector<NetworkChoice> m_recentNetworks;
    QByteArray m_geometry;
    QString m_place = "explore";
    QString m_problem;
    bool m_toldNotKept = false;
};
