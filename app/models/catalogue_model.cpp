#include "app/models/catalogue_model.h"

#include "app/models/number_text.h"

void CatalogueModel::setOffers(std::vector<NetworkOffer> offers)
{
    const bool same = offers.size() == m_offers.size();
    if (!same)
        beginResetModel();
    m_offers = std::move(offers);
    if (!same)
        endResetModel();
    else
        refresh();
}

void CatalogueModel::setNetwork(NetworkPointer network)
{
    m_network = std::move(network);
    refresh();
}

void CatalogueModel::setProgress(const QString& name, qint64 received, qint64 total)
{
    m_downloading = name;
    m_received = received;
    m_total = total;
    refresh();
}

void CatalogueModel::setProblem(const QString& name, const QString& sentence)
{
    if (sentence.isEmpty())
        m_problems.remove(name);
    else
        m_problems[name] = sentence;
    refresh();
}

void CatalogueModel::refresh()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int CatalogueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_offers.size());
}

int CatalogueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

const NetworkOffer* CatalogueModel::offerAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_offers[std::size_t(row)] : nullptr;
}

bool CatalogueModel::isInUse(int row) const
{
    const NetworkOffer* offer = offerAt(row);
    if (!offer || !m_network)
        return false;
    if (offer->kind == NetworkOffer::Kind::Download)
        return m_network->weights == offer->file;
    const bool ownWeights = offer->kind == NetworkOffer::Kind::BuiltIn
        && m_network->weights.endsWith("/models/" + offer->name + ".safetensors");
    return m_network->name == offer->name && (m_network->weights.isEmpty() || ownWeights);
}

QString CatalogueModel::problemAt(int row) const
{
    const NetworkOffer* offer = offerAt(row);
    return offer && offer->kind == NetworkOffer::Kind::Download ? m_problems.value(offer->name) : QString();
}

QString CatalogueModel::state(int row) const
{
    const NetworkOffer& offer = m_offers[std::size_t(row)];
    if (isInUse(row))
        return m_network->weights.isEmpty() ? tr("in use, random weights %1").arg(m_network->seed)
                                            : tr("in use");
    switch (offer.kind) {
    case NetworkOffer::Kind::BuiltIn:
        return tr("built in");
    case NetworkOffer::Kind::Architecture:
        return tr("without weights");
    case NetworkOffer::Kind::Download:
        break;
    }
    if (offer.name == m_downloading)
        return m_total > 0 ? percentText(double(m_received) / double(m_total)) : byteText(m_received);
    if (m_problems.contains(offer.name))
        return tr("failed");
    return offer.there ? tr("on this computer") : tr("to be downloaded");
}

QString CatalogueModel::text(int row, int column) const
{
    const NetworkOffer& offer = m_offers[std::size_t(row)];
    switch (column) {
    case Name:
        return offer.kind == NetworkOffer::Kind::Download ? tr("%1, trained weights").arg(offer.name)
                                                          : offer.name;
    case Classes:
        return offer.classes ? countText(offer.classes) : QString();
    case Parameters:
        return offer.parameters ? shortCountText(offer.parameters) : QString();
    case Size:
        return offer.bytes ? byteText(offer.bytes) : QString();
    case Licence:
        return offer.licence;
    case State:
        return state(row);
    default:
        return {};
    }
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !offerAt(index.row()))
        return {};
    const NetworkOffer& offer = m_offers[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? offer.title : text(index.row(), index.column());
    case Qt::TextAlignmentRole: {
        const bool number = index.column() >= Classes && index.column() <= Size;
        return int(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    case TitleRole:
        return offer.title;
    case ProgressRole:
        if (offer.kind != NetworkOffer::Kind::Download || offer.name != m_downloading)
            return -1.0;
        return m_total > 0 ? double(m_received) / double(m_total) : 0.0;
    default:
        return {};
    }
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = section >= Classes && section <= Size;
        return int(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    const QString words[]
        = {tr("Network"), tr("Classes"), tr("Parameters"), tr("Size"), tr("Licence"), tr("State")};
    return words[section];
}
