#pragma once

#include "app/session/film_reader.h"
#include "app/widgets/panel.h"

#include <QTimer>

class QLabel;
class QSlider;
class QToolButton;
class Session;
class TileArea;

/// The film of the first kernels being born: the snapshots of a training run, to be played or drawn through by hand.
class FilmPanel : public Panel {
    Q_OBJECT
public:
    explicit FilmPanel(Session& session, QWidget* parent = nullptr);

    /// Whether it is known if a run comes with the program, and it is drawn if so.
    bool isReady() const { return !m_reader.isReading(); }
    /// Marks a kernel in every frame, if the film is of the open network.
    void setCurrent(int filter);
    void openRun(const QString& folder) { m_reader.open(folder); }

signals:
    /// The kernel that was chosen in the film.
    void chosen(int filter);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* bar();
    void askForRun();
    void showFilm();
    void fitStep();
    bool isOfOpenNetwork() const;
    void showWhose();
    void mark();
    void showFrame(int frame);
    void play(bool on);
    void advance();

    Session& m_session;
    FilmReader m_reader;
    QTimer m_timer;
    TileArea* m_tiles;
    QLabel* m_missing;
    QToolButton* m_play;
    QSlider* m_slider;
    QLabel* m_start;
    QLabel* m_end;
    QLabel* m_step;
    QWidget* m_bar;
    int m_current = -1;
};
