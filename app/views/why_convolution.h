#pragma once

#include "app/views/why_digits.h"
#include "app/views/why_page.h"

class QGridLayout;

/// Convolution: patch x kernel = products for every plane, and how their sums and the bias add up. Three by three cells
/// are marked; their numbers stand below.
class WhyConvolution : public WhyPage {
    Q_OBJECT
public:
    WhyConvolution(TracePointer trace, const engine::ConvolutionTrace& rule, const QString& map);

    QString footTitle() const override;
    QString footWords() const override
    {
        return tr("Real numbers. Move over any cell, or use the arrow keys.");
    }
    QString csv() const override;
    void fit(QSize room) override;

private:
    /// Patch, kernel and products of a plane.
    struct Row {
        int plane = 0; ///< index in the trace
        std::array<NumberGrid*, 3> grids {};
    };

    bool isColour() const;
    QString planeName(int plane) const;
    std::vector<int> order() const;
    QWidget* buildRows();
    QWidget* buildSum();
    void buildHeads(QGridLayout& grid);
    void buildRow(QGridLayout& grid, int at, Row& row);
    QLabel* planeSum(double sum) const;
    QString otherMaps() const;
    bool isAllMarked() const;
    WhyProduct productOf(int row, QPoint cell) const;
    WhyDigits leastDigits() const;
    void sizeLens(const WhyDigits& digits);
    void buildFoot();
    QSize marked() const;
    void mark(int row, QPoint cell);
    void move(QPoint step);
    void fillFoot();

    const engine::ConvolutionTrace& m_rule;
    std::vector<Row> m_rows;
    int m_folded = 0; ///< planes without a row
    double m_foldedSum = 0;
    std::array<double, 3> m_ends {}; ///< of patch, kernel, products: symmetric ranges
    QWidget* m_left = nullptr;
    QWidget* m_right = nullptr;
    int m_row = 0; ///< of the marked cells
    QPoint m_corner; ///< of the marked cells
    std::array<QLabel*, 3> m_words {};
    std::array<NumberGrid*, 3> m_lens {};
    int m_lensType = 12; ///< pixels of its numbers at font scale 1
};
