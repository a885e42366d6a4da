#!/usr/bin/env python3
"""How fast each reader is, by `yunjian inspect`: a generated scan, and the largest real files where they are."""

import json
import pathlib
import resource
import subprocess
import sys

from house import PROGRAM, ROOT, environment, row
from scan_file import generate

scan = ROOT / "target/bench/scan-47000.nessus"
generate(scan)
files = [scan]
corpora = ROOT.parent / "shared/corpora"
by_format = {}
if corpora.is_dir():
    for path in sorted(corpora.rglob("*")):
        if path.is_file() and path.stat().st_size > 200_000:
            ran = subprocess.run([PROGRAM, "inspect", "--json", path], capture_output=True, text=True, env=environment())
            if ran.returncode == 0:
                figures = json.loads(ran.stdout)
                best = by_format.get(figures["format"])
                if best is None or best.stat().st_size < path.stat().st_size:
                    by_format[figures["format"]] = path
files += [path for _, path in sorted(by_format.items())]
for path in files:
    best = None
    for _ in range(3):
        ran = subprocess.run([PROGRAM, "inspect", "--json", path], capture_output=True, text=True, check=True, env=environment())
        figures = json.loads(ran.stdout)
        if best is None or figures["ms"] < best["ms"]:
            best = figures
    size, seconds = best["bytes"] / 2**20, max(best["ms"], 1) / 1000
    what = f"{best['findings']} findings" if best["findings"] else f"{best['rows']} rows"
    row(f"{best['format']}: {path.name[:40]}", f"{size:.1f} MiB in {best['ms']} ms = {size / seconds:.0f} MiB/s, {what}")
print(f"highest memory of any of these runs: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
sys.exit(0)
