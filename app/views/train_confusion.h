#pragma once

#include "app/session/confusion.h"
#include "app/session/picture.h"
#include "app/widgets/panel.h"

#include <QHash>

class ConfusionView;
class Legend;
class QPushButton;
class Segmented;
class TrainPictures;

/// Which classes are taken for which, and the pictures behind every number.
class TrainConfusion : public QWidget {
    Q_OBJECT
public:
    explicit TrainConfusion(Session& session, QWidget* parent = nullptr);

    /// What the button judges: a run on the desk, or what the folder of a run keeps; neither: nothing can be judged.
    /// `otherData`: to be judged on where a folder's own pictures are not on this machine.
    void setSubject(const QString& name, int run, const QString& folder, const QString& otherData);
    /// The letter of every run's folder, so that the title says whose matrix is shown; of one run: none.
    void setLetters(const QHash<QString, QString>& letters);
    /// The colours of the mistakes: a name that Look::colourMap takes.
    void setMap(const QString& map);
    ConfusionDesk& desk() { return m_desk; }

signals:
    /// A picture is to be looked at in Explore, with the network that was judged, by its run's folder.
    void openWanted(const PictureSource& picture, const QString& folder);
    void pointedAt(const QString& words);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static constexpr int mostPictures = 120; ///< of a cell

    void judge();
    void showMatrix();
    void fitWords();
    void showTitle();
    void showInvitation();
    void showCell();
    void takeThumbnail(int index, const QImage& picture);

    ConfusionDesk m_desk;
    Panel *m_panel, *m_cell;
    ConfusionView* m_view;
    Segmented* m_show;
    QPushButton* m_judge;
    QLabel* m_words;
    QLabel* m_none; ///< what will stand in the cell's place, and when
    Legend* m_legend;
    TrainPictures* m_pictures;
    std::vector<ConfusedPicture> m_shown; ///< of the cell
    QString m_name, m_folder, m_otherData, m_judged; ///< m_judged: the folder whose matrix is shown
    QHash<QString, QString> m_letters;
    int m_run = 0;
    bool m_following = true; ///< nobody has chosen a cell yet: the worst one is shown
};
