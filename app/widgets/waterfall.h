#pragma once

#include <QWidget>

#include <vector>

/// How parts add up: a bar per part that begins where the one before ended, blue upwards and orange downwards, and the
/// sum in the accent colour.
class Waterfall : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString name;
        double value = 0;
        QString text; ///< the value, for people
    };

    explicit Waterfall(QWidget* parent = nullptr);

    void setParts(std::vector<Part> parts, Part total);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int rowHeight() const;

    std::vector<Part> m_parts;
    Part m_total;
    double m_low = 0, m_high = 1; ///< of the running sum and 0
};
