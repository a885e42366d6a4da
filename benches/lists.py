#!/usr/bin/env python3
"""Lists of 50 rows over one kept-alive connection, on the demo fleet and with many due items and submissions."""

import pathlib
import shutil
import sys
import time

from house import SCAN, Person, Server, folder, quantile, row, seeded

ROUNDS = 1000
MANY = 2000


def measure(person, label, path, floor=True):
    rows = len(person.get(path)["items"])
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer, data = person.raw("GET", "/api/v1" + path)
        times.append(time.perf_counter() - began)
        assert answer.status == 200 and data
    p50, p99 = quantile(times, 0.5) * 1000, quantile(times, 0.99) * 1000
    figure = f"p50 {p50:.2f} ms  p99 {p99:.2f} ms  ({rows} rows, {len(data)} bytes)"
    return row(label, figure, "p50 5 ms" if floor else None, p50 <= 5 if floor else None)


ok = True
seed, _ = seeded()
with folder() as place:
    data = pathlib.Path(place) / "data"
    shutil.copytree(seed, data)
    with Server("demo", "--data", data) as server:
        time.sleep(2)
        lead, provider = Person(server, "lead"), Person(server, "donglan")
        for who, person in (("supervisor", lead), ("provider", provider)):
            ok &= measure(person, f"{who}: due items", "/dues?limit=50")
            ok &= measure(person, f"{who}: submissions", "/submissions?limit=50")
        ok &= measure(lead, "supervisor: queue of the reviewer", "/submissions?limit=50&queue=1")
        ok &= measure(lead, "supervisor: rectifications", "/rectifications?limit=50")
        platform = lead.platform()
        began = time.perf_counter()
        for number in range(MANY):
            lead.post(f"/platforms/{platform}/dues", {"obligation": SCAN, "due_workdays": 5, "reason": f"number {number}"})
        seconds = time.perf_counter() - began
        row(f"{MANY} due items opened one by one, each an act on disk", f"{MANY / seconds:.0f} per second")
        time.sleep(2)
        ok &= measure(lead, f"supervisor: due items, {MANY} more", "/dues?limit=50")
        ok &= measure(lead, f"supervisor: overdue ones, {MANY} more", "/dues?limit=50&overdue=true")
        ok &= measure(provider, f"provider: due items, {MANY} more", "/dues?limit=50")
sys.exit(not ok)
