#pragma once

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class Segmented;

/// What is to be saved of the window, as what, and how large.
class SaveDialog : public QDialog {
    Q_OBJECT
public:
    /// The choices are `view` as a whole and every panel that is visible in it.
    SaveDialog(QWidget& view, const QString& title, QWidget* parent = nullptr);

    enum class Format { Png, Svg, Pdf };

    /// Writes what is chosen. Throws engine::Error when the file cannot be written.
    void save(const QString& file) const;
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

    std::vector<Part> m_parts;
    QComboBox* m_part;
    Segmented* m_format;
    QSpinBox* m_width;
    QLabel* m_height;
    QLabel* m_words;
    QPushButton* m_save;
};
