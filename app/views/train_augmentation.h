#pragma once

#include "app/session/training_plan.h"

#include <QImage>
#include <QWidget>

class QCheckBox;
class QToolButton;
class TrainPictures;

/// How pictures are varied, and what that makes of one of them.
class TrainAugmentation : public QWidget {
    Q_OBJECT
public:
    explicit TrainAugmentation(QWidget* parent = nullptr);

    static constexpr int variants = 8; ///< in the preview, the first one unvaried

    void setChoice(const AugmentationChoice& choice);
    const AugmentationChoice& choice() const { return m_choice; }
    void setLocked(bool locked);
    void setPreview(const std::vector<QImage>& pictures, const QString& className);

signals:
    void changed();
    /// Variations of that training picture are wanted.
    void previewWanted(int picture);

private:
    void show();
    void want(int picture);
    void bringIntoView();

    AugmentationChoice m_choice;
    std::vector<QCheckBox*> m_boxes;
    QToolButton* m_preview;
    QToolButton* m_next;
    TrainPictures* m_pictures;
    int m_picture = 0;
};
