#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QString>
#include <QStringList>

#include <array>

class QApplication;

/// How the window looks: colours, type and lengths from resources/look/tokens.json, in one theme at one font scale. There
/// is one per program, as there is one palette.
class Look {
public:
    enum class Theme { Dark, Light };
    /// Names of the type styles; sizes in tokens.json.
    enum class Type {
        Headline, ///< "display" of tokens.json
        Answer,
        View,
        Panel,
        Body,
        Strong, ///< body, weight 600
        Label,
        Caption,
        Number, ///< monospace from here on
        NumberSmall,
        NumberLarge
    };

    Theme theme() const { return m_theme; }
    double scale() const { return m_scale; }
    bool presenter() const { return m_presenter; }
    /// A colour of tokens.json by its name: "panel", "textSecondary", "accent", ...; "disabled" is text at 45 %.
    QColor colour(const char* name) const;
    /// For the layer's bar segments; layers without a colour of their own get a grey.
    QColor layerFill(const QString& layer) const;
    /// Black or white on that, whichever has the higher contrast.
    QColor layerText(const QString& layer) const;
    QFont font(Type type) const;
    /// A length at 96 dpi times the font scale.
    int px(double length) const;

    /// Colours 0 to 255 of a map: "viridis", "cividis", "diverging" (of this theme).
    const std::array<QRgb, 256>& colourMap(const QString& name) const;

private:
    friend void applyLook(QApplication&, Look::Theme, double, bool);
    void read();
    QString sheet() const;
    int leastType() const { return m_presenter ? 24 : 1; } ///< pixels; 18 pt at 96 dpi

    Theme m_theme = Theme::Dark;
    double m_scale = 1;
    bool m_presenter = false;
    QHash<QString, QColor> m_colours, m_layerFill;
    QHash<QString, QHash<QString, int>> m_types;
    QHash<QString, std::array<QRgb, 256>> m_maps;
    QStringList m_ui, m_number;
};

/// The look in force.
const Look& look();

/// Changes it: palette, font, style sheet; every widget hears QEvent::StyleChange. `scale` 1 to 2; in presenter mode
/// nothing is set smaller than 18 pt.
void applyLook(QApplication& application, Look::Theme theme, double scale, bool presenter = false);
