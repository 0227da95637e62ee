#include "app/models/layer_model.h"

#include "app/models/layer_words.h"
#include "app/models/number_text.h"

void LayerModel::setNetwork(NetworkPointer network)
{
    beginResetModel();
    m_network = std::move(network);
    m_answer.reset();
    endResetModel();
}

void LayerModel::setAnswer(ClassificationPointer answer)
{
    m_answer = answer && answer->network == m_network ? std::move(answer) : nullptr;
    if (rowCount() > 0)
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int LayerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_network ? 0 : int(m_network->layers.size());
}

int LayerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString LayerModel::layerAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_network->layers[std::size_t(row)].name : QString();
}

double LayerModel::milliseconds(int row) const
{
    if (!m_answer)
        return -1;
    double sum = -1;
    for (const LayerTime& time : m_answer->times)
        if (time.layer == layerAt(row))
            sum = std::max(sum, 0.0) + time.milliseconds;
    return sum;
}

QString LayerModel::text(int row, int column) const
{
    const LayerInfo& layer = m_network->layers[std::size_t(row)];
    switch (column) {
    case Name:
        return layer.name;
    case Kind:
        return typeWords(*m_network, row);
    case Output:
        return shapeText(layer.output, layer.vector);
    case Parameters:
        return layer.parameters ? countText(layer.parameters) : QString();
    case MultiplyAdds:
        return layer.multiplyAdds ? countText(layer.multiplyAdds) : QString();
    case Memory:
        return byteText(bytesOf(layer));
    case Time:
        return milliseconds(row) < 0 ? QString() : QString::number(milliseconds(row), 'f', 2);
    case Field:
        return fieldWords(*m_network, row);
    default:
        return {};
    }
}

QString LayerModel::total(int column) const
{
    if (!m_network)
        return {};
    qint64 parameters = 0, multiplyAdds = 0, bytes = 0;
    double time = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const LayerInfo& layer = m_network->layers[std::size_t(row)];
        parameters += layer.parameters;
        multiplyAdds += layer.multiplyAdds;
        bytes += bytesOf(layer);
        if (const double own = milliseconds(row); own >= 0)
            time = std::max(time, 0.0) + own;
    }
    switch (column) {
    case Name:
        return tr("Total");
    case Parameters:
        return countText(parameters);
    case MultiplyAdds:
        return countText(multiplyAdds);
    case Memory:
        return byteText(bytes);
    case Time:
        return time < 0 ? QString() : QString::number(time, 'f', 2);
    default:
        return {};
    }
}

QVariant LayerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const LayerInfo& layer = m_network->layers[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() <= Kind ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::DecorationRole:
        if (index.column() != Name || !m_fill)
            return {};
        return m_fill(layer.name); // those without weights have a part in the budgets, too
    case Qt::ToolTipRole:
        if (index.column() == Field)
            return fieldSentence(*m_network, index.row());
        return index.column() == Kind ? text(index.row(), Kind) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(layer.name, headerData(index.column(), Qt::Horizontal, role).toString(),
                text(index.row(), index.column()));
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section <= Kind ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole) {
        const QString words[] = {tr("Name, as in Caffe"),
            tr("What it does, with the side of its window. Each tower: the filters of a tower read only the "
               "maps of their own. Both towers: they read all maps"),
            tr("Height × width × maps of its output"), tr("Learned weights and biases"),
            tr("Multiplications with an addition for one picture"),
            tr("Its output for one picture, 4 bytes a value"),
            tr("Milliseconds on the device for the last answer"),
            tr("Receptive field: how many pixels of the picture per side can reach one value")};
        return words[section];
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const QString words[] = {tr("Layer"), tr("Type"), tr("Output"), tr("Parameters"), tr("Multiply-adds"),
        tr("Output size"), tr("Time, ms"), tr("Sees, pixels")};
    return words[section];
}

QString LayerModel::csv() const
{
    QString table
        = "layer,type,height,width,maps,parameters,multiply_adds,bytes,milliseconds,receptive_field\n";
    for (int row = 0; row < rowCount(); ++row) {
        const LayerInfo& layer = m_network->layers[std::size_t(row)];
        const double time = milliseconds(row);
        table += QStringList {layer.name, layer.kind, QString::number(layer.output.height),
                     QString::number(layer.output.width), QString::number(layer.output.channels),
                     QString::number(layer.parameters), QString::number(layer.multiplyAdds),
                     QString::number(bytesOf(layer)), time < 0 ? QString() : QString::number(time),
                     QString::number(layer.receptiveField)}
                     .join(',')
            + '\n';
    }
    return table;
}
