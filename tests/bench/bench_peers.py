#!/usr/bin/env python3
"""Times AlexScope beside other programs that compute the same networks, in turns, and says who is how fast.

    bench_peers.py --program build/release/bin/alexscope --json today.json --markdown today.md
    bench_peers.py --blas openblas=/usr/lib/x86_64-linux-gnu/openblas-pthread    PyTorch with that library, too
    bench_peers.py --compare before.json today.json

Peers that are not installed are left out with a note. Needs Python 3.9 and nothing else; PyTorch and benchncnn
are used where they are.
"""
import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys

import ncnn_peer
import report
from networks import NETWORKS, parameters
from rows import ROWS

HERE = os.path.dirname(os.path.abspath(__file__))


def run_json(words, **more):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise RuntimeError(said[-1] if said else f"{words[0]} ended with {done.returncode}")
    return json.loads(done.stdout)


class Collected:
    """The times of one program for one row, over all turns."""

    def __init__(self):
        self.times = []

    def summary(self):
        return {"min": min(self.times), "median": statistics.median(self.times), "max": max(self.times),
                "count": len(self.times)}


class Bench:
    def __init__(self, options):
        self.options = options
        self.notes = []
        self.peers = {}  # id: what it says of itself
        self.threads = len(os.sched_getaffinity(0))
        self.pythons = self.find_pytorch()
        self.has_ncnn = bool(ncnn_peer.program())
        if not self.has_ncnn:
            self.note("benchncnn is not on the PATH: ncnn is left out")

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)
            print("note: " + text, file=sys.stderr)

    def find_pytorch(self):
        """The environments to run PyTorch in, by name."""
        for python in dict.fromkeys([self.options.python or sys.executable, "/usr/bin/python3"]):
            done = subprocess.run([python, "-c", "import torch"], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                self.python = python
                break
            if self.options.python:
                break
        else:
            done = None
        if not done or done.returncode != 0:
            self.note("PyTorch is not installed (Debian: python3-torch): it is left out")
            return {}
        found = {"pytorch": None}
        for word in self.options.blas:
            name, _, folder = word.partition("=")
            found["pytorch-" + name] = folder
        return found

    def ours(self, row, with_opencv):
        words = [self.options.program, "bench", "--model", row.model, "--random-weights", "--batch", str(row.batch),
                 "--repeat", str(self.repeat(row)), "--json"]
        words += ["--train"] if row.train else []
        words += ["--peer", "opencv"] if with_opencv else []
        words += ["--device", self.options.device] if self.options.device else []
        return run_json(words)

    def repeat(self, row):
        return self.options.repeat or row.repeat

    def pytorch(self, row, folder):
        environment = dict(os.environ)
        if folder:
            environment["LD_LIBRARY_PATH"] = folder + ":" + environment.get("LD_LIBRARY_PATH", "")
        words = [self.python, os.path.join(HERE, "pytorch_peer.py"), "--model", row.model, "--batch", str(row.batch),
                 "--repeat", str(self.repeat(row)), "--threads", str(self.threads)]
        return run_json(words + (["--train"] if row.train else []), env=environment)

    def turn(self, row, times):
        """Everybody once; `times` are those so far, by name."""
        def add(name, values):
            times.setdefault(name, Collected()).times += values

        with_opencv = not row.train and not row.against.startswith("ncnn")
        try:
            found = self.ours(row, with_opencv)
        except RuntimeError as error:
            if not with_opencv:
                raise
            self.note(f"{row.name}: {error}")
            found = self.ours(row, False)
        add("ours", found["milliseconds"]["all"])
        self.operations = sum(layer["gflops"] * layer["milliseconds"] for layer in found["layers"])
        if "peer" in found:
            self.peers["opencv"] = {"name": found["peer"]["name"]}
            add("opencv", found["peer"]["milliseconds"]["all"])
            if found["peer"]["difference"] > 1e-4:
                self.note(f"{row.name}: OpenCV's answers differ by {found['peer']['difference']:.1e}")
        if row.against.startswith("ncnn"):
            self.ncnn(row, add)
            return
        for name, folder in self.pythons.items():
            try:
                theirs = self.pytorch(row, folder)
            except RuntimeError as error:
                self.note(f"{row.name}: {name} failed: {error}")
                continue
            self.peers[name] = {"name": theirs["name"], "blas": theirs["blas"], "onednn": theirs["onednn"]}
            add(name, theirs["milliseconds"]["all"])
            if theirs["parameters"] != parameters(NETWORKS[row.model]):
                self.note(f"{row.name}: {name} has {theirs['parameters']} parameters")

    def ncnn(self, row, add):
        if not self.has_ncnn:
            return
        for name, device in (("ncnn-vulkan", self.options.ncnn_device), ("ncnn-processor", -1)):
            try:
                least, _, mean = ncnn_peer.measure(row.model, self.repeat(row), self.threads, device)
            except RuntimeError as error:
                self.note(f"{row.name}: {name}: {error}")
                continue
            self.peers[name] = {"name": f"benchncnn, {self.threads} threads, as it chooses its numbers (fp16 where it can)"}
            add(name, [least, mean])  # it tells no more

    def row(self, row):
        times = {}
        for turn in range(self.options.turns):
            print(f"{row.name}, turn {turn + 1} of {self.options.turns}", file=sys.stderr)
            self.turn(row, times)
        ours = times.pop("ours").summary()
        peers = []
        for name, collected in times.items():
            theirs = collected.summary()
            peers.append({"name": name, **theirs, "ratio_min": theirs["min"] / ours["min"],
                          "ratio_median": theirs["median"] / ours["median"]})
        return {"name": row.name, "model": row.model, "batch": row.batch, "train": row.train, "ours": ours,
                "gflops": self.operations / ours["min"], "peers": peers, "goal": goal(row, ours, peers)}

    def check_networks(self):
        """A peer that computes another network says nothing."""
        for model in sorted({row.model for row in self.rows()}):
            said = run_json([self.options.program, "summary", "--model", model, "--json"])["parameters"]
            if said != parameters(NETWORKS[model]):
                raise SystemExit(f"bench_peers: {model} has {said} parameters, the table in networks.py "
                                 f"{parameters(NETWORKS[model])}: bring the table up to date")

    def rows(self):
        chosen = self.options.rows.split(",") if self.options.rows else [row.name for row in ROWS]
        unknown = set(chosen) - {row.name for row in ROWS}
        if unknown:
            raise SystemExit(f"bench_peers: there is no row {', '.join(sorted(unknown))}; there are "
                             + ", ".join(row.name for row in ROWS))
        return [row for row in ROWS if row.name in chosen]

    def run(self):
        self.check_networks()
        words = [self.options.program, "bench", "--ceilings", "--json"]
        found = {"format": 1, "date": datetime.datetime.now().isoformat(" ", "minutes"), "machine": machine(),
                 "turns": self.options.turns,
                 "ceilings": run_json(words + (["--device", self.options.device] if self.options.device else []))}
        if found["machine"]["load"] > 0.25 * self.threads:
            self.note(f"the machine was busy before (load {found['machine']['load']:.1f}): programs that wait for all "
                      "of their threads suffer most, so the ratios say little")
        found["rows"] = [self.row(row) for row in self.rows()]
        found["peers"] = [{"id": name, **said} for name, said in sorted(self.peers.items())]
        found["notes"] = self.notes
        return found


def goal(row, ours, peers):
    """Against the fastest of the peers that it names."""
    if not row.against:
        return None
    result = {"against": row.against, "must": row.must, "aim": row.aim, "reached": None, "aim_reached": None}
    if row.against == "milliseconds":
        result.update(value=ours["min"], reached=ours["min"] <= row.must, aim_reached=ours["min"] <= row.aim)
        return result
    ratios = [peer["ratio_min"] for peer in peers if peer["name"].startswith(row.against)]
    if ratios:
        result.update(value=min(ratios), reached=min(ratios) >= row.must, aim_reached=min(ratios) >= row.aim)
    return result


def machine():
    processor = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            processor = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {"processor": processor, "cores": len(os.sched_getaffinity(0)), "memory_gigabytes": memory,
            "system": f"{platform.system()} {platform.release()}", "load": os.getloadavg()[0]}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    built = os.path.normpath(os.path.join(HERE, "../../build/release/bin/alexscope"))
    words.add_argument("--program", default=built if os.path.exists(built) else shutil.which("alexscope") or built,
                       help="alexscope (default: the one that ./run build makes)")
    words.add_argument("--device", help="as alexscope's --device")
    words.add_argument("--rows", help="some of the rows, with commas between: " + ",".join(row.name for row in ROWS))
    words.add_argument("--turns", type=int, default=3, help="how often everybody has a turn (3)")
    words.add_argument("--repeat", type=int, help="measured runs a turn, instead of those of the row")
    words.add_argument("--python", help="a Python that has PyTorch (default: this one, or Debian's)")
    words.add_argument("--blas", action="append", default=[], metavar="NAME=FOLDER",
                       help="run PyTorch also with the BLAS library in that folder")
    words.add_argument("--ncnn-device", type=int, default=0, help="ncnn's number of the Vulkan device (0)")
    words.add_argument("--json", help="write the results to this file")
    words.add_argument("--markdown", help="write the report to this file, too")
    words.add_argument("--compare", nargs=2, metavar=("BEFORE", "AFTER"), help="say what changed, measure nothing")
    options = words.parse_args()
    if options.compare:
        print(report.compare(*(json.load(open(path, encoding="utf-8")) for path in options.compare)), end="")
        return
    try:
        found = Bench(options).run()
    except (OSError, RuntimeError) as error:
        raise SystemExit(f"bench_peers: {error}") from error
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=2)
            file.write("\n")
    text = report.markdown(found)
    if options.markdown:
        with open(options.markdown, "w", encoding="utf-8") as file:
            file.write(text)
    print(text, end="")


if __name__ == "__main__":
    main()
