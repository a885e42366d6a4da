"""The story of the demo fleet: platforms, assets, months, people. Data only; every name is invented.

Addresses are loopback addresses that exist only inside the script's own network namespace.
"""

TZ = "+08:00"
PASSWORD = "demo-audit-only"

# role: packages that stay on the asset (the rest of the golden image's services are purged)
ROLE_PACKAGES = {
    "gateway": [],
    "host": [],
    "web": ["nginx"],
    "db": ["mariadb"],
    "mq": ["mosquitto"],
    "cache": ["redis"],
    "storage": ["rsync"],
    "image": ["nginx"],
}
SERVICE_PACKAGES = {
    "nginx": ["nginx-light", "nginx-common", "libnginx-mod-http-echo"],
    "mariadb": ["mariadb-server", "mariadb-server-10.5", "mariadb-client-10.5", "mariadb-server-core-10.5",
                "mariadb-client-core-10.5", "galera-4"],
    "mosquitto": ["mosquitto"],
    "redis": ["redis-server", "redis-tools"],
    "rsync": ["rsync"],
}

# Downgraded packages stand for updates that nobody has installed yet.
OLD_OPENSSL = ["openssl", "libssl1.1"]
OLD_MOSQUITTO = ["mosquitto", "libmosquitto1"]


def asset(name, role, kind, ip, zone, criticality, **more):
    return dict(id=name, role=role, type=kind, ip=ip, zone=zone, criticality=criticality, **more)


MONTHS = {
    "2026-09": dict(index=1, nmap="2026-09-27 22:00:00", scan="2026-09-28 01:00:00", reg="2026-09-29 10:00:00",
                    end="2026-10-01T00:00:00+08:00", review="2026-10-09T15:00:00+08:00"),
    "2026-10": dict(index=2, nmap="2026-10-25 22:00:00", scan="2026-10-26 01:00:00", reg="2026-10-28 10:00:00",
                    end="2026-11-01T00:00:00+08:00", review="2026-11-05T15:00:00+08:00"),
}

PLATFORMS = {
    "platform-a": dict(
        provider="provider-1", provider_zh="演示云服务商一", name_zh="演示平台甲", name_en="Demo platform A",
        domain="a.demo", base="upgraded", zones=["dmz", "app", "data", "mgmt"],
        room="R-101", site="site-a", people=9, customers=["customer-1", "customer-2"],
        assets=[
            asset("gw-01", "gateway", "network", "127.0.1.1", "dmz", "high"),
            asset("host-01", "host", "server", "127.0.1.2", "mgmt", "high"),
            asset("web-01", "web", "vm", "127.0.1.11", "dmz", "high", old={"2026-09": OLD_OPENSSL},
                  tls={"2026-09": "weak", "2026-10": "good"}),
            asset("web-02", "web", "vm", "127.0.1.12", "dmz", "medium",
                  tls={"2026-09": "good", "2026-10": "good"}, admin_port={"2026-10": 8443}),
            asset("db-01", "db", "vm", "127.0.1.21", "data", "high"),
            asset("mq-01", "mq", "vm", "127.0.1.31", "app", "medium", old={"2026-09": OLD_MOSQUITTO}),
            asset("cache-01", "cache", "vm", "127.0.1.41", "app", "medium", closed=["2026-10"]),
            asset("stor-01", "storage", "storage", "127.0.1.51", "data", "high"),
            asset("img-portal", "image", "container_image", None, "app", "medium"),
        ],
        # what each scan of the month looked at; an absent asset was not looked at
        skip={"2026-09": {"stor-01"}}, unauthenticated={}, db_scan={"2026-09", "2026-10"},
        hardened={"2026-10"}, native_oscap={"2026-09": ["web-01"], "2026-10": ["web-01"]}, headings={"2026-09": "zh", "2026-10": "en"},
    ),
    "platform-b": dict(
        provider="provider-2", provider_zh="演示云服务商二", name_zh="演示平台乙", name_en="Demo platform B",
        domain="b.demo", base="base", zones=["dmz", "app", "data", "mgmt"],
        room="R-201", site="site-b", people=5, customers=["customer-1"],
        assets=[
            asset("gw-11", "gateway", "network", "127.0.2.1", "dmz", "high"),
            asset("host-11", "host", "server", "127.0.2.2", "mgmt", "high"),
            asset("web-11", "web", "vm", "127.0.2.11", "dmz", "high",
                  tls={"2026-09": "weak", "2026-10": "weak"}),
            asset("cache-11", "cache", "vm", "127.0.2.41", "app", "medium"),
            asset("db-11", "db", "vm", "127.0.2.21", "data", "high", empty_root=True),
            asset("tmp-17", "web", "vm", "127.0.2.77", "app", "low", unregistered=True,
                  tls={"2026-09": "weak", "2026-10": "weak"}),
        ],
        skip={"2026-09": set(), "2026-10": set()},
        unauthenticated={"gw-11", "web-11", "cache-11", "host-11", "tmp-17"}, db_scan={"2026-10"},
        failed={"2026-10": {"cache-11"}}, nmap_ports={"2026-10": "1-1024"},
        hardened=set(), native_oscap={"2026-09": ["db-11"]}, headings={"2026-09": "en", "2026-10": "zh"},
    ),
    "platform-c": dict(
        provider="provider-2", provider_zh="演示云服务商二", name_zh="演示平台丙", name_en="Demo platform C",
        domain="c.demo", base="upgraded", zones=["app", "mgmt"],
        room="R-202", site="site-b", people=4, customers=["customer-2"],
        assets=[
            asset("gw-21", "gateway", "network", "127.0.3.1", "mgmt", "medium"),
            asset("host-21", "host", "server", "127.0.3.2", "mgmt", "medium"),
            asset("web-21", "web", "vm", "127.0.3.11", "app", "medium",
                  tls={"2026-09": "good", "2026-10": "good"}),
            asset("db-21", "db", "vm", "127.0.3.21", "app", "medium"),
            asset("img-form", "image", "container_image", None, "app", "low"),
        ],
        skip={}, unauthenticated=set(), db_scan={"2026-09", "2026-10"},
        hardened={"2026-09", "2026-10"}, native_oscap={"2026-10": ["web-21"]}, headings={"2026-09": "zh", "2026-10": "zh"},
    ),
}

# People of each platform, in order. The role names say who they are; nobody real is meant.
POSITIONS = [
    ("sysadmin", "系统管理员"), ("sysadmin", "系统管理员"), ("secadmin", "安全管理员"), ("auditor", "审计员"),
    ("operator", "值班员"), ("developer", "开发员"), ("dba", "数据库管理员"), ("operator", "值班员"),
    ("compliance", "合规员"),
]
SUDOERS = {"sysadmin", "dba"}


def person_id(platform, number):
    return f"P-{platform[-1].upper()}{number:02d}"


def people(platform):
    """(id, login, position, Chinese name) of everybody on the platform's staff."""
    rows = []
    for n, (position, zh) in enumerate(POSITIONS[:PLATFORMS[platform]["people"]], 1):
        rows.append((person_id(platform, n), f"{position[:3]}{n:02d}", position, f"{zh}{n:02d}"))
    return rows


def logins_on(platform, row):
    """Staff with an account on this asset: (id, login, position)."""
    wanted = {
        "db": {"sysadmin", "auditor", "dba"}, "web": {"sysadmin", "secadmin", "auditor", "developer"},
        "image": set(),
    }.get(row["role"], {"sysadmin", "secadmin", "auditor", "operator"})
    return [(pid, login, pos) for pid, login, pos, _ in people(platform) if pos in wanted]
