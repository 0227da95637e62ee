#pragma once

#include "app/session/session.h"

#include <QFrame>

class QLabel;

/// Says what is switched off in the network, with one button to switch all of it on again; not there when nothing is.
class OffBar : public QFrame {
    Q_OBJECT
public:
    explicit OffBar(Session& session, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void refresh();
    void elide();

    Session& m_session;
    QLabel* m_words;
    QString m_all;
};

/// "conv1 unit 76, relu2, bias of fc6, wires between the towers".
QString alterationWords(const Alterations& alterations);

/// The layer with weights whose outputs a layer's units are, one for one: conv1 for relu1, norm1 and pool1. −1 when there
/// is none.
int weightsOf(const NetworkInfo& network, int layer);

/// Switches one unit off, or on again.
void toggleUnit(Session& session, int layer, int unit);
/// Whether it is off.
bool isUnitOff(const Session& session, int layer, int unit);
