"""CaffeNet in ncnn, through its own program benchncnn: writes the network in ncnn's text format and reads the times."""
import os
import re
import shutil
import subprocess
import tempfile

from networks import NETWORKS, POOL, RELU, Conv, Drop, Full, Norm, shapes


def description(network):
    """The lines of a .param file: type, name, numbers and names of inputs and outputs, then options by number."""
    lines = []
    value = "data"

    def add(kind, options):
        nonlocal value
        name = f"{kind.lower()}{len(lines)}"
        lines.append(f"{kind} {name} 1 1 {value} {name} {options}".rstrip())
        value = name

    lines.append(f"Input data 0 1 data 0={network.side} 1={network.side} 2=3")
    for layer, (channels, side), _ in shapes(network):
        if isinstance(layer, Conv):
            weights = layer.filters * (channels // layer.groups) * layer.size ** 2
            add("ConvolutionDepthWise" if layer.groups > 1 else "Convolution",
                f"0={layer.filters} 1={layer.size} 3={layer.stride} 4={layer.padding} 5=1 6={weights}"
                + (f" 7={layer.groups}" if layer.groups > 1 else ""))
        elif isinstance(layer, Norm):
            add("LRN", f"0=0 1={layer.size} 2={layer.alpha} 3=0.75 4={layer.bias}")
        elif isinstance(layer, Full):
            add("InnerProduct", f"0={layer.outputs} 1=1 2={layer.outputs * channels * side ** 2}")
        elif layer == RELU:
            add("ReLU", "")
        elif layer == POOL:
            add("Pooling", "0=0 1=3 2=2")
        elif isinstance(layer, Drop):
            continue  # does nothing here
    add("Softmax", "0=0")
    return "\n".join(["7767517", f"{len(lines)} {len(lines)}", *lines]) + "\n"


def program():
    return shutil.which("benchncnn")


def measure(model, repeat, threads, vulkan_device):
    """Least, largest and mean milliseconds; vulkan_device -1 is the processor."""
    network = NETWORKS[model]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, model + ".param")
        with open(path, "w", encoding="ascii") as file:
            file.write(description(network))
        shape = f"[{network.side},{network.side},3]"
        done = subprocess.run([program(), str(repeat), str(threads), "0", str(vulkan_device), "0",
                               f"param={path}", f"shape={shape}"],
                              capture_output=True, text=True, cwd=folder, check=False)
    found = re.search(r"min\s*=\s*([\d.]+)\s+max\s*=\s*([\d.]+)\s+avg\s*=\s*([\d.]+)", done.stdout + done.stderr)
    if not found:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise RuntimeError("benchncnn gave no times" + (": " + said[-1] if said else ""))
    return [float(number) for number in found.groups()]
