#pragma once

#include "app/session/picture_list.h"

#include <QWidget>

class QLabel;
class QListWidget;

/// The opened pictures as small ones in a row; hidden while there is only one. One stop of the Tab key, arrows step.
class PictureStrip : public QWidget {
    Q_OBJECT
public:
    explicit PictureStrip(PictureList& pictures, QWidget* parent = nullptr);

    /// Whether there is anything to step through.
    bool isNeeded() const;

signals:
    void neededChanged();

private:
    void fill();

    PictureList& m_pictures;
    QLabel* m_count;
    QListWidget* m_list;
};
