"""All rules of all obligations over one large platform, on one thread. No server: the example `speed` of yunjian-assess."""

import os
import subprocess
import sys

from house import ROOT

FLOOR_MS = 300.0


def main():
    built = subprocess.run(
        ["cargo", "build", "--release", "--locked", "-q", "-p", "yunjian-assess", "--example", "speed"], cwd=ROOT
    )
    if built.returncode != 0:
        sys.exit("the example speed does not build")
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    ran = subprocess.run([f"{target}/release/examples/speed"], capture_output=True, text=True, check=True)
    print(ran.stdout, end="")
    figures = dict(line.split() for line in ran.stdout.splitlines() if not line.startswith(" "))
    met = float(figures["all_ms"]) <= FLOOR_MS and figures["stopped"] == "0"
    print(f"all rules ≤ {FLOOR_MS:.0f} ms, none stopped: {'met' if met else 'NOT MET'}")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
