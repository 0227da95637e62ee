#pragma once

#include "app/session/catalogue.h"
#include "app/session/results.h"

#include <QAbstractTableModel>
#include <QHash>

/// The networks that there are, one a row, and how far each is from being used.
class CatalogueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Classes, Parameters, Size, Licence, State, ColumnCount };
    enum Role { TitleRole = Qt::UserRole, ProgressRole /**< 0 to 1, −1 when nothing is being fetched */ };

    using QAbstractTableModel::QAbstractTableModel;

    void setOffers(std::vector<NetworkOffer> offers);
    /// Marks the row that is in use; null: none.
    void setNetwork(NetworkPointer network);
    /// Marks the download under way; total 0 while nobody knows it, an empty name when there is none.
    void setProgress(const QString& name, qint64 received, qint64 total);
    /// Marks one that failed with a sentence; an empty one takes the mark away.
    void setProblem(const QString& name, const QString& sentence);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Null when there is no such row.
    const NetworkOffer* offerAt(int row) const;
    bool isInUse(int row) const;
    /// Why the download of that row failed; empty when it did not.
    QString problemAt(int row) const;

private:
    QString text(int row, int column) const;
    QString state(int row) const;
    void refresh();

    std::vector<NetworkOffer> m_offers;
    NetworkPointer m_network;
    QString m_downloading;
    qint64 m_received = 0, m_total = 0;
    QHash<QString, QString> m_problems;
};
