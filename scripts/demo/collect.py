"""Runs the real tools against one platform of the lab and keeps their output, untouched, as raw files."""

import gzip
import json
import re
import shutil
from pathlib import Path

import fleet
from lab import Lab, at, inside, run

SCAP = "/usr/share/xml/scap/ssg/content/ssg-debian11-ds.xml"
SCAP_PROFILE = "xccdf_org.ssgproject.content_profile_anssi_np_nt28_average"
NMAP_PORTS = "1-10000"
TESTSSL = ["--warnings", "batch", "--color", "0", "--quiet", "-p", "-s", "-S", "-h", "-U"]
WAPITI_MODULES = "csp,http_headers,cookieflags,methods,backup,htaccess"
# Every tool is bounded: a hanging probe must end the script with a word, not hold it.
LIMIT = ["timeout", "300"]


def later(moment, minutes):
    """The moment plus some minutes (same day is enough for this story)."""
    day, clock = moment.split()
    h, m, s = map(int, clock.split(":"))
    total = h * 60 + m + minutes
    return f"{day} {total // 60:02d}:{total % 60:02d}:{s:02d}"


def collect(work, platform, month):
    story, when = fleet.PLATFORMS[platform], fleet.MONTHS[month]
    out = Path(work) / "raw" / platform / month
    if (out / ".ready").exists():
        return out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    lab = Lab(work)
    lab.sweep()
    try:
        lab.images()
        lab.network(platform)
        roots = {}
        for row in story["assets"]:
            roots[row["id"]] = lab.root(platform, month, row)
            lab.serve(platform, month, row, roots[row["id"]])
        lab.wait([r for r in story["assets"]])
        skip = story["skip"].get(month, set())
        scanned = [r for r in story["assets"] if r["id"] not in skip]
        nmap(out, story, month, when, [r for r in scanned if r["ip"]])
        for n, row in enumerate(scanned):
            if row["id"] in story["unauthenticated"] or row["id"] in story.get("failed", {}).get(month, ()):
                continue
            moment = later(when["scan"], 6 * n)
            oscap(out, row, roots[row["id"]], moment)
        for row in scanned:
            if row["id"] in story.get("failed", {}).get(month, ()):
                continue
            if row["id"] in story["unauthenticated"]:
                ssh(out, row)
            else:
                patches(out, lab, row, roots[row["id"]])
            if row["role"] == "web" and not row.get("unregistered"):
                web(out, lab, story, month, when, row)
            if row["role"] == "db" and month in story["db_scan"]:
                database(out, when, row)
        for row in story["assets"]:
            system(out, row, roots[row["id"]])
        (out / ".ready").touch()
    finally:
        lab.down()
    return out


def nmap(out, story, month, when, rows):
    (out / "targets.txt").write_text("".join(f"{r['id']}.{story['domain']}\n" for r in rows))
    ports = story.get("nmap_ports", {}).get(month, NMAP_PORTS)
    at(when["nmap"], *LIMIT, "ip", "netns", "exec", "yjdemo", "nmap", "-Pn", "-sT", "-sV", "-p", ports,
       "-iL", "targets.txt", "-oX", "nmap.xml", cwd=out)


def oscap(out, row, root, moment):
    """`oscap` looks at the asset's file system (OSCAP_PROBE_ROOT); exit 2 means that some rules failed."""
    script = (f"hostname {row['id']}; exec faketime -f '@{moment}' oscap xccdf eval --profile {SCAP_PROFILE} "
              f"--results oscap-{row['id']}.xml {SCAP}")
    done = inside(*LIMIT, "unshare", "--uts", "sh", "-c", script, cwd=out, check=False,
                  env={"OSCAP_PROBE_ROOT": str(root)})
    if done.returncode not in (0, 2):
        raise SystemExit(f"oscap failed on {row['id']}: {done.stderr[-500:]}")


def ssh(out, row):
    """From outside only: the algorithms that ssh offers, as ssh-audit rates them. Exit 1 to 3 says there is something."""
    done = inside(*LIMIT, "ssh-audit", "--no-colors", "--batch", "--level", "warn", row["ip"], check=False)
    if done.returncode > 3 or "(kex)" not in done.stdout:
        raise SystemExit(f"ssh-audit failed on {row['id']}: {(done.stderr or done.stdout)[-300:]}")
    (out / f"ssh-audit-{row['id']}.txt").write_text(done.stdout)


def web(out, lab, story, month, when, row):
    name = f"{row['id']}.{story['domain']}"
    home = out / "wapiti-home"
    home.mkdir(exist_ok=True)
    inside(*LIMIT, "faketime", "-f", f"@{later(when['scan'], 90)}", "wapiti", "-u", f"http://{name}/",
           "--flush-session", "--no-bugreport", "-f", "json", "-o", f"wapiti-{row['id']}.json", "-m", WAPITI_MODULES,
           "-v", "0", cwd=out, env={"HOME": str(home)})
    shutil.rmtree(home)
    if not row.get("tls"):
        return
    for port in filter(None, [443, row.get("admin_port", {}).get(month)]):
        inside(*LIMIT, "testssl", "--add-ca", lab.authority() / "ca.pem", "--ip", row["ip"], *TESTSSL, "--jsonfile",
               f"testssl-{row['id']}-{port}.json", f"{name}:{port}", cwd=out, check=False)


def database(out, when, row):
    done = inside(*LIMIT, "faketime", "-f", f"@{later(when['scan'], 120)}", "mysqltuner", "--host", row["ip"], "--user",
                  "audit", "--pass", fleet.PASSWORD, "--forcemem", "1024", "--forceswap", "0", "--nocolor",
                  "--cvefile", "/usr/share/mysqltuner/vulnerabilities.csv", "--skipsize", check=False)
    (out / f"mysqltuner-{row['id']}.txt").write_text(done.stdout)


def patches(out, lab, row, root):
    """Security updates that are published and not installed, with the CVE ids their changelogs name."""
    listed = run("chroot", root, "apt", "list", "--upgradable", check=False).stdout
    (out / f"apt-{row['id']}.txt").write_text(listed)
    found = {}
    for line in listed.splitlines():
        parts = re.match(r"([^/]+)/\S*security\S* (\S+) \S+ \[upgradable from: (\S+)\]", line)
        if not parts:
            continue
        package, fixed, installed = parts.groups()
        source = run("dpkg-query", f"--admindir={lab.work / 'upgraded/var/lib/dpkg'}", "-W", "-f",
                     "${source:Package}", package, check=False).stdout or package
        entry = found.setdefault(source, dict(source=source, installed=installed, fixed=fixed, packages=[], cves=[],
                                              urgency="low", released=None))
        entry["packages"].append(package)
        changelog(lab.work / "upgraded/usr/share/doc" / package, installed, entry)
    (out / f"patches-{row['id']}.json").write_text(json.dumps([e for e in found.values() if e["cves"]], indent=1))


URGENCY = ["low", "medium", "high", "emergency", "critical"]


def changelog(folder, installed, entry):
    for name in ("changelog.Debian.gz", "changelog.gz"):
        if (folder / name).exists():
            break
    else:
        return
    plain = re.sub(r"\+b\d+$", "", installed)  # a binary rebuild has the source version's changelog
    for block in re.split(r"\n(?=\S+ \([^)]+\) )", gzip.open(folder / name, "rt", errors="replace").read()):
        head = re.match(r"\S+ \(([^)]+)\) .*urgency=(\w+)", block)
        if not head:
            continue
        version, urgency = head.groups()
        if version == plain:
            return
        for cve in re.findall(r"CVE-\d{4}-\d+", block):
            if cve not in entry["cves"]:
                entry["cves"].append(cve)
        if urgency.lower() in URGENCY and URGENCY.index(urgency.lower()) > URGENCY.index(entry["urgency"]):
            entry["urgency"] = urgency.lower()
        if entry["released"] is None and (date := re.search(r"\n -- .*?>  (.+)", block)):
            entry["released"] = date.group(1)


def system(out, row, root):
    """What the asset itself says of its packages and accounts."""
    run_in = lambda *c: run("chroot", root, *c, check=False).stdout
    facts = dict(
        debian=(root / "etc/debian_version").read_text().strip(),
        packages=dict(line.split("\t") for line in
                      run_in("dpkg-query", "-W", "-f", "${Package}\t${Version}\n").splitlines()),
        passwd=(root / "etc/passwd").read_text().splitlines(),
        state=[l.split() for l in run_in("passwd", "-S", "-a").splitlines()],
        sudo=next((l.split(":")[3].split(",") for l in (root / "etc/group").read_text().splitlines()
                   if l.startswith("sudo:")), []),
        lastlog=run("env", "LC_ALL=C", "TZ=Asia/Shanghai", "chroot", root, "lastlog").stdout.splitlines()[1:],
    )
    (out / f"system-{row['id']}.json").write_text(json.dumps(facts, indent=1))
