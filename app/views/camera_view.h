#pragma once

#include "app/session/own_classes.h"
#include "app/views/view.h"

class CameraColumn;
class CameraLayers;
class OwnClassesPanel;
class OwnClassesResult;
class Panel;

/// The network looking at what a camera, a video or a folder shows, and classes of one's own. Its picture is in a column
/// of its own, which the window puts in the place of the picture column.
class CameraView : public View {
    Q_OBJECT
public:
    explicit CameraView(const Surroundings& surroundings, QWidget* parent = nullptr);
    ~CameraView() override;

    QString place() const override { return "camera"; }
    QString title() const override { return tr("Camera"); }
    QString iconName() const override { return "camera"; }
    QString help() const override;
    /// Live with an answer, or a card that says why not.
    bool isReady() const override;

    /// The picture and the answer, for the left of the window; shown and hidden with the view.
    QWidget* column() const;
    CameraDesk& desk() { return m_desk; }
    OwnClasses& own() { return m_own; }
    /// The source to begin with: a node, a part of a camera's name, a video or a folder.
    void setSource(const QString& source);

signals:
    void failed(const QString& sentence);
    void saved(const QString& file);

protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void build();
    void start(const CameraChoice& choice);
    void freeze(const QString& layer);
    void arrange();
    void point();
    void showLayers();

    CameraDesk m_desk;
    OwnClasses m_own; ///< needs the desk
    CameraChoice m_choice;
    QString m_frozenLayer;
    CameraColumn* m_column;
    Panel* m_layersPanel;
    CameraLayers* m_layers;
    OwnClassesPanel* m_ownPanel;
    OwnClassesResult* m_result = nullptr;
};
