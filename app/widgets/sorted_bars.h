#pragma once

#include <QWidget>

#include <vector>

/// Upright bars with their numbers above; the first few stand out, with a word below them and one below the others.
class SortedBars : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        double value = 0;
        QString text;
    };

    explicit SortedBars(const QString& name, QWidget* parent = nullptr);

    /// `kept` of them, from the left, stand out; 0: none does and no words are written.
    void setBars(std::vector<Bar> bars, int kept, const QString& keptWord, const QString& otherWord);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int pitch() const;

    std::vector<Bar> m_bars;
    int m_kept = 0;
    QString m_keptWord, m_otherWord;
};
