#!/usr/bin/env python3
"""A large file by tus: three sparse gibibytes through `yunjian submit`, with the server killed in the middle and started again."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from house import PROGRAM, ROOT, environment, row

GIB = 3
ROOM = ROOT / "target/bench"
PLATFORM, DUE = "东岚政务云", "A-12.3-G-1/1"


def start(data):
    server = subprocess.Popen([PROGRAM, "demo", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment())
    for line in server.stdout:
        at = line.find("http://127.0.0.1:")
        if at >= 0:
            return server, line[at:].strip()
    sys.exit("the server did not listen")


def ask(base, path, headers, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/api/v1{path}", data=data, headers={"content-type": "application/json", "x-yunjian": "1", **headers})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer), answer.headers


def main():
    ROOM.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOM) as folder:
        folder = pathlib.Path(folder)
        data, file = folder / "data", folder / "large.bin"
        with file.open("wb") as target:
            for gib in range(GIB):
                target.seek(gib << 30)
                target.write(os.urandom(1 << 20))
            target.truncate(GIB << 30)
        server, base = start(data)
        _, headers = ask(base, "/session", {}, {"login": "donglan", "password": "yunjian-demo"})
        token, _ = ask(base, "/tokens", {"cookie": headers["set-cookie"].split(";")[0]}, {"label": "bench", "days": 1})
        bearer = {"authorization": f"Bearer {token['secret']}"}
        send = lambda base: subprocess.Popen(
            [PROGRAM, "submit", "--server", base, "--platform", PLATFORM, "--due", DUE, "--json", "--no-wait", file],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**environment(), "YUNJIAN_TOKEN": token["secret"]},
        )
        began = time.monotonic()
        client = send(base)
        received = 0
        while received < (GIB << 30) // 2:
            time.sleep(0.2)
            items = ask(base, "/uploads", bearer)[0]["items"]
            received = items[0]["unfinished"][0]["received"] if items and items[0]["unfinished"] else 0
        half = time.monotonic() - began
        server.send_signal(signal.SIGKILL)
        client.kill()
        client.wait()
        server.wait()
        row("first half", f"{received / 2**20 / half:.0f} MiB/s, hashing the file before it is sent included")
        server, base = start(data)
        kept = ask(base, "/uploads", bearer)[0]["items"][0]["unfinished"][0]["received"]
        row("after kill -9", f"{kept / 2**20:.0f} MiB of {received / 2**20:.0f} MiB acknowledged are there")
        began = time.monotonic()
        if send(base).wait() != 0:
            sys.exit("the second run did not end well")
        rest = time.monotonic() - began
        row("second half", f"{((GIB << 30) - kept) / 2**20 / rest:.0f} MiB/s, hashing on both sides included")
        server.terminate()
        server.wait()
        return 0 if kept >= received else 1


if __name__ == "__main__":
    sys.exit(main())
