#pragma once

#include "app/session/devices.h"

#include <QWidget>

class QGridLayout;

/// Names and values, one a line; values can be selected with the mouse and break over lines.
class FactsList : public QWidget {
    Q_OBJECT
public:
    explicit FactsList(QWidget* parent = nullptr);

    /// `numbers`: the values stand in the number font at the right.
    void setFacts(const std::vector<Fact>& facts, bool numbers = false);

private:
    QGridLayout* m_grid;
};
