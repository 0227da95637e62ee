"""What is measured: a network, a batch, a direction; against whom, and what the ratio must and should be."""
from collections import namedtuple

# repeat: measured runs a turn. must, aim: ratios peer / ours of the least times, against the peers whose names begin
# with `against`; with against "milliseconds" they are times that may not be exceeded.
Row = namedtuple("Row", "name model batch train repeat against must aim")

ROWS = [
    Row("caffenet-1", "caffenet", 1, False, 20, "pytorch", 1.8, 2.2),
    Row("caffenet-1-ncnn-vulkan", "caffenet", 1, False, 8, "ncnn-vulkan", 12, 15),
    Row("caffenet-32", "caffenet", 32, False, 3, "pytorch", 0.7, 1.0),
    Row("torchvision-32", "alexnet-torchvision", 32, False, 3, "pytorch", 0.55, 0.8),
    Row("caffenet-32-train", "caffenet", 32, True, 2, "pytorch", 0.6, 0.85),
    Row("caffenet-128-train", "caffenet", 128, True, 1, "pytorch", 0.55, 0.85),
    Row("cifar-quick-128-train", "cifar-quick", 128, True, 10, "pytorch", 0.5, 0.8),
    Row("alexnet-cifar10-1", "alexnet-cifar10", 1, False, 50, "milliseconds", 2, 1),
    Row("bvlc-1", "alexnet-bvlc", 1, False, 20, "", None, None),
    Row("alexnet-cifar10-128-train", "alexnet-cifar10", 128, True, 5, "", None, None),
]
