#pragma once

#include "app/models/answer_model.h"
#include "app/views/view.h"

class LargeAnswers;
class LayerStrip;
class PictureView;
class PresenterTiles;
class PresenterUnit;
class QFrame;
class QLabel;
class QStackedWidget;
class StackView;
class WhyPanel;

/// Explore for a projector: the picture and its answers large, every layer by its name alone, one map, one kernel, one
/// number. Nothing is set smaller than 24 pixels. Shows what is selected and selects nothing by being shown.
class PresenterView : public View {
    Q_OBJECT
public:
    explicit PresenterView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "presenter"; }
    QString title() const override { return tr("Presenter"); }
    QString iconName() const override { return "present"; }
    QString help() const override;
    bool isReady() const override;

    /// Whatever is inside takes shares of the room that there is.
    QSize minimumSizeHint() const override { return {640, 400}; }

    /// The layer before or after, with a unit and a position that go on from those before.
    void stepLayer(int by);
    /// The unit before or after in the same layer.
    void stepUnit(int by);
    /// The numbers behind the value, or back from there.
    void toggleWhy();

protected:
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QWidget* buildPicture();
    QWidget* buildHead();
    QWidget* buildExplore();
    void rebuild();
    void showPicture();
    void fit();
    void showHead();
    int layer() const;
    int unit(int layer) const;
    void go(int layer, int unit);
    void canDraw(bool possible);

    AnswerModel m_answers;
    QFrame* m_column;
    PictureView* m_picture;
    LargeAnswers* m_answer;
    QLabel* m_name;
    QLabel* m_sentence;
    QLabel* m_count;
    StackView* m_stack;
    LayerStrip* m_strip; ///< where the device cannot draw the stack
    QFrame* m_overview;
    PresenterTiles* m_tiles;
    PresenterUnit* m_unit;
    WhyPanel* m_why;
    QStackedWidget* m_pages;
    bool m_stale = true; ///< something changed while this was out of sight
};
