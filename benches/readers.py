#!/usr/bin/env python3
"""How fast each reader is: a table per format, on one thread, from memory, in processor time, beside what neighbours were measured at.

The example program `speed` of the crate yunjian-evidence is built in release and run: once for the rates (best of three), once per file in a process of its own for
the growth of memory. `--before PROGRAM` names such a program of another state of the source: both are run by turns, and the table has its rate too.
`--write` keeps the table in docs/speed-of-readers.md.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
CORPORA = ROOT.parent / "shared/corpora"
# Measured side by side on another day (design/quality.md): findings per second of processor time, MB/s.
NEIGHBOURS = {
    "grype-json": "DefectDojo 4.2k findings/s",
    "sarif": "DefectDojo 2.3k findings/s",
    "xccdf-results": "DefectDojo 13.5 MB/s; hdf-converters 0.7 MB/s",
    "nessus-v2": "DefectDojo 41 MB/s; hdf-converters 5.8 MB/s",
}
FLOORS = {"xccdf-results": 150.0, "nessus-v2": 200.0}


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def figures(program, files):
    out = {}
    for line in run(program, "--json", *files).splitlines():
        if line.startswith("{"):
            row = json.loads(line)
            out[row["file"]] = row
    return out


def plainly(program, files):
    """Bytes per second by file, from the table for people: an earlier build may know no other."""
    out = {}
    for line in run(program, "-n", "5", *files).splitlines()[1:]:
        words = line.split()
        if len(words) >= 7 and words[2].replace(".", "").isdigit():
            out[" ".join(words[6:])] = float(words[2])
    return out


def largest(program):
    """The largest real file of each format, five at most looked at in each folder."""
    best = {}
    if CORPORA.is_dir():
        for folder in sorted(CORPORA.iterdir()):
            if not folder.is_dir() or folder.name in ("cyclonedx-spec", "sigma-rules", "sigma-regression", "oscal", "oscal-schema"):
                continue
            files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: -p.stat().st_size)[:5]
            for path, row in figures(program, ["-n", "1", *files]).items():
                if row["rows"] and (row["format"] not in best or best[row["format"]]["bytes"] < row["bytes"]):
                    best[row["format"]] = row
    return {format: pathlib.Path(row["file"]) for format, row in sorted(best.items())}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--before", type=pathlib.Path)
    arguments.add_argument("--large", type=int, default=0, help="also a generated Nessus file of so many MiB")
    arguments.add_argument("--write", action="store_true")
    asked = arguments.parse_args()
    if not os.environ.get("YUNJIAN_BUILT"):
        subprocess.run(
            ["cargo", "build", "--release", "--locked", "-q", "-p", "yunjian-evidence", "--features", "testdata", "--example", "speed", "--example", "nessus"],
            cwd=ROOT, check=True,
        )
    program = TARGET / "release/examples/speed"
    files = largest(program)
    shelf = TARGET / "bench"
    shelf.mkdir(parents=True, exist_ok=True)
    made = {"scan.nessus": (30, 470)}
    if asked.large:
        made["large.nessus"] = (max(1, asked.large * 1024 // 1180), 470)
    for name, (hosts, items) in made.items():
        path = shelf / name
        if not path.exists():
            with path.open("wb") as target:
                subprocess.run([TARGET / "release/examples/nessus", str(hosts), str(items)], stdout=target, check=True)
    inputs = [*files.values(), shelf / "scan.nessus"]
    now, before = figures(program, ["-n", "3", *inputs]), {}
    if asked.before:
        before = plainly(asked.before, inputs)
        again = figures(program, ["-n", "3", *inputs])
        for path, row in again.items():
            for key in ("seconds", "seconds_to_facts"):
                now[path][key] = min(now[path][key], row[key])
    lines = ["| Format | File | MiB | Read MB/s | To a fact file MB/s | Records/s | Memory MiB | Before MB/s | Neighbours |", "|---|---|---:|---:|---:|---:|---:|---:|---|"]
    missed = []
    for path in map(str, inputs):
        row = now.get(path)
        if row is None:
            continue
        rate = row["bytes"] / 1e6 / row["seconds"]
        facts = row["bytes"] / 1e6 / row["seconds_to_facts"]
        memory = json.loads(run(program, "--memory", path))["kib"] / 1024
        earlier = before.get(path)
        was = f"{earlier:.0f}" if earlier else "–"
        name = pathlib.Path(path).name
        lines.append(
            f"| {row['format']} | `{name}` | {row['bytes'] / 2**20:.2f} | {rate:.0f} | {facts:.0f} | {row['rows'] / row['seconds']:,.0f} | {memory:.1f} | {was} | {NEIGHBOURS.get(row['format'], '')} |"
        )
        if row["bytes"] > 1e6 and rate < FLOORS.get(row["format"], 0):
            missed.append(f"{row['format']}: {rate:.0f} MB/s")
    if asked.large:
        path = shelf / "large.nessus"
        said = json.loads(run(program, "--memory", path))
        lines.append(f"| nessus-v2 | generated, {path.stat().st_size / 2**20:.0f} MiB, from the disk | | | | {said['rows']:,} records | {said['kib'] / 1024:.1f} | | |")
        if said["kib"] > 64 * 1024:
            missed.append("a large Nessus file costs more than 64 MiB")
    table = "\n".join(lines)
    print(table)
    if asked.write:
        page = ROOT / "docs/speed-of-readers.md"
        page.write_text(
            "# How fast the readers are\n\nThe largest real file of each format in the test corpus, and generated scans. Written by `python3 -B benches/readers.py --write` (what the columns mean "
            "stands in `benches/README.md`); release build, one thread, processor time, best of three, on two shared cores of a virtual machine. The "
            "neighbours' figures are of another day on the same kind of machine and of the same kind of files.\n\n" + table + "\n",
            encoding="utf-8",
        )
    for line in missed:
        print(f"floor not met: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
