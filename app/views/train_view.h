#pragma once

#include "app/session/curve_reader.h"
#include "app/session/training.h"
#include "app/views/view.h"

#include <QTimer>

class Panel;
class QBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;
class Segmented;
class TileArea;
class TrainCharts;
class TrainConfusion;
class TrainControls;
class TrainPictures;
class TrainRuns;
class TrainSetup;

/// A network learning: set-up, curves, kernels being born, the pictures it is asked; and runs beside each other with the
/// mistakes of one of them.
class TrainView : public View {
    Q_OBJECT
public:
    explicit TrainView(const Surroundings& surroundings, QWidget* parent = nullptr);

    QString place() const override { return "train"; }
    QString title() const override { return tr("Train"); }
    QString iconName() const override { return "train"; }
    QString help() const override;
    bool isReady() const override;

    TrainingDesk& desk() { return m_desk; }
    CurveReader& reader() { return m_reader; }
    TrainSetup& setup() { return *m_setup; }
    /// A run's folder or event files, to be compared.
    void openRun(const QString& path);
    /// True while closing the window should ask.
    bool isTraining() const { return m_desk.isBusy(); }
    /// Saves and stops; closed() follows within about two seconds.
    void saveAndStop() { m_desk.close(); }

signals:
    void closed();
    void failed(const QString& sentence);
    void noticed(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum Page { SetupPage, RunPage, ComparePage };

    void build();
    Panel* buildRunPanel();
    QWidget* buildRunBelow();
    QToolButton* command(const QString& iconName, const QString& words);
    void connectDesk();
    void connectParts();
    void showPage();
    void start();
    void startTwins(TwinDifference difference);
    void fillTwins();
    void goOnWith(int run);
    void followDesk();
    void choose(int run);
    void showDesk();
    void showCurves();
    void showKernels();
    void showSamples();
    void exploreNow();
    void explore(const RunCurves& run);
    void openFilm();
    RunStatusPointer deskRun() const;
    QString twinLetter() const;
    int deskRunOf(const RunCurves& curves) const;
    int openRunOf(const RunCurves& curves) const;
    std::vector<RunCurvesPointer> shownRuns() const;

    TrainingDesk m_desk;
    CurveReader m_reader;
    FilmReader m_film;
    QTimer m_soon; ///< curves are brought up to date a few times a second
    int m_shipped = 0, m_chosen = 0; ///< ids of the reader
    bool m_comparing = false;
    bool m_begun = false, m_known = false; ///< the view was seen; the shipped run is open or absent
    TrainSetup* m_setup;
    Panel* m_panel;
    Segmented* m_page;
    QToolButton* m_twins;
    TrainControls* m_controls;
    TrainCharts* m_charts;
    TrainRuns* m_runs;
    Panel* m_kernelPanel;
    TileArea* m_kernels;
    Panel* m_samplePanel;
    TrainPictures* m_samples;
    QLabel* m_sampleWords;
    TrainConfusion* m_confusion;
    QStackedWidget* m_below;
    QWidget* m_right;
    QBoxLayout* m_column;
};
