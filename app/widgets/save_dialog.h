#pragma once

#include "app/session/save_later.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class Segmented;

/// What is to be saved of the window, as what, and how large. It deletes itself when it was closed and all is written.
class SaveDialog : public QDialog {
    Q_OBJECT
public:
    /// The choices are `view` as a whole and every panel that is visible in it.
    SaveDialog(QWidget& view, const QString& title, QWidget* parent = nullptr);

    enum class Format { Png, Svg, Pdf };

    /// Closes, writes what is chosen, and says saved() or failed() afterwards.
    void save(const QString& file);
    void done(int result) override;
    /// ".png", ".svg" or ".pdf".
    QString ending() const;

signals:
    void saved(const QString& file);
    void failed(const QString& sentence);

private:
    struct Part {
        QString name, fileName;
        QPointer<QWidget> widget;
    };

    void build();
    void refresh();
    void ask();
    QWidget* chosen() const;
    Saving saving(const QString& file) const; ///< throws engine::Error when that is no longer shown

    std::vector<Part> m_parts;
    QComboBox* m_part;
    Segmented* m_format;
    QSpinBox* m_width;
    QLabel* m_height;
    QLabel* m_words;
    QPushButton* m_save;
    bool m_saving = false;
};
