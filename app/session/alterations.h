#pragma once

#include <QSet>
#include <QString>

#include <set>

/// What is switched off in the open network; nothing of it is ever written to a file.
struct Alterations {
    struct Unit {
        QString layer; ///< with weights: conv1, fc6
        int index = 0;
        bool operator==(const Unit&) const = default;
        bool operator<(const Unit& other) const
        {
            return layer != other.layer ? layer < other.layer : index < other.index;
        }
    };
    std::set<Unit> units; ///< their output is 0 before the ReLU: weights and bias are set to 0
    std::set<QString> layers; ///< ReLU and LRN layers that pass their input through
    std::set<QString> biases; ///< layers whose bias is set to 0
    bool wires
        = false; ///< connections between the two towers are cut: the weights of the other half are set to 0

    bool isEmpty() const { return *this == Alterations(); }
    bool operator==(const Alterations&) const = default;
};
