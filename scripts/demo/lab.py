"""Builds the small platforms: one Debian golden image, one overlay root per asset, services on loopback
addresses inside a network namespace of this script. Nothing leaves the namespace; nothing else is scanned."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import fleet

NETNS = "yjdemo"
SUITE = "bullseye"  # the newest release that Debian's SCAP content of ssg-debian knows


def run(*command, check=True, env=None, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", **(env or {})}, **options)
    if check and done.returncode:
        raise SystemExit(f"{command[0]} failed ({done.returncode}): {(done.stderr or done.stdout)[-800:]}")
    return done


def inside(*command, **options):
    """Runs a command inside the namespace."""
    return run("ip", "netns", "exec", NETNS, *command, **options)


def at(moment, *command, **options):
    """Runs a command whose clock starts at the given moment and runs on."""
    return run("faketime", "-f", f"@{moment}", *command, **options)


class Lab:
    def __init__(self, work):
        self.work = Path(work)
        self.mounts, self.daemons = [], []

    # --- images -------------------------------------------------------------------------------------
    def images(self):
        base, upgraded = self.work / "base", self.work / "upgraded"
        if not (base / ".ready").exists():
            shutil.rmtree(base, ignore_errors=True)
            packages = ("ca-certificates,passwd,login,libpam-modules,openssh-server,nginx-light,mosquitto,"
                        "redis-server,mariadb-server,sudo,iproute2,procps,cron,rsyslog,rsync")
            run("nice", "debootstrap", "--variant=minbase", f"--include={packages}", SUITE, base,
                "http://deb.debian.org/debian")
            sources = base / "etc/apt/sources.list.d/security.list"
            sources.write_text(f"deb http://deb.debian.org/debian-security {SUITE}-security main\n")
            for name in ("resolv.conf", "hosts"):
                shutil.copy(f"/etc/{name}", base / "etc" / name)
            run("chroot", base, "apt-get", "-q", "update")
            (base / "etc/hostname").write_text("image\n")
            (base / ".ready").touch()
        if not (upgraded / ".ready").exists():
            shutil.rmtree(upgraded, ignore_errors=True)
            run("cp", "-a", base, upgraded)
            (upgraded / ".ready").unlink()
            policy = upgraded / "usr/sbin/policy-rc.d"
            policy.write_text("#!/bin/sh\nexit 101\n")
            policy.chmod(0o755)
            run("nice", "chroot", upgraded, "apt-get", "-q", "-y", "-o", "Dpkg::Options::=--force-confold",
                "full-upgrade", env={"DEBIAN_FRONTEND": "noninteractive"})
            (upgraded / ".ready").touch()

    def root(self, platform, month, row):
        """Mounts a fresh overlay of the platform's image for one asset and gives it its role."""
        story = fleet.PLATFORMS[platform]
        home = self.work / "assets" / month / row["id"]
        shutil.rmtree(home, ignore_errors=True)
        for part in ("upper", "work", "root"):
            (home / part).mkdir(parents=True)
        root = home / "root"
        run("mount", "-t", "overlay", "overlay", "-o",
            f"lowerdir={self.work / story['base']},upperdir={home / 'upper'},workdir={home / 'work'}", root)
        self.mounts.append(root)
        run("mount", "-t", "proc", "proc", root / "proc")
        self.mounts.append(root / "proc")
        (root / "etc/hostname").write_text(row["id"] + "\n")
        (root / "etc/hosts").write_text(f"127.0.0.1 localhost\n{row['ip'] or '127.0.0.1'} {row['id']}\n")
        gone = [p for service, names in fleet.SERVICE_PACKAGES.items() for p in names
                if service not in fleet.ROLE_PACKAGES[row["role"]]]
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run("chroot", root, "dpkg", "--purge", "--force-depends", *gone, env=quiet, check=False)
        if old := row.get("old", {}).get(month):
            versions = [f"{p}={self.base_version(p)}" for p in old]
            run("chroot", root, "apt-get", "-q", "-y", "--allow-downgrades", "-o",
                "Dpkg::Options::=--force-confold", "install", *versions, env=quiet)
        if row["role"] != "image":
            self.accounts(platform, row, root, month)
        if month in story["hardened"]:
            harden(root)
        return root

    def base_version(self, package):
        return run("dpkg-query", f"--admindir={self.work / 'base/var/lib/dpkg'}", "-W", "-f", "${Version}",
                   package).stdout

    def accounts(self, platform, row, root, month):
        for pid, login, position in fleet.logins_on(platform, row):
            number = int(pid[-2:])
            created = f"2026-03-{number + 1:02d} 09:30:00"
            extra = ["-G", "sudo"] if position in fleet.SUDOERS else []
            at(created, "useradd", "-R", root, "-m", "-s", "/bin/bash", "-p", self.hash(), *extra, login)
            day = 10 + number * 2 - (3 if row["role"] == "db" else 0)
            at(f"{month}-{day:02d} 0{number % 8 + 1}:1{number % 6}:00", "lastlog", "-R", root, "-S", "-u", login)
        if platform == "platform-b" and row["id"] in ("web-11", "db-11"):
            # accounts that nobody on the staff list answers for
            for login, made in (("tmpadmin", "2026-02-11 11:00:00"), ("vendor2", "2026-01-20 16:00:00")):
                at(made, "useradd", "-R", root, "-m", "-s", "/bin/bash", "-p", self.hash(), "-G", "sudo", login)

    def hash(self):
        return run("openssl", "passwd", "-6", "-salt", "demosalt", fleet.PASSWORD).stdout.strip()

    # --- services -----------------------------------------------------------------------------------
    def network(self, platform):
        run("ip", "netns", "del", NETNS, check=False)
        run("ip", "netns", "add", NETNS)
        inside("ip", "link", "set", "lo", "up")
        story = fleet.PLATFORMS[platform]
        hosts = Path(f"/etc/netns/{NETNS}")
        hosts.mkdir(parents=True, exist_ok=True)
        lines = ["127.0.0.1 localhost"]
        lines += [f"{a['ip']} {a['id']}.{story['domain']} {a['id']}" for a in story["assets"] if a["ip"]]
        (hosts / "hosts").write_text("\n".join(lines) + "\n")
        (hosts / "resolv.conf").write_text("# no name server: the namespace has no way out\n")

    def daemon(self, root, *command):
        log = open(self.work / "daemons.log", "a")
        self.daemons.append(subprocess.Popen(["ip", "netns", "exec", NETNS, "chroot", str(root), *map(str, command)],
                                             stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                             start_new_session=True))

    def authority(self):
        """A certificate authority of the demo. Its dates are true: the TLS test runs on the true clock."""
        ca = self.work / "ca"
        if (ca / "ca.pem").exists():
            return ca
        ca.mkdir(parents=True)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "800",
           "-subj", "/O=Yunjian demo/CN=Demo authority", "-keyout", ca / "ca.key", "-out", ca / "ca.pem")
        return ca

    def certificate(self, root, name):
        ca, tls = self.authority(), root / "etc/demo-tls"
        tls.mkdir()
        (tls / "ext").write_text(f"subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth\n"
                                 "crlDistributionPoints=URI:http://crl.demo/ca.crl\n")
        run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", tls / "key.pem",
            "-out", tls / "req.pem")
        run("openssl", "x509", "-req", "-in", tls / "req.pem", "-CA", ca / "ca.pem", "-CAkey",
           ca / "ca.key", "-CAcreateserial", "-days", "365", "-extfile", tls / "ext", "-out", tls / "cert.pem")

    def serve(self, platform, month, row, root):
        ip = row["ip"]
        if not ip:
            return
        (root / "run/sshd").mkdir(parents=True, exist_ok=True)
        self.daemon(root, "/usr/sbin/sshd", "-D", "-e", "-o", f"ListenAddress={ip}")
        role = row["role"]
        if role == "web":
            name = f"{row['id']}.{fleet.PLATFORMS[platform]['domain']}"
            self.certificate(root, name)
            (root / "etc/nginx/demo.conf").write_text(nginx(row, month, ip, name))
            page = root / "var/www/html/index.html"
            page.write_text("<!doctype html><title>Demo portal</title><a href='/form.html'>form</a>\n")
            (page.parent / "form.html").write_text(
                "<!doctype html><title>Form</title><form action='/form.html' method='get'><input name='q'></form>\n")
            self.daemon(root, "/usr/sbin/nginx", "-c", "/etc/nginx/demo.conf")
        elif role == "db":
            run("chroot", root, "mkdir", "-p", "/run/mysqld")
            run("chroot", root, "chown", "mysql:mysql", "/run/mysqld")
            who = "''" if row.get("empty_root") else f"'{fleet.PASSWORD}'"
            seen_from = "127.%" if month in fleet.PLATFORMS[platform]["hardened"] else "%"
            (root / "etc/mysql/demo.sql").write_text(
                f"CREATE USER 'audit'@'{seen_from}' IDENTIFIED BY '{fleet.PASSWORD}';\nGRANT SELECT,PROCESS ON *.* TO 'audit'@'{seen_from}';\n"
                f"CREATE USER 'root'@'127.%' IDENTIFIED BY {who};\nGRANT ALL ON *.* TO 'root'@'127.%';\n")
            hardening = ["--local-infile=0", "--secure-file-priv=/var/lib/mysql-files", "--old-passwords=0"] \
                if month in fleet.PLATFORMS[platform]["hardened"] else []
            run("chroot", root, "mkdir", "-p", "/var/lib/mysql-files")
            self.daemon(root, "/usr/sbin/mariadbd", "--user=mysql", f"--bind-address={ip}", "--skip-name-resolve",
                        "--init-file=/etc/mysql/demo.sql", *hardening)
        elif role == "mq":
            (root / "etc/mosquitto/demo.conf").write_text(f"listener 1883 {ip}\nallow_anonymous true\n")
            self.daemon(root, "/usr/sbin/mosquitto", "-c", "/etc/mosquitto/demo.conf")
        elif role == "cache" and month not in row.get("closed", []):
            self.daemon(root, "/usr/bin/redis-server", "--bind", ip, "--protected-mode", "no", "--save", "")
        elif role == "storage":
            (root / "etc/rsyncd-demo.conf").write_text("[backup]\npath=/srv\nread only=yes\n")
            self.daemon(root, "/usr/bin/rsync", "--daemon", "--no-detach", f"--address={ip}",
                        "--config=/etc/rsyncd-demo.conf")

    def wait(self, rows):
        """Until every service answers, or half a minute."""
        probes = [f"{r['ip']} {p}" for r in rows if r["ip"]
                  for p in {"web": [22, 443], "db": [22, 3306]}.get(r["role"], [22])]
        script = "for p in " + " ".join(f"'{p}'" for p in probes) + \
            "; do set -- $p; (exec 3<>/dev/tcp/$1/$2) 2>/dev/null || exit 1; done"
        for _ in range(60):
            if inside("bash", "-c", script, check=False).returncode == 0:
                return
            time.sleep(0.5)
        raise SystemExit("a service of the lab did not start; see daemons.log in the work folder")

    def sweep(self):
        """Takes down what an interrupted run left behind: mounts under the work folder, the namespace."""
        here = str(self.work.resolve()) + "/assets/"
        self.mounts = [m for m in (line.split()[1] for line in Path("/proc/mounts").read_text().splitlines())
                       if m.startswith(here)]
        self.down()

    # --- end ----------------------------------------------------------------------------------------
    def down(self):
        pids = run("ip", "netns", "pids", NETNS, check=False).stdout.split()
        for pid in pids:
            try:
                os.kill(int(pid), signal.SIGTERM)
            except ProcessLookupError:
                pass
        for child in self.daemons:
            try:
                child.wait(8)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.daemons.clear()
        deadline = time.time() + 10
        while run("ip", "netns", "pids", NETNS, check=False).stdout.split() and time.time() < deadline:
            time.sleep(0.3)
        for mount in reversed(self.mounts):
            run("umount", mount, check=False)
        self.mounts.clear()
        run("ip", "netns", "del", NETNS, check=False)
        shutil.rmtree(f"/etc/netns/{NETNS}", ignore_errors=True)


def nginx(row, month, ip, name):
    weak = row["tls"][month] == "weak"
    if weak:
        policy = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2;ssl_ciphers 'ALL:@SECLEVEL=0:!aNULL:!eNULL';"
    else:
        policy = ("ssl_protocols TLSv1.2 TLSv1.3;ssl_ciphers 'ECDHE+AESGCM:ECDHE+CHACHA20';"
                  "ssl_prefer_server_ciphers on;server_tokens off;"
                  "add_header Strict-Transport-Security 'max-age=31536000' always;")
    listen = f"listen {ip}:443 ssl;"
    if port := row.get("admin_port", {}).get(month):
        listen += f"listen {ip}:{port} ssl;"
    return (f"daemon off;pid /run/nginx-demo.pid;user www-data;\nevents {{}}\nhttp {{ access_log off;\n"
            f"server {{ listen {ip}:80;{listen}server_name {name};root /var/www/html;{policy}\n"
            "ssl_certificate /etc/demo-tls/cert.pem;ssl_certificate_key /etc/demo-tls/key.pem; } }\n")


def harden(root):
    """A few settings of the standard profile, put right the way an administrator would."""
    sshd = root / "etc/ssh/sshd_config"
    keep = [l for l in sshd.read_text().splitlines()
            if not l.lstrip("#").startswith(("PermitRootLogin", "ClientAlive", "PermitEmptyPasswords", "Protocol"))]
    sshd.write_text("\n".join(["PermitRootLogin no", "PermitEmptyPasswords no", "ClientAliveInterval 300",
                               "ClientAliveCountMax 0", *keep]) + "\n")
    for name, mode in (("shadow", 0o640), ("gshadow", 0o640), ("passwd", 0o644), ("group", 0o644)):
        (root / "etc" / name).chmod(mode)
    rsyslog = root / "etc/rsyslog.conf"
    if rsyslog.exists():
        for line in rsyslog.read_text().splitlines():
            parts = line.split()
            if len(parts) == 2 and parts[1].lstrip("-").startswith("/var/log/"):
                log = root / parts[1].lstrip("-").lstrip("/")
                log.touch()
                log.chmod(0o640)
    sysctl = root / "etc/sysctl.d/90-demo.conf"
    sysctl.write_text("fs.suid_dumpable = 0\nkernel.randomize_va_space = 2\n")
