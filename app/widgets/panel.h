#pragma once

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include <functional>

class QHBoxLayout;

/// The numbers behind a panel, for saving: an NPY file or a CSV file is made of them.
struct PanelNumbers {
    std::vector<int> shape; ///< slowest dimension first; empty when there are none to save as NPY
    std::vector<float> values;
    QString csv; ///< the table as text; empty when there is none
};

/// A titled part of a view: head with title, caption and controls, content, and a foot for the legend. What it shows can be
/// saved as a picture (PNG, SVG) and, where somebody says what the numbers are, as NPY and CSV.
class Panel : public QFrame {
    Q_OBJECT
public:
    explicit Panel(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    QString title() const { return m_title->text(); }
    void setCaption(const QString& caption);
    /// At the right of the head, from left to right; takes it over.
    void addControl(QWidget* control);
    /// Content, from top to bottom; takes it over.
    void addContent(QWidget* content, int stretch = 0);
    QVBoxLayout* content() const { return m_content; }
    /// At the bottom; takes it over.
    void setFoot(QWidget* foot);

    /// Who knows the numbers; asked when somebody saves.
    void setNumbers(std::function<PanelNumbers()> numbers) { m_numbers = std::move(numbers); }
    const std::function<PanelNumbers()>& numbers() const { return m_numbers; }
    /// A word for file names: "conv1-maps".
    void setFileName(const QString& name) { m_fileName = name; }
    QString fileName() const { return m_fileName; }

private:
    void showCaption();
    void spaceWords();

    QLabel* m_title;
    QLabel* m_caption;
    QHBoxLayout* m_head;
    QBoxLayout* m_words; ///< title and caption
    QVBoxLayout* m_content;
    QVBoxLayout* m_all;
    std::function<PanelNumbers()> m_numbers;
    QString m_fileName = "panel";
};
