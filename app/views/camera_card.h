#pragma once

#include "app/session/camera.h"

#include <QFrame>

class QLabel;
class QPushButton;

/// In the place of the picture when there is none: why, what to do, and something that always works.
class CameraCard : public QFrame {
    Q_OBJECT
public:
    explicit CameraCard(QWidget* parent = nullptr);

    void setStatus(const CameraStatus& status);

signals:
    void samplesAsked();
    void videoAsked();
    void againAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();

    bool m_waits = true;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_words;
    QPushButton* m_again;
};
