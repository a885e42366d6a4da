"""Writes demo/evidence: one folder per platform, month and obligation, with files and the filled form."""

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import findings as f
import fleet
import plan
import provenance
import registers
import tables
from collect import NMAP_PORTS, SCAP_PROFILE, TESTSSL, WAPITI_MODULES
from lab import run

SLUG = {"A-12.3-G-1/1": "a-12.3-vulnerability-scan", "A-9.7-G-1/1": "a-9.7-flaw-remediation",
        "A-8.7-G-1/1": "a-8.7-inventory", "A-7.8-G-1/1": "a-7.8-account-review"}


def versions(work):
    """Versions as the installed packages say."""
    def of(package, *where):
        return run("dpkg-query", *where, "-W", "-f", "${Version}", package).stdout.split("-")[0].split("+")[0]

    return {"nmap": of("nmap"), "OpenSCAP": of("openscap-scanner"), "apt": of("apt", f"--admindir={work / 'base/var/lib/dpkg'}"), "wapiti": of("wapiti"),
            "testssl.sh": of("testssl.sh"), "mysqltuner": of("mysqltuner"), "ssh-audit": of("ssh-audit"),
            "ssg-debian": of("ssg-debian")}


def profiles(folder, tool):
    """What each scan was told to do, as a small file; its digest is the profile hash of the manifest."""
    text = {
        "nmap-full": f"nmap -Pn -sT -sV -p {NMAP_PORTS}",
        "nmap-short": "nmap -Pn -sT -sV -p 1-1024",
        "openscap-nt28-average": f"oscap xccdf eval --profile {SCAP_PROFILE} ssg-debian11-ds.xml ({tool['ssg-debian']})",
        "apt-security": "apt list --upgradable, suite security; CVE ids from the changelogs of the newer versions",
        "ssh-audit-default": "ssh-audit --no-colors --batch --level warn",
        "wapiti-common": f"wapiti -m {WAPITI_MODULES}",
        "testssl-default": "testssl " + " ".join(TESTSSL),
        "mysqltuner-security": "mysqltuner --skipsize --cvefile vulnerabilities.csv, security part",
    }
    hashes = {}
    for name, line in text.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(line + "\n")
        hashes[name] = hashlib.sha256((line + "\n").encode()).hexdigest()
    return hashes


class Submission:
    """One obligation of one platform and month: collects files with what the record must know of them."""

    def __init__(self, demo, platform, month, obligation):
        self.demo = demo
        self.folder = demo / "evidence" / platform / month / SLUG[obligation]
        self.files, self.form = [], {}

    def add(self, path, kind, format, tool, tool_version, collected, produced, rows=None):
        self.files.append(dict(path=str(path.relative_to(self.demo)), kind=kind, format=format, tool=tool,
                               tool_version=tool_version, collected_from=collected[0], collected_to=collected[1],
                               produced_at=produced, rows=rows, bytes=path.stat().st_size))

    def table(self, name, kind, fact, rows, language, collected, produced, xlsx=False):
        path = self.folder / f"{name}.{'xlsx' if xlsx else 'csv'}"
        if xlsx:
            tables.write_xlsx(path, fact, rows, language, produced)
        else:
            tables.write_csv(path, fact, rows, language)
        token = "scan_manifest" if fact == "scans" else fact
        self.add(path, kind, f"{'xlsx' if xlsx else 'csv'}:{token}", "demo-evidence.sh", "1", collected, produced,
                 len(rows))

    def finish(self, form):
        self.form = form
        tables.write_json(self.folder / "form.json", form)


def clean_xml(text):
    """Output files must not tell where the lab stood or what kernel carried it."""
    return re.sub(r"/(?:var/)?tmp/[^<\"\s]*/assets/[^/]+/([^/]+)/root", r"/\1", text)


def write(work, demo):
    work, demo = Path(work), Path(demo)
    shutil.rmtree(demo / "evidence", ignore_errors=True)
    tool = versions(work)
    hashes = profiles(demo / "sources/profiles", tool)
    submissions, counts = {}, []
    for platform, story in fleet.PLATFORMS.items():
        before = None
        for month, when in fleet.MONTHS.items():
            raw, language = work / "raw" / platform / month, story["headings"][month]
            seen = f.observed(raw, platform, month)
            register = f.register(platform, month, seen, before)
            scans = f.manifest(raw, platform, month, hashes, tool)
            native(demo, raw, platform, month, tool)
            span = (scans[0]["started_at"], max(s["ended_at"] for s in scans))
            saved = f.iso(when["reg"])
            in_month = lambda t: t is not None and month == t[:7]

            scan = Submission(demo, platform, month, "A-12.3-G-1/1")
            scan.table("scan-manifest", "scan", "scans", scans, "en", span, saved)
            scan.table("findings", "register", "findings", register, language, span, saved)
            opened = sum(r["status"] == "open" for r in register)
            totals = dict(scan_from=span[0][:10], scan_to=span[1][:10],
                          new_total=sum(in_month(r["first_seen"]) for r in register), open_total=opened)
            if platform == "platform-b" and month == "2026-09":
                # The first version says less than the register: returned for supplement.
                tables.write_json(scan.folder / "form-first.json", {**totals, "open_total": opened - 7})
            scan.finish(totals)

            flaw = Submission(demo, platform, month, "A-9.7-G-1/1")
            flaw.files = [dict(x) for x in scan.files]
            cutoff = plan.SUBMITTED.get((platform, month, "A-9.7-G-1/1"), when["end"])
            flaw.finish(dict(
                open_total=opened,
                closed_total=sum(r.get("fixed_at") is not None and in_month(r["fixed_at"]) for r in register),
                overdue_total=sum(r["status"] == "open" and
                                  f.plus_days(r["first_seen"], f.WINDOW_DAYS[r["severity"]]) < cutoff
                                  for r in register)))

            parts = registers.components(raw, platform, month)
            whole = (month + "-01T00:00:00+08:00", saved)
            inventory = Submission(demo, platform, month, "A-8.7-G-1/1")
            inventory.table("components", "register", "components", parts, language, whole, saved,
                            xlsx=month == "2026-10")
            inventory.table("inventory-reviews", "record", "reviews",
                            registers.inventory_reviews(platform, month, len(parts)), language, whole, saved)
            inventory.table("boundary", "doc", "documents", registers.boundary(platform), language, whole, saved)
            xml = inventory.folder / "nmap.xml"
            xml.write_text(clean_xml((raw / "nmap.xml").read_text()))
            inventory.add(xml, "scan", "nmap-xml", "nmap", tool["nmap"], (span[0], scans[0]["ended_at"]),
                          scans[0]["ended_at"])
            sign(inventory, platform, month, "inventory", saved)
            inventory.finish(dict(boundary_version="B-2026.1", components_total=len(parts),
                                  reviewer=fleet.person_id(platform, 3)))

            logins = registers.accounts(raw, platform, month)
            account = Submission(demo, platform, month, "A-7.8-G-1/1")
            reviewed = when["review"]
            account.table("accounts", "record", "accounts", logins, language, whole, reviewed)
            account.table("account-reviews", "record", "reviews",
                          registers.account_reviews(platform, month, logins), language, whole, reviewed)
            account.table("persons", "register", "persons", registers.persons(platform), language, whole, saved)
            sign(account, platform, month, "accounts", reviewed)
            account.finish(dict(reviewer=fleet.person_id(platform, 4), accounts_total=len(logins),
                                removed=sum(r["review_decision"] == "remove" for r in logins)))

            for obligation, s in zip(SLUG, (scan, flaw, inventory, account)):
                submissions[platform, month, obligation] = s
            counts.append(dict(platform=platform, month=month, findings=len(register), open=opened, scans=len(scans),
                               components=len(parts), accounts=len(logins)))
            before = register
    checks(demo, work)
    sboms(demo, work)
    tables.write_json(demo / "evidence/plan.json", plan.document(submissions))
    provenance.write(demo, tool, counts)
    for row in counts:
        print(json.dumps(row))


def sign(submission, platform, month, subject, at):
    """The sign-off as a form: who approved which table, by digest."""
    first = submission.files[0]
    digest = hashlib.sha256((submission.demo / first["path"]).read_bytes()).hexdigest()
    path = submission.folder / "signoff.json"
    tables.write_json(path, dict(id=f"SO-{platform[-1].upper()}-{month}-{subject}", subject_ref=digest,
                                 subject_type=subject, signer=fleet.person_id(platform, 4), role="auditor",
                                 organisation=fleet.PLATFORMS[platform]["provider"], decision="approved",
                                 signed_at=at, method="form", independent=True))
    submission.add(path, "signoff", "form", "demo-evidence.sh", "1", (at, at), at)


def native(demo, raw, platform, month, tool):
    """Native outputs that back the registers: samples, kept as the tools wrote them."""
    folder = demo / "evidence" / platform / month / "native"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(raw.glob("*")):
        if path.name.startswith(("testssl-", "ssh-audit-", "patches-", "mysqltuner-")) and path.stat().st_size > 2:
            (folder / path.name).write_text(clean_xml(path.read_text()))
    for path in sorted(raw.glob("wapiti-*.json")):
        (folder / path.name).write_text(path.read_text())
    for name in fleet.PLATFORMS[platform]["native_oscap"].get(month, []):
        source = raw / f"oscap-{name}.xml"
        if source.exists():
            packed = gzip.compress(clean_xml(source.read_text()).encode(), 9, mtime=0)
            (folder / f"oscap-{name}.xml.gz").write_bytes(packed)


def checks(demo, work):
    for platform, story in fleet.PLATFORMS.items():
        for month in fleet.MONTHS:
            rows = f.config_checks(work / "raw" / platform / month, platform, month)
            tables.write_csv(demo / "evidence" / platform / month / "native/config-checks.csv", "config_checks", rows,
                             story["headings"][month])


def sboms(demo, work):
    folder = demo / "evidence/sbom"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((work / "sbom").glob("*.json")):
        shutil.copy(path, folder / path.name)
