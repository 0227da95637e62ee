#pragma once

#include "app/session/alterations.h"
#include "app/session/network_choice.h"
#include "app/session/results.h"

struct EngineState;

/// Opens the device if it is not the one that is open, and the network on it; what was open before stays open when this
/// throws. Runs on the engine's thread. Throws engine::Error.
NetworkPointer openNetwork(EngineState& state, const NetworkChoice& choice, const QString& device);

/// A learned tensor of the open network, with the alterations in force. Throws engine::Error.
ParameterPointer readParameter(EngineState& state, const QString& name);

/// Brings what is switched off in the open network to this. Throws engine::Error.
void applyAlterationsTo(EngineState& state, const Alterations& alterations);
