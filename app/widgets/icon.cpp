#include "app/widgets/icon.h"

#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace {

/// Draws an SVG file whose strokes have the colour "currentColor".
class OutlineEngine : public QIconEngine {
public:
    OutlineEngine(const QString& name, const char* colour)
        : m_name(name)
        , m_colour(colour)
    {
        QFile file(":/icons/" + name + ".svg");
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor colour = look().colour(mode == QIcon::Disabled ? "disabled" : m_colour);
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
        svg.replace(
            "#FF86B8", look().colour("accent").name(QColor::HexRgb).toLatin1()); // the cell of the mark
        painter->save();
        painter->setOpacity(painter->opacity() * colour.alphaF());
        QSvgRenderer(svg).render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new OutlineEngine(*this); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QString m_name;
    const char* m_colour;
    QByteArray m_svg;
};

}

QIcon icon(const QString& name, const char* colour) { return QIcon(new OutlineEngine(name, colour)); }

QToolButton* iconButton(const QString& name, const QString& words, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(name));
    keepIconSide(button, 18);
    button->setToolTip(words);
    button->setAccessibleName(words);
    return button;
}
