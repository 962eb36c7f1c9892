"""Measures Huddle and its peers at the same six jobs, with the same entries, on this machine, and prints a table.

    compare.py --huddle FILE --server FILE --home FOLDER [--only NAME,NAME] [--results FILE]

--home is a log of `huddle`; its entries are what every peer gets. A peer that is not installed is named and left out.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from measuring import Missing, median, read_entries
from peers import ALL

ROUNDS = 7


def measure(kind, folder, programs, entries, home):
    """The figures of one peer: seconds, and bytes on the wire where it has one."""
    peer = kind(folder, programs)
    taken = lambda: peer.proxy.take() if peer.proxy else None
    try:
        peer.prepare(entries, home)
        taken()
        found = {"entries": len(entries)}
        for job in ("push", "first"):
            found[job] = getattr(peer, job)()
            found[job + "Bytes"] = taken()
        peer.idle()
        taken()
        samples = {job: [] for job in ("idle", "capture", "one", "hear")}
        bytes_ = {job: [] for job in samples}
        for number in range(ROUNDS):
            for job, seconds in samples.items():
                seconds.append(getattr(peer, job)(number) if job == "capture" else getattr(peer, job)())
                bytes_[job].append(taken() or 0)
        for job, seconds in samples.items():
            found[job] = median(seconds)
            found[job + "Bytes"] = median(bytes_[job]) if peer.proxy else None
        found["disk"] = peer.disk()
        return found
    finally:
        peer.end()


def table(rows):
    def seconds(value):
        return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"

    def cell(found, job):
        bytes_ = found.get(job + "Bytes")
        return seconds(found[job]) + (f", {bytes_:,.0f} B" if bytes_ and bytes_ < 10_000 else
                                      f", {bytes_ / 1000:,.0f} kB" if bytes_ else "")

    jobs = ["push", "first", "idle", "capture", "one", "hear"]
    lines = ["| | entries | push all | first sync | nothing to do | capture | send one | hear one | on disk, an entry |",
             "|---|---|---|---|---|---|---|---|---|"]
    for name, found in rows:
        lines.append(f"| {name} | {found['entries']:,} | " + " | ".join(cell(found, job) for job in jobs)
                     + f" | {found['disk'] / found['entries']:,.0f} B |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    for name in ("huddle", "server", "home"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--results")
    options = parser.parse_args()
    programs = {"huddle": options.huddle, "huddle-server": options.server}
    entries = read_entries(options.huddle, options.home)
    only = [name for name in options.only.split(",") if name]
    rows, left_out = [], []
    for kind in ALL:
        if only and kind.__name__ not in only:
            continue
        if len(entries) > kind.most:
            left_out.append(f"{kind.name}: more than {kind.most:,} entries take it minutes")
            continue
        print(kind.name, file=sys.stderr)
        folder = tempfile.mkdtemp(prefix="huddle-peer-")
        try:
            rows.append((kind.name, measure(kind, folder, programs, entries, options.home)))
        except Missing as missing:
            left_out.append(f"{kind.name}: {missing} is not installed")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(table(rows))
    for reason in left_out:
        print(f"\nNot measured: {reason}.")
    if options.results:
        Path(options.results).write_text(json.dumps({name: found for name, found in rows}, indent=1))


main()
