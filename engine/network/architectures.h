#pragma once

#include "engine/network/architecture.h"

/// The variants, one file each; architectures() lists them.
namespace engine {

Architecture alexnet();
Architecture alexnetBvlc();
Architecture caffenet();
Architecture alexnetTorchvision();
Architecture alexnetCifar10();
Architecture cifarQuick();

}
