#pragma once

#include "app/models/answer_model.h"
#include "app/session/picture_list.h"
#include "app/views/view.h"

#include <QFrame>

class AnswerCard;
class EditTools;
class PictureStrip;
class PictureView;
class LetterChip;
class QLabel;
class QPushButton;
class QToolButton;

/// The picture under the microscope and its five answers, in sight in every place. The box of the selected position lies
/// on the picture; a click on the picture selects the position whose field is there. With an answer kept as B both pictures
/// stand beside each other.
class PictureColumn : public QFrame {
    Q_OBJECT
public:
    explicit PictureColumn(const Surroundings& surroundings, QWidget* parent = nullptr);

    PictureList& pictures() { return m_pictures; }

signals:
    void openRequested();
    /// For the status bar.
    void pointedAt(const QString& address);

protected:
    void showEvent(QShowEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QWidget* buildHead();
    void build();
    void connectAll();
    void fit();
    QWidget* buildPictures();
    QWidget* buildComparison();
    void showAnswer();
    void showBox();
    void showPinned();
    void showWhose();
    void showName(QLabel* label, const Classification& answer) const;
    QRect boxIn(const Classification& answer) const;
    bool canPinUnedited() const;
    static QImage wholePixels(const Classification& answer);
    void pointAt(const ClassificationPointer& answer, QPoint pixel);
    void choose(QPoint pixel);

    Session& m_session;
    Selection& m_selection;
    PictureList m_pictures;
    AnswerModel m_answers;
    QWidget* m_head = nullptr;
    QToolButton* m_pin = nullptr;
    QToolButton* m_whole = nullptr; ///< checked: the file's own pixels are shown
    PictureView* m_view;
    QLabel* m_name;
    QLabel* m_size;
    EditTools* m_tools;
    QFrame* m_line;
    QLabel* m_whose; ///< beside a network that learns: whose answer it is
    AnswerCard* m_card;
    LetterChip* m_letter; ///< A, on its picture
    PictureView* m_otherView; ///< B, beside A; this and what follows is there only with an answer kept as B
    QLabel* m_otherName;
    QLabel* m_otherWords; ///< in which way B differs
    QPushButton* m_swap;
    QPushButton* m_letGo;
    QPushButton* m_before; ///< makes the picture without edits B; there only with edits
    QLabel* m_title = nullptr;
    PictureStrip* m_strip;
};
