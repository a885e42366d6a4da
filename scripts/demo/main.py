"""Entry of the demo evidence: lab and tools, then registers, forms, plan and provenance."""

import signal
import sys

import fleet
from collect import collect


def stop(*_):
    raise SystemExit("stopped; the lab is taken down")


def main(work, demo):
    signal.signal(signal.SIGTERM, stop)
    for platform in fleet.PLATFORMS:
        for month in fleet.MONTHS:
            print(f"{platform} {month}: building the lab and running the tools", flush=True)
            collect(work, platform, month)
    import evidence
    evidence.write(work, demo)


if __name__ == "__main__":
    main(*sys.argv[1:3])
