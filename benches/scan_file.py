"""The generated scan that the measurements share: 100 hosts with 470 findings each."""

import subprocess

from house import ROOT

HOSTS, ITEMS = 100, 470


def generate(path):
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["cargo", "run", "-q", "--release", "-p", "yunjian-evidence", "--features", "testdata", "--example", "nessus"]
    fresh = path.with_suffix(".new")
    with open(fresh, "wb") as out:
        subprocess.run([*command, "--", str(HOSTS), str(ITEMS)], check=True, stdout=out, cwd=ROOT)
    fresh.rename(path)
