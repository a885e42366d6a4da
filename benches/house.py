"""What every measurement here needs: a server on a free port, people who speak to it, and figures of processes."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("YUNJIAN_PROGRAM", ROOT / "target/release/yunjian"))
PLATFORM = "东岚政务云"
SCAN = "A-12.3-G-1/1"


def environment():
    unwanted = ("YUNJIAN_TOKEN", "YUNJIAN_DATABASE", "RUST_LOG")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def folder():
    """A folder on the disk the repository is on; a folder in memory would flatter every figure."""
    shelf = ROOT / "target" / "bench"
    shelf.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=shelf)


def seeded():
    """The demo fleet, made once and kept in target/bench; answers (folder, seconds or None when it was kept)."""
    seed = ROOT / "target" / "bench" / "seed"
    if (seed / "done").exists() and (seed / "done").stat().st_mtime > PROGRAM.stat().st_mtime:
        return seed / "data", None
    shutil.rmtree(seed, ignore_errors=True)
    seed.mkdir(parents=True)
    seconds = seed_into(seed / "data")
    (seed / "done").touch()
    return seed / "data", seconds


def seed_into(data):
    began = time.perf_counter()
    ran = subprocess.run(
        [PROGRAM, "demo", "--seed-only", "--listen", "127.0.0.1:0", "--data", data],
        env=environment(),
        capture_output=True,
        text=True,
    )
    if ran.returncode != 0:
        sys.exit(f"the demo fleet could not be made: {ran.stderr}")
    return time.perf_counter() - began


class Server:
    """A server process; `with` stops it."""

    def __init__(self, *arguments):
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [PROGRAM, *arguments, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found[1])
                return
        sys.exit("the server ended before it listened")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def memory(self, name):
        """VmRSS (now) or VmHWM (highest so far) of the server, in MiB."""
        return memory(self.process.pid, name)

    def children(self):
        path = f"/proc/{self.process.pid}/task/"
        found = []
        for task in os.listdir(path):
            try:
                found += [int(pid) for pid in pathlib.Path(path, task, "children").read_text().split()]
            except OSError:
                pass
        return found


    def processor(self):
        """Seconds of processor time so far: of the server itself, and of its children that have ended."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = os.sysconf("SC_CLK_TCK")
        return (int(fields[11]) + int(fields[12])) / ticks, (int(fields[13]) + int(fields[14])) / ticks


def memory(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    raise OSError(name)


class Person:
    """One kept-alive connection, signed in."""

    def __init__(self, server, login):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        self.headers = {"x-yunjian": "1"}
        _, headers = self.ask("POST", "/session", {"login": login, "password": "yunjian-demo"})
        self.headers["cookie"] = headers["set-cookie"].split(";")[0]

    def raw(self, method, path, body=None, kind="application/json"):
        self.connection.request(method, path, body, {**self.headers, "content-type": kind})
        answer = self.connection.getresponse()
        return answer, answer.read()

    def ask(self, method, path, body=None, kind="application/json"):
        if isinstance(body, dict):
            body = json.dumps(body).encode()
        answer, data = self.raw(method, "/api/v1" + path, body, kind)
        if answer.status >= 300:
            sys.exit(f"{method} {path}: {answer.status} {data.decode()[:400]}")
        return json.loads(data or b"null"), answer.headers

    def get(self, path):
        return self.ask("GET", path)[0]

    def post(self, path, body):
        return self.ask("POST", path, body)[0]

    def platform(self):
        rows = self.get("/platforms?limit=200")["items"]
        return next(row["id"] for row in rows if row["name"] == PLATFORM)


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def row(name, figure, floor=None, met=None):
    """One line of the answer; with a floor also whether it is met."""
    verdict = "" if floor is None else f"   floor {floor}: {'met' if met else 'NOT MET'}"
    print(f"{name:<58} {figure}{verdict}", flush=True)
    return met is not False
