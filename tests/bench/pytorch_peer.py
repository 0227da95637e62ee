"""One of the networks in PyTorch on the processor, timed: prints one line of JSON.

A training step is zero_grad, forward, cross-entropy, backward, SGD with momentum and weight decay: what
`alexscope bench --train` does. Two runs warm up and are not counted.
"""
import argparse
import json
import os
import time

import torch
from torch import nn

from networks import NETWORKS, POOL, RELU, Conv, Drop, Full, Norm, shapes


def module(layer, channels, side):
    if isinstance(layer, Conv):
        return nn.Conv2d(channels, layer.filters, layer.size, layer.stride, layer.padding, groups=layer.groups)
    if isinstance(layer, Norm):
        return nn.LocalResponseNorm(layer.size, layer.alpha, 0.75, layer.bias)
    if isinstance(layer, Full):
        return nn.Linear(channels * side ** 2, layer.outputs)
    if isinstance(layer, Drop):
        return nn.Dropout(layer.ratio)
    return {RELU: nn.ReLU(inplace=True), POOL: nn.MaxPool2d(3, 2)}[layer]


def build(network):
    parts = []
    for layer, (channels, side), _ in shapes(network):
        if isinstance(layer, Full) and side > 1:
            parts.append(nn.Flatten())
        parts.append(module(layer, channels, side))
    return nn.Sequential(*parts)


def step_for(model, network, batch, train):
    images = torch.rand(batch, 3, network.side, network.side) * 2 - 1
    if not train:
        model.eval()
        answer = nn.Softmax(1)

        def forward():
            with torch.inference_mode():
                answer(model(images))
        return forward
    labels = torch.arange(batch) % network.classes
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-6, momentum=0.9, weight_decay=5e-4)
    loss = nn.CrossEntropyLoss()

    def train_once():
        optimizer.zero_grad()
        loss(model(images), labels).backward()
        optimizer.step()
    return train_once


def blas():
    """The library behind matrix products, by what the process has loaded."""
    torch.rand(8, 8) @ torch.rand(8, 8)
    with open("/proc/self/maps", encoding="utf-8") as maps:
        loaded = {os.path.realpath(line.split()[-1]) for line in maps if "/" in line}
    names = sorted(os.path.basename(file) for file in loaded)
    for known, spoken in (("mkl", "MKL"), ("openblas", "OpenBLAS"), ("blis", "BLIS"), ("atlas", "ATLAS")):
        found = [name for name in names if known in name.lower() and "mkldnn" not in name.lower()]
        if found:
            return f"{spoken} ({found[0]})"
    found = [file for file in loaded if os.path.basename(file).startswith("libblas")]
    return f"reference BLAS ({os.path.basename(found[0])})" if found else "unknown"


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--model", default="caffenet", choices=NETWORKS)
    words.add_argument("--batch", type=int, default=1)
    words.add_argument("--repeat", type=int, default=10)
    words.add_argument("--train", action="store_true")
    words.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    options = words.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    network = NETWORKS[options.model]
    model = build(network)
    once = step_for(model, network, options.batch, options.train)
    times = []
    for run in range(options.repeat + 2):
        start = time.perf_counter()
        once()
        if run >= 2:
            times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({
        "name": f"PyTorch {torch.__version__}, {options.threads} threads", "blas": blas(),
        "onednn": bool(torch.backends.mkldnn.is_available()),
        "parameters": sum(p.numel() for p in model.parameters()), "milliseconds": {"all": times}}))


if __name__ == "__main__":
    main()
