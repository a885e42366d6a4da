#!/usr/bin/env python3
"""Cold seeding of the demo fleet; start to first page; memory at rest and after looking around."""

import http.client
import pathlib
import shutil
import sys
import time

from house import Person, Server, folder, quantile, row, seed_into

ok = True
with folder() as place:
    data = pathlib.Path(place) / "data"
    row("cold start: empty folder to the whole demo fleet", f"{seed_into(data):.2f} s")
    pages, first, after = [], [], []
    for number in range(5):
        copy = pathlib.Path(place) / f"copy-{number}"
        shutil.copytree(data, copy)
        with Server("demo", "--data", copy) as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("GET", "/")
            assert connection.getresponse().read()
            pages.append(time.perf_counter() - server.began)
            time.sleep(3)
            first.append(server.memory("VmRSS"))
            lead = Person(server, "lead")
            for path in ("/home", "/platforms", "/dues?limit=50", "/submissions?limit=50", "/rectifications", "/catalogue"):
                lead.get(path)
            for submission in lead.get("/submissions?limit=50")["items"]:
                lead.get(f"/submissions/{submission['id']}")
            after.append(server.memory("VmHWM"))
page, rest, seen = max(pages), max(first), max(after)
ok &= row("start of the process to the first page (worst of 5)", f"{page * 1000:.0f} ms", "1 s", page <= 1)
row("  the same, median", f"{quantile(pages, 0.5) * 1000:.0f} ms")
ok &= row("resident memory 3 s after the start (worst of 5)", f"{rest:.0f} MiB", "120 MiB", rest <= 120)
ok &= row("highest resident memory after every page was looked at", f"{seen:.0f} MiB", "120 MiB", seen <= 120)
sys.exit(not ok)
