#pragma once

#include "app/session/samples.h"
#include "app/views/view.h"

class QHBoxLayout;
class QListWidget;
class QVBoxLayout;
class SampleDelegate;

/// Before the first picture: the samples and the ways to bring one's own.
class StartView : public View {
    Q_OBJECT
public:
    explicit StartView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "start"; }
    QString title() const override { return "AlexScope"; }
    QString iconName() const override { return "mark"; }
    QString help() const override;
    bool isReady() const override { return m_ready; }

signals:
    void openRequested();
    void openFolderRequested();
    void pasteRequested();

protected:
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QWidget* buildDoors();
    void readGallery();
    void fillGallery(const std::vector<Sample>& samples);
    void openSample(int index);
    void fit();
    void fitPictures();

    QListWidget* m_gallery;
    SampleDelegate* m_delegate;
    QWidget* m_doors = nullptr;
    QVBoxLayout* m_column;
    QHBoxLayout* m_row;
    std::vector<Sample> m_samples;
    Lane m_samplesLane;
    bool m_ready = false;
};
