"""Inventory, accounts, persons and reviews: what the assets said, with the owners the story gives them."""

import json
from datetime import datetime

import fleet
from findings import iso

LTS_END = "2026-08-31T00:00:00+08:00"  # Debian 11 LTS
SOFTWARE = {"web": ["nginx-light", "openssl"], "db": ["mariadb-server-10.5"], "mq": ["mosquitto"],
            "cache": ["redis-server"], "storage": ["rsync"], "image": ["nginx-light"]}
ATTRS = ["owner", "admin", "location", "serial_or_id", "function"]
FUNCTION = {"gateway": "边界网关", "host": "虚拟化主机", "web": "网站前端", "db": "数据库", "mq": "消息队列",
            "cache": "缓存", "storage": "备份存储", "image": "应用镜像"}


def system(raw, name):
    return json.loads((raw / f"system-{name}.json").read_text())


def components(raw, platform, month):
    story, when, rows = fleet.PLATFORMS[platform], fleet.MONTHS[month], []
    letter = platform[-1].upper()
    owner, admin = fleet.person_id(platform, 2), fleet.person_id(platform, 1)
    seen = iso(when["nmap"])
    place = f"{story['site']}/{story['room']}"

    def part(name, kind, zone, **more):
        rows.append({**dict(id=name, name=name, type=kind, location=place, site=story["site"], room=story["room"],
                            zone=zone, owner=owner, admin=admin, boundary="in", authorised=True,
                            first_seen="2026-03-02T09:00:00+08:00", last_seen=seen,
                            added_at="2026-03-02T09:00:00+08:00", attrs=ATTRS, live=True), **more})

    host = next(a["id"] for a in story["assets"] if a["role"] == "host")
    part(f"hw-{host}", "hardware", "mgmt", vendor="演示厂商", model="DS-1", serial=f"DEMO-{letter}-0001",
         criticality="high", sources=["asset-label"])
    part(f"fw-{host}", "firmware", "mgmt", vendor="演示厂商", model="DS-1 BIOS", version="1.2.3",
         serial=f"DEMO-{letter}-0001", criticality="high", sources=["asset-label"])
    for n, row in enumerate(story["assets"], 1):
        if row.get("unregistered"):
            continue
        told = system(raw, row["id"])
        part(row["id"], row["type"], row["zone"], vendor="Debian", model=FUNCTION[row["role"]],
             version=told["debian"], serial=f"DEMO-{letter}-VM{n:02d}", ips=[row["ip"]] if row["ip"] else None,
             criticality=row["criticality"], sources=["nmap", "dpkg"] if row["ip"] else ["dpkg"])
        for package in ["openssh-server"] * (row["role"] != "image") + SOFTWARE.get(row["role"], []):
            version = told["packages"].get(package)
            part(f"sw-{row['id']}-{package}", "software", row["zone"], vendor="Debian", version=version,
                 serial=f"{package}@{version}", criticality=row["criticality"], sources=["dpkg"],
                 purl=f"pkg:deb/debian/{package}@{version}?distro=debian-11",
                 approved_ref=None if platform == "platform-b" else f"EXC-{letter}-2026-03",
                 end_of_support_at=LTS_END)
    site = next(a for a in story["assets"] if a["role"] == "web" and not a.get("unregistered"))
    part(f"svc-{site['id']}-https", "service", site["zone"], vendor=story["provider"], model="HTTPS 门户服务",
         version="1.0", serial=f"SVC-{letter}-01", criticality=site["criticality"], sources=["nmap"])
    for row in story["assets"]:
        if port := row.get("admin_port", {}).get(month):
            opened = f"{month}-14T10:00:00+08:00"
            part(f"svc-{row['id']}-{port}", "service", row["zone"], vendor=story["provider"], model="HTTPS 管理入口",
                 version="1.0", serial=f"SVC-{letter}-{port}", criticality=row["criticality"], sources=["nmap"],
                 approved_ref=f"CHG-{letter}-{month}-01", first_seen=opened, added_at=opened)
    if platform == "platform-b":
        # Written down once and never looked at again: two machines nobody has seen since June.
        for name in ("app-12", "app-13"):
            part(name, "vm", "app", vendor="Debian", model="应用", version="11.3", serial=f"DEMO-B-{name}",
                 ips=[f"127.0.2.{name[-2:]}"], criticality="medium", sources=["manual"],
                 last_seen="2026-06-15T10:00:00+08:00")
            rows[-1]["admin"] = None
            rows[-1]["attrs"] = ["owner", "location", "serial_or_id", "function"]
    return rows


def boundary(platform):
    return [dict(id=f"DOC-{platform[-1].upper()}-B", type="boundary", title="系统边界说明", version="B-2026.1",
                 approved_at="2026-02-20T10:00:00+08:00", approved_by=fleet.person_id(platform, 2),
                 effective_at="2026-03-01T00:00:00+08:00", next_review_at="2027-03-01T00:00:00+08:00",
                 scope=fleet.PLATFORMS[platform]["zones"])]


def inventory_reviews(platform, month, total):
    """One row a month since January; platform B stopped in June."""
    last = 6 if platform == "platform-b" else int(month[-2:])
    rows = []
    for m in range(1, last + 1):
        rows.append(dict(id=f"REV-{platform[-1].upper()}-INV-{m:02d}", subject="信息系统组件清单",
                         subject_kind="inventory", covers_from=f"2026-{m:02d}-01T00:00:00+08:00",
                         covers_to=f"2026-{m:02d}-28T00:00:00+08:00", reviewed_at=f"2026-{m:02d}-28T16:00:00+08:00",
                         reviewer=fleet.person_id(platform, 3), reviewer_role="secadmin", items_total=total,
                         items_reviewed=total, issues_found=0, issues_open=0, updated=True, result="符合"))
    return rows


def persons(platform):
    return [dict(id=pid, name=zh, organisation=fleet.PLATFORMS[platform]["provider"], type="employee",
                 roles=[position], status="active", joined_at="2026-02-01T09:00:00+08:00", system_access=True,
                 security_role=position in ("secadmin", "auditor"), top_management=False)
            for pid, _, position, zh in fleet.people(platform)]


# Service accounts that Debian's packages make for a daemon; everything else below uid 1000 came with the image.
SERVICE_LOGINS = {"www-data": "nginx", "mysql": "mariadb", "mosquitto": "mosquitto", "redis": "redis"}


def accounts(raw, platform, month):
    when, story, rows = fleet.MONTHS[month], fleet.PLATFORMS[platform], []
    letter = platform[-1].upper()
    staff = {login: pid for pid, login, _, _ in fleet.people(platform)}
    for row in story["assets"]:
        if row.get("unregistered") or row["role"] == "image":
            continue
        told = system(raw, row["id"])
        state = {s[0]: s for s in told["state"]}
        last = {line.split()[0]: line for line in told["lastlog"]}
        for line in told["passwd"]:
            login, _, uid, _, _, _, shell = line.split(":")
            uid, status = int(uid), state[login]
            human = uid >= 1000 and login != "nobody"
            needed = SERVICE_LOGINS.get(login)
            kind = "human" if human else "service" if needed in fleet.ROLE_PACKAGES[row["role"]] else "builtin"
            locked = status[1] != "P" and kind != "service"
            orphan = human and login not in staff
            changed = datetime.strptime(status[2], "%m/%d/%Y").date().isoformat() + "T09:30:00+08:00"
            created = changed if human else "2026-03-02T09:00:00+08:00"
            privileged = uid == 0 or login in told["sudo"]
            reviewed = "2026-04-12T15:00:00+08:00" if platform == "platform-b" else when["review"]
            rows.append(dict(
                id=f"{row['id']}:{login}", name=login, system=row["id"], component_id=row["id"], type=kind,
                privileged=privileged, status="disabled" if locked else "enabled",
                owner_id=None if orphan else staff.get(login, fleet.person_id(platform, 1)),
                approved_ref=None if orphan or kind == "builtin" else
                f"APR-{letter}-{login if kind == 'service' else staff[login]}",
                created_at=created, last_login_at=login_time(last.get(login, "")),
                password_changed_at=changed if human else None,
                credential_type="password" if status[1] == "P" else "none", reviewed_at=reviewed,
                review_decision="keep"))
    if platform == "platform-a":
        retire(rows, month)
    return rows


def retire(rows, month):
    """The account that September's review marked for removal; in October's list it stands as disabled."""
    row = next(r for r in rows if r["id"] == "host-01:ope08")
    row.update(status="disabled", review_decision="remove", reviewed_at="2026-10-09T15:00:00+08:00",
               disabled_at="2026-10-10T10:00:00+08:00")


def login_time(line):
    """`lastlog` prints `login [port] [from] Sat Sep 12 02:11:00 +0800 2026`."""
    if "Never" in line or not line:
        return None
    return datetime.strptime(" ".join(line.split()[-6:]), "%a %b %d %H:%M:%S %z %Y").isoformat()


def account_reviews(platform, month, logins):
    when = fleet.MONTHS[month]
    bad = sum(r["owner_id"] is None for r in logins) + sum(r["review_decision"] == "remove" for r in logins)
    at = "2026-04-12T15:00:00+08:00" if platform == "platform-b" else when["review"]
    return [dict(id=f"REV-{platform[-1].upper()}-ACC-{at[:10]}", subject="全部账号", subject_kind="accounts",
                 covers_from=f"{at[:4]}-01-01T00:00:00+08:00", covers_to=at, reviewed_at=at,
                 reviewer=fleet.person_id(platform, 4), reviewer_role="auditor", items_total=len(logins),
                 items_reviewed=len(logins), issues_found=bad, issues_open=0, updated=True,
                 result="发现问题已处理" if bad else "符合")]
