"""The networks that are measured beside their peers, once more as tables: what AlexScope's own descriptions in
engine/network say, for programs that cannot read those. bench_peers.py compares the numbers of parameters."""
from collections import namedtuple

Conv = namedtuple("Conv", "filters size stride padding groups", defaults=(1, 0, 1))
Norm = namedtuple("Norm", "size alpha bias", defaults=(1.0,))  # alpha is divided by the size, beta is 0.75
Full = namedtuple("Full", "outputs")
Drop = namedtuple("Drop", "ratio", defaults=(0.5,))
RELU, POOL = "relu", "pool"  # every pool is 3 x 3 with stride 2
Network = namedtuple("Network", "side classes layers")

_DENSE = [Full(4096), RELU, Drop(), Full(4096), RELU, Drop(), Full(1000)]
_CAFFE = Norm(5, 1e-4)


def _two_towers(first, second):
    """AlexNet with both orders of pooling and normalization."""
    return [Conv(96, 11, 4), RELU, first, second, Conv(256, 5, 1, 2, 2), RELU, first, second,
            Conv(384, 3, 1, 1), RELU, Conv(384, 3, 1, 1, 2), RELU, Conv(256, 3, 1, 1, 2), RELU, POOL, *_DENSE]


_SMALL = Norm(5, 0.1)
_QUICK = [POOL, Norm(3, 1e-4)]

NETWORKS = {
    "caffenet": Network(227, 1000, _two_towers(POOL, _CAFFE)),
    "alexnet-bvlc": Network(227, 1000, _two_towers(_CAFFE, POOL)),
    "alexnet-torchvision": Network(224, 1000, [
        Conv(64, 11, 4, 2), RELU, POOL, Conv(192, 5, 1, 2), RELU, POOL, Conv(384, 3, 1, 1), RELU,
        Conv(256, 3, 1, 1), RELU, Conv(256, 3, 1, 1), RELU, POOL,
        Drop(), Full(4096), RELU, Drop(), Full(4096), RELU, Full(1000)]),
    "cifar-quick": Network(32, 10, [
        Conv(32, 5, 1, 2), RELU, *_QUICK, Conv(32, 5, 1, 2), RELU, *_QUICK, Conv(64, 5, 1, 2), RELU, POOL, Full(10)]),
    "alexnet-cifar10": Network(32, 10, [
        Conv(64, 5, 1, 2), RELU, _SMALL, POOL, Conv(128, 3, 1, 1, 2), RELU, _SMALL, POOL, Conv(128, 3, 1, 1), RELU,
        Conv(128, 3, 1, 1, 2), RELU, Conv(128, 3, 1, 1, 2), RELU, POOL,
        Full(512), RELU, Drop(0.4), Full(512), RELU, Drop(0.4), Full(10)]),
}


def shapes(network):
    """Every layer with the channels and the side of its input, and the channels and the side of its output."""
    channels, side = 3, network.side
    for layer in network.layers:
        before = channels, side
        if isinstance(layer, Conv):
            channels, side = layer.filters, (side + 2 * layer.padding - layer.size) // layer.stride + 1
        elif isinstance(layer, Full):
            channels, side = layer.outputs, 1
        elif layer == POOL:
            side = (side - 3) // 2 + 1
        yield layer, before, (channels, side)


def parameters(network):
    """The number of weights and biases."""
    total = 0
    for layer, (channels, side), _ in shapes(network):
        if isinstance(layer, Conv):
            total += layer.filters * (channels // layer.groups * layer.size ** 2 + 1)
        elif isinstance(layer, Full):
            total += layer.outputs * (channels * side ** 2 + 1)
    return total
