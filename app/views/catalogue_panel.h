#pragma once

#include "app/session/catalogue.h"
#include "app/views/view.h"

class CatalogueModel;
class DataTable;
class FactsList;
class Panel;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

/// The networks that there are: what comes with the program, random weights, files, and files that are published
/// elsewhere, which are fetched only when somebody presses the button.
class CataloguePanel : public QWidget {
    Q_OBJECT
public:
    explicit CataloguePanel(const Surroundings& surroundings, QWidget* parent = nullptr);

private:
    QWidget* actions();
    void connectCatalogue();
    void showOffers();
    void showDetails();
    void showProgress(const QString& name, qint64 received, qint64 total);
    const NetworkOffer* offer() const;
    /// `network`: whose weights the file has; empty when it says so itself.
    void openFile(const QString& network);
    void open();
    void openRandom();
    QString preprocess() const;

    Session& m_session;
    Catalogue m_catalogue;
    CatalogueModel* m_model;
    DataTable* m_table;
    Panel* m_details;
    FactsList* m_facts;
    FactsList* m_recipe;
    QLabel* m_problem;
    QLabel* m_received;
    QProgressBar* m_progress;
    QPushButton* m_open;
    QPushButton* m_file;
    QPushButton* m_random;
    QSpinBox* m_seed;
    QPushButton* m_download;
    QPushButton* m_cancel;
    QComboBox* m_preprocess;
};
