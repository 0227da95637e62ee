#pragma once

#include "engine/weights/weight_file.h"

#include <cstdint>
#include <span>

namespace engine {

/// Whether a file looks like a ZIP archive, as PyTorch writes them since version 1.6.
bool isTorch(std::span<const std::uint8_t> bytes);

/// Reads what torch.save wrote: a dictionary of tensors, or a checkpoint that holds one as state_dict,
/// model_state_dict or model beside other data. The prefix "module." that DataParallel adds to all names is
/// dropped. Nothing of the file is run. Throws Error naming the file and the tensor, entry or operation when
/// it holds anything but data, or when tensors and stored bytes disagree. Values are not touched.
WeightFile readTorch(MappedFile file);

}
