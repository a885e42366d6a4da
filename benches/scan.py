#!/usr/bin/env python3
"""A Nessus scan of 47,000 findings from the first byte of its upload to the assessment, and a second one."""

import pathlib
import shutil
import subprocess
import sys
import threading
import time

from house import PROGRAM, ROOT, SCAN, Person, Server, folder, memory, row, seeded
from scan_file import generate

class Watch(threading.Thread):
    """Highest memory of the server's children while it runs."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.peak, self.seen, self.on = server, 0, {}, True

    def run(self):
        while self.on:
            now = time.perf_counter()
            for pid in self.server.children():
                try:
                    # Until it has become the reader it still carries its parent's figures.
                    if b"read-one" not in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
                        continue
                    self.peak = max(self.peak, memory(pid, "VmHWM"))
                except OSError:
                    continue
                first, _ = self.seen.get(pid, (now, now))
                self.seen[pid] = (first, now)
            time.sleep(0.005)


def hand_in(server, lead, provider, platform, scan, label):
    due = lead.post(f"/platforms/{platform}/dues", {"obligation": SCAN, "due_workdays": 5, "reason": label})["id"]
    upload = provider.post("/uploads", {"platform": platform, "dues": [due]})["id"]
    watch = Watch(server)
    watch.start()
    own, children = server.processor()
    began = time.perf_counter()
    with open(scan, "rb") as body:
        provider.ask("PUT", f"/uploads/{upload}/files/scan.nessus", body, "application/octet-stream")
    uploaded = time.perf_counter()
    made = provider.post("/submissions", {"upload": upload, "dues": [due]})
    received = time.perf_counter()
    identity = made["submissions"][0]["id"]
    moments = {}
    while True:
        state = provider.get(f"/submissions?due={due}")["items"][0]["state"]
        moments.setdefault(state, time.perf_counter())
        if state in ("assessed", "not_admitted"):
            break
        time.sleep(0.01)
    watch.on = False
    watch.join()
    end = moments[state]
    admitted = moments.get("admitted", end)
    reading = max((last - first for first, last in watch.seen.values()), default=0)
    row(f"{label}: upload ({scan.stat().st_size / 2**20:.0f} MiB)", f"{uploaded - began:.2f} s")
    row("  receipt", f"{(received - uploaded) * 1000:.0f} ms")
    row("  receipt to admitted (read, findings projected)", f"{admitted - received:.2f} s, of which in the child {reading:.2f} s")
    row("  admitted to assessed", f"{end - admitted:.2f} s")
    total = end - began
    ok = row("  first byte to assessed", f"{total:.2f} s, {state}", "5 s", total <= 5 and state == "assessed")
    own, children = (after - before for after, before in zip(server.processor(), (own, children)))
    row("  processor time", f"server {own:.2f} s, child {children:.2f} s")
    row("  highest memory of the child", f"{watch.peak:.0f} MiB")
    row("  highest memory of the server so far", f"{server.memory('VmHWM'):.0f} MiB")
    shown = provider.get(f"/submissions/{identity}")
    print("    summary:", {k: shown["files"][0]["summary"][k] for k in ("findings", "distinct", "components")})
    return ok


ok = True
scan = ROOT / "target/bench/scan-47000.nessus"
generate(scan)
seed, _ = seeded()
with folder() as place:
    data = pathlib.Path(place) / "data"
    shutil.copytree(seed, data)
    with Server("demo", "--data", data) as server:
        time.sleep(2)
        lead, provider = Person(server, "lead"), Person(server, "donglan")
        platform = lead.platform()
        ok &= hand_in(server, lead, provider, platform, scan, "first scan")
        # Every finding has its life by now; a byte more makes it another file.
        again = pathlib.Path(place) / "again.nessus"
        again.write_bytes(scan.read_bytes() + b"\n")
        ok &= hand_in(server, lead, provider, platform, again, "next scan")
    # What is left is what the acts say.
    began = time.perf_counter()
    subprocess.run([PROGRAM, "verify", "--replay", "--data", data], check=True, stdout=subprocess.DEVNULL)
    row("replay of the whole record, both scans in it", f"{time.perf_counter() - began:.2f} s")
sys.exit(not ok)
