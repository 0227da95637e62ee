"""Results as Markdown, and the difference of two of them."""


def number(value, unit=""):
    if value is None:
        return ""
    digits = 0 if value >= 1000 else 1 if value >= 100 else 2
    return f"{value:,.{digits}f}{unit}"


def table(head, lines):
    rows = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(rows + ["| " + " | ".join(line) + " |" for line in lines])


def verdict(row):
    goal = row["goal"]
    if not goal:
        return ""
    sign = "≤" if goal["against"] == "milliseconds" else "≥"
    wanted = f"{sign} {goal['must']:g}, aim {goal['aim']:g}"
    if goal["reached"] is None:
        return wanted + ": not measured"
    return wanted + (": aim reached" if goal["aim_reached"] else ": reached" if goal["reached"] else ": **missed**")


def lines_of(row):
    ours = row["ours"]
    first = [row["name"], number(ours["min"]), number(ours["median"])]
    last = [number(row["gflops"]), verdict(row)]
    if not row["peers"]:
        return [first + ["", "", "", "", ""] + last]
    lines = []
    for peer in row["peers"]:
        lines.append((first if not lines else ["", "", ""])
                     + [peer["name"], number(peer["min"]), number(peer["median"]), number(peer["ratio_min"]),
                        number(peer["ratio_median"])]
                     + (last if not lines else ["", ""]))
    return lines


def markdown(found):
    machine, ceilings = found["machine"], found["ceilings"]
    text = [f"{found['date']}, {machine['processor']}, {machine['cores']} cores, {machine['memory_gigabytes']:.0f} GB, "
            f"{machine['system']}; load before {machine['load']:.1f}. {ceilings['device']} ({ceilings['driver']}). "
            f"{found['turns']} turns.",
            f"The device computes at most {number(ceilings['gflops'])} GFLOP/s and copies "
            f"{number(ceilings['copy_gigabytes_per_second'])} GB/s."]
    for peer in found["peers"]:
        text.append(f"`{peer['id']}`: {peer['name']}" + (f", {peer['blas']}" if peer.get("blas") else "") + ".")
    text += ["Note: " + note for note in found["notes"]]
    head = ["row", "ours, least ms", "median", "peer", "least ms", "median", "ratio of least", "of medians",
            "ours, GFLOP/s", "goal"]
    text.append("Ratio = theirs / ours: more than 1 means that AlexScope is faster.")
    text.append(table(head, [line for row in found["rows"] for line in lines_of(row)]))
    return "\n\n".join(text) + "\n"


def compare(before, after):
    """Markdown: what became of every row that both have."""
    earlier = {row["name"]: row for row in before["rows"]}
    lines = []
    for row in after["rows"]:
        old = earlier.get(row["name"])
        if not old:
            continue
        peers = {peer["name"]: peer for peer in old["peers"]}
        lines.append([row["name"], number(old["ours"]["min"]), number(row["ours"]["min"]),
                      number(old["ours"]["min"] / row["ours"]["min"], " x"), "", "", ""])
        for peer in row["peers"]:
            if peer["name"] in peers:
                lines.append(["", "", "", "", peer["name"], number(peers[peer["name"]]["ratio_min"]),
                              number(peer["ratio_min"])])
    only = sorted(set(earlier) ^ {row["name"] for row in after["rows"]})
    head = ["row", "before, least ms", "after", "faster", "peer", "ratio before", "ratio after"]
    text = [f"{before['date']} and {after['date']}", table(head, lines)]
    for which in ("gflops", "copy_gigabytes_per_second"):
        text.append(f"Ceiling {which}: {number(before['ceilings'][which])} and {number(after['ceilings'][which])}.")
    if only:
        text.append("Only in one of them: " + ", ".join(only) + ".")
    return "\n\n".join(text) + "\n"
