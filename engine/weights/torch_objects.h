#pragma once

#include "engine/weights/pickle.h"

#include <string>
#include <string_view>

namespace engine {

/// Whether a pickle may name this: the types and functions that a PyTorch state dict is made with. Each
/// stands for data here; none is code.
bool isTorchGlobal(std::string_view name);

/// What a call of the Global with a Tuple of arguments makes; `where` begins the message of the Error that is
/// thrown when the arguments are not those of torch.save. Nothing is compared with the stored bytes yet.
PickleObject callTorchGlobal(
    const PickleObject& callee, const PickleObject& arguments, const std::string& where);

/// The Storage of a persistent id, which must be the Tuple ('storage', type, key, location, number of
/// values).
PickleObject makeTorchStorage(const PickleObject& id, const std::string& where);

}
