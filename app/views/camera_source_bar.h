#pragma once

#include "app/session/camera.h"

#include <QWidget>

class QComboBox;
class QPushButton;

/// Which camera, at which size, or which file or folder instead.
class CameraSourceBar : public QWidget {
    Q_OBJECT
public:
    explicit CameraSourceBar(CameraDesk& desk, QWidget* parent = nullptr);

    /// The folder of the pictures that come with the program.
    static QString samplesFolder();
    /// Asks for a video file and starts it.
    void askForVideo();
    void askForFolder();

signals:
    /// A source was chosen; start it.
    void chosen(const CameraChoice& choice);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillSources();
    void fillSizes();
    void choose(int row);

    CameraDesk& m_desk;
    QComboBox* m_sources;
    QComboBox* m_sizes;
    bool m_filling = false;
};
