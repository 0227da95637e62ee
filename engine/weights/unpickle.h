#pragma once

#include "engine/weights/pickle.h"

#include <string>
#include <string_view>

namespace engine {

/// Reads the pickle of a PyTorch file, in protocol 2, as data: whatever of Python it names beyond tensors,
/// their storages and dictionaries is refused, and nothing is ever run. `file` begins every message. Throws
/// Error naming the operation and its place for everything that torch.save does not write for a state dict,
/// and for more than 10,000 values on the stack or remembered, texts of more than 1 KiB, or nesting deeper
/// than 64.
Pickle unpickle(std::string_view bytes, const std::string& file);

}
