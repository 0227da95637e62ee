#pragma once

#include "app/session/results.h"

#include <QAbstractTableModel>
#include <QColor>

#include <functional>

/// The layers of the open network, one a row, with what they cost.
class LayerModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Output, Parameters, MultiplyAdds, Memory, Time, Field, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows.
    void setNetwork(NetworkPointer network);
    /// For the measured times; one of another network is left aside.
    void setAnswer(ClassificationPointer answer);

    /// The chip before the name of a layer: its colour in the budgets.
    void setFill(std::function<QColor(const QString& layer)> fill) { m_fill = std::move(fill); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Name of the layer; empty when there is no such row.
    QString layerAt(int row) const;
    /// What the layers have in a column together; empty where that means nothing.
    QString total(int column) const;
    /// Milliseconds; negative when nobody measured it.
    double milliseconds(int row) const;
    /// Bytes of one picture's values.
    static qint64 bytesOf(const LayerInfo& layer) { return 4 * layer.output.imageSize(); }
    /// The whole table, with plain numbers.
    QString csv() const;

private:
    QString text(int row, int column) const;

    NetworkPointer m_network;
    ClassificationPointer m_answer;
    std::function<QColor(const QString&)> m_fill;
};
