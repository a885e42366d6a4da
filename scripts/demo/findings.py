"""Raw tool output → rows of the findings register, the scan manifest and the configuration checks."""

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import collect
import fleet

XCCDF = "{http://checklists.nist.gov/xccdf/1.2}"
WINDOW_DAYS = {"critical": 30, "high": 30, "medium": 90, "low": 180}
URGENCY = {"low": "low", "medium": "medium", "high": "high", "emergency": "critical", "critical": "critical"}
# Wapiti rates a missing header 1 of 3; an administrator's account open to every host is this provider's own rating.
WAPITI = {1: "low", 2: "medium", 3: "high"}
TUNER = [("has no password set", "critical", "db-empty-password"),
         ("does not specify hostname restrictions", "medium", "db-host-restriction"),
         ("CVE-", "high", "db-cve")]
# Flaws that the register knew before the first month shown: (platform, asset, rule) → first seen.
KNOWN_BEFORE = {
    ("platform-a", "web-01", "DEB-openssl"): "2026-06-18T09:00:00+08:00",
    ("platform-b", "db-11", "DEB-openssl"): "2026-05-20T09:00:00+08:00",
    ("platform-b", "db-11", "DEB-mariadb-10.5"): "2026-05-20T09:00:00+08:00",
    ("platform-b", "host-11", "ssh-key-ssh-rsa"): "2026-02-11T09:00:00+08:00",
}


SCAN_OF = {"apt": "os", "ssh-audit": "ssh", "testssl.sh": "tls", "wapiti": "web", "mysqltuner": "db"}


def iso(moment):
    return moment.replace(" ", "T") + fleet.TZ


def plus_days(stamp, days):
    return (datetime.fromisoformat(stamp) + timedelta(days=days)).isoformat()


def observed(raw, platform, month):
    """What the tools saw this month: rows without a life of their own yet."""
    story, rows = fleet.PLATFORMS[platform], []
    for row in story["assets"]:
        name = row["id"]
        path = raw / f"patches-{name}.json"
        if path.exists():
            for e in json.loads(path.read_text()):
                released = parsedate_to_datetime(e["released"]).isoformat() if e["released"] else None
                rows.append(dict(source_tool="apt", rule_id=f"DEB-{e['source']}", cves=sorted(e["cves"]),
                                 title=f"{e['source']} {e['installed']} 未安装安全更新 {e['fixed']}（{len(e['cves'])} 个 CVE）",
                                 severity=URGENCY[e["urgency"]], component_id=name, package=e["source"],
                                 fix_available_at=released))
        for path in sorted(raw.glob(f"testssl-{name}-*.json")):
            port = path.stem.rsplit("-", 1)[1]
            for e in json.loads(path.read_text()):
                if e["severity"].lower() in WINDOW_DAYS:
                    rows.append(dict(source_tool="testssl.sh", rule_id=e["id"], cves=e.get("cve", "").split() or None,
                                     title=f"TLS {e['id']}: {e['finding'][:80]}".strip(" -:"),
                                     severity=e["severity"].lower(), component_id=name, location=f"tcp/{port}",
                                     port=port))
        path = raw / f"ssh-audit-{name}.txt"
        if path.exists():
            rows.extend(ssh_rows(path.read_text(), name))
        path = raw / f"wapiti-{name}.json"
        if path.exists():
            for kind, hits in json.loads(path.read_text())["vulnerabilities"].items():
                for e in hits:
                    rule = re.sub(r"\W+", "-", e["info"].split(" is ")[0].lower()).strip("-")
                    rows.append(dict(source_tool="wapiti", rule_id=f"web-{rule}", title=f"{kind}: {e['info']}",
                                     severity=WAPITI[e["level"]], component_id=name, location=f"tcp/80{e['path']}",
                                     port="80"))
        path = raw / f"mysqltuner-{name}.txt"
        if path.exists():
            for line in path.read_text().splitlines():
                rating = next((t for t in TUNER if t[0] in line), None)
                if line.startswith("[!!]") and rating:
                    who = re.search(r"User '([^ ]+)'?@", line)
                    rows.append(dict(source_tool="mysqltuner", rule_id=rating[2],
                                     cves=re.findall(r"CVE-\d+-\d+", line) or None, title=line[5:].strip(),
                                     severity=rating[1], component_id=name,
                                     location="tcp/3306" + (f" {who.group(1).strip(chr(39))}" if who else ""),
                                     port="3306"))
    return one_each(rows)


def one_each(rows):
    """One row for one flaw at one place: two checks of a tool may point at the same CVE; the worse one stays."""
    worst = {}
    for row in rows:
        same = row["component_id"], row.get("location"), row.get("package"), tuple(row.get("cves") or [row["rule_id"]])
        if same not in worst or WINDOW_DAYS[row["severity"]] < WINDOW_DAYS[worst[same]["severity"]]:
            worst[same] = row
    return list(worst.values())


def ssh_rows(text, name):
    """Lines like `(mac) hmac-sha1 -- [warn] using broken SHA-1 …`; a line without a name goes on with the last one."""
    found = {}
    current = None
    for line in text.splitlines():
        if head := re.match(r"\((kex|key|enc|mac)\) (\S+)", line):
            current = head.groups()
        said = re.search(r"\[(fail|warn)\] (.+)", line)
        if current and said:
            level, words = said.groups()
            row = found.setdefault(current, dict(
                source_tool="ssh-audit", rule_id=f"ssh-{current[0]}-{current[1]}", title=f"SSH {current[1]}: {words}",
                severity="low", component_id=name, location="tcp/22", port="22"))
            if level == "fail":
                row["severity"] = "medium"
    return found.values()


def key(row):
    return row["component_id"], row["rule_id"], row.get("location"), row.get("package")


def register(platform, month, seen, before):
    """The findings register of the month: what was seen, plus where last month's rows went."""
    when, story = fleet.MONTHS[month], fleet.PLATFORMS[platform]
    found_at = iso(collect.later(when["scan"], 150))
    previous = {key(r): r for r in before or []}
    responsible = fleet.person_id(platform, 1)
    lost = story.get("failed", {}).get(month, set())
    rows = []
    for row in seen:
        old = previous.pop(key(row), None)
        first = old["first_seen"] if old else KNOWN_BEFORE.get(
            (platform, row["component_id"], row["rule_id"]), found_at)
        rows.append({**row, "first_seen": first, "last_seen": found_at, "status": "open"})
    for old in previous.values():
        if old["status"] != "open" or old["component_id"] in lost:
            continue  # closed long ago; or, on platform B, simply dropped with the failed scan
        rows.append({**old, "status": "fixed", "fixed_at": f"{month}-16T18:00:00+08:00", "verified_at": found_at,
                     "verify_scan_id": f"{platform}-{month}-{SCAN_OF[old['source_tool']]}"})
    rows.sort(key=lambda r: (r["component_id"], r["rule_id"], r.get("location") or ""))
    done = []
    for row in rows:
        digest = hashlib.sha256("|".join(str(k) for k in key(row)).encode()).hexdigest()[:8].upper()
        bare = platform == "platform-b" and row["source_tool"] == "wapiti"
        done.append({
            "uid": f"F-{platform[-1].upper()}-{digest}", "origin": "scan", **row,
            "reported_at": row.get("reported_at") or row["first_seen"], "kev": False, "deviation_approved": False,
            "due_at": None if bare else plus_days(row["first_seen"], WINDOW_DAYS[row["severity"]]),
            "responsible": None if bare else responsible,
            "remediation_plan": None if bare else plan_of(row)})
    return done


def plan_of(row):
    return {"apt": f"安装 {row.get('package')} 安全更新并重启相关服务", "testssl.sh": "收紧 TLS 协议与套件配置",
            "ssh-audit": "在 sshd 配置中停用弱算法",
            "wapiti": "在网站响应中增加安全响应头", "mysqltuner": "限制数据库账号的来源地址并设置口令"}[row["source_tool"]]


def manifest(raw, platform, month, profiles, versions):
    story, when, rows = fleet.PLATFORMS[platform], fleet.MONTHS[month], []
    failed = story.get("failed", {}).get(month, set())
    skip = story["skip"].get(month, set())
    every = [r for r in story["assets"] if r["id"] not in skip]
    reached = [r["id"] for r in every if r["ip"]]
    operator = fleet.person_id(platform, 3)

    def scan(name, tool, cls, profile, start, minutes, targets, authenticated=(), checks=(None, None)):
        begun = collect.later(start[0], start[1])
        rows.append(dict(id=f"{platform}-{month}-{name}", tool=tool, tool_version=versions[tool], target_class=cls,
                         profile=profile, profile_hash=profiles[profile], started_at=iso(begun),
                         ended_at=iso(collect.later(begun, minutes)), target_ids=targets,
                         authenticated_ids=[t for t in authenticated if t not in failed],
                         failed_ids=[t for t in targets if t in failed and tool != "nmap"], auth_failed_ids=[],
                         operator=operator, kind="scan", checks_total=checks[0], checks_enabled=checks[1],
                         checks_disabled_reason="not in the profile" if checks[0] else None))

    scan("net", "nmap", "network", "nmap-short" if story.get("nmap_ports", {}).get(month) else "nmap-full",
         (when["nmap"], 0), 4, reached)
    audited = [r["id"] for r in every if (raw / f"oscap-{r['id']}.xml").exists()]
    results = [r.findtext(f"{XCCDF}result")
               for r in ET.parse(raw / f"oscap-{audited[0]}.xml").getroot().iter(f"{XCCDF}rule-result")]
    scan("baseline", "OpenSCAP", "os", "openscap-nt28-average", (when["scan"], 0), 6 * len(every), audited, audited,
         checks=(len(results), len(results) - results.count("notselected")))
    patched = [r["id"] for r in every if (raw / f"patches-{r['id']}.json").exists()]
    scan("os", "apt", "os", "apt-security", (when["scan"], 60), 12, patched, patched)
    outside = [r["id"] for r in every if r["id"] in story["unauthenticated"]]
    if outside:
        scan("ssh", "ssh-audit", "os", "ssh-audit-default", (when["scan"], 74), 6, outside)
    sites = [r["id"] for r in every if (raw / f"wapiti-{r['id']}.json").exists()]
    if sites:
        scan("web", "wapiti", "web", "wapiti-common", (when["scan"], 90), 10, sites)
        scan("tls", "testssl.sh", "web", "testssl-default", (when["scan"], 102), 15, sites)
    bases = [r["id"] for r in every if (raw / f"mysqltuner-{r['id']}.txt").exists()]
    if bases:
        scan("db", "mysqltuner", "db", "mysqltuner-security", (when["scan"], 120), 4, bases, bases)
    return rows


def config_checks(raw, platform, month):
    rows = []
    for row in fleet.PLATFORMS[platform]["assets"]:
        path = raw / f"oscap-{row['id']}.xml"
        if not path.exists():
            continue
        root = ET.parse(path).getroot()
        version = root.findtext(f"{XCCDF}version")
        for result in root.iter(f"{XCCDF}rule-result"):
            verdict = result.findtext(f"{XCCDF}result")
            if verdict == "notselected":
                continue
            rule = result.get("idref").removeprefix("xccdf_org.ssgproject.content_rule_")
            rows.append(dict(id=f"{row['id']}:{rule}", component_id=row["id"], rule_id=rule,
                             benchmark="ssg-debian11 " + collect.SCAP_PROFILE.rsplit("_profile_", 1)[1],
                             benchmark_version=version, result=verdict,
                             severity={"unknown": "info"}.get(result.get("severity"), result.get("severity")),
                             checked_at=result.get("time")))
    return rows
