#pragma once

#include "app/views/view.h"

#include <QFrame>

class BarList;
class Legend;
class QStackedWidget;
class TileArea;

/// Every unit of a layer, each in colours of its own range, without controls; classes as rows with bars.
class PresenterTiles : public QFrame {
    Q_OBJECT
public:
    explicit PresenterTiles(const Surroundings& surroundings, QWidget* parent = nullptr);

    /// `unit` is marked; −1 for none.
    void showLayer(const ClassificationPointer& answer, int layer, int unit);

private:
    void showTiles();
    void showRows();

    Session& m_session;
    Selection& m_selection;
    Preferences& m_preferences;
    QStackedWidget* m_pages;
    TileArea* m_tiles;
    BarList* m_rows;
    Legend* m_legend;
    ClassificationPointer m_answer; ///< that is shown
    int m_layer = -1;
};
