#pragma once

#include "app/session/training_values.h"
#include "app/widgets/panel.h"

class QComboBox;
class QPushButton;
class Segmented;
class TrainAugmentation;
class TrainData;
class TrainParameters;

/// What is asked for before a training: data, network, method, every number, augmentation. While a run goes on only the
/// rate is free.
class TrainSetup : public Panel {
    Q_OBJECT
public:
    explicit TrainSetup(QWidget* parent = nullptr);

    /// Looks for data; before it is seen nothing is read.
    void begin();
    TrainingPlan plan() const;
    /// Shows a plan; its data set is read.
    void setPlan(const TrainingPlan& plan);
    /// The run on the desk; null: none.
    void setRun(const RunStatusPointer& run);
    /// It was changed at the desk.
    void showRate(double rate);
    TrainData& data() { return *m_data; }
    TrainParameters& parameters() { return *m_parameters; }

signals:
    void changed();
    /// By hand, while a run goes on.
    void rateChanged(double rate);
    void failed(const QString& sentence);

private:
    void build();
    void showMethod();
    void useNetwork(int index);
    void askForWeights();

    TrainingPlan m_plan;
    std::vector<TrainableNetwork> m_networks;
    int m_run = 0; ///< RunStatus::id of what is shown
    bool m_locked = false;
    TrainData* m_data;
    QComboBox* m_network;
    Segmented* m_method;
    QLabel* m_methodWords;
    QPushButton* m_weights;
    TrainParameters* m_parameters;
    TrainAugmentation* m_augmentation;
};
