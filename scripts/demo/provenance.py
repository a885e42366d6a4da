"""demo/PROVENANCE.md: tool, version, exact command, date, what it looked at, what was made anonymous."""

from datetime import datetime, timezone

import collect
import fleet
from lab import SUITE


def write(demo, tool, counts):
    made = datetime.now(timezone.utc).date().isoformat()
    lines = [
        "# Where the demo evidence comes from", "",
        f"Made by `scripts/demo-evidence.sh` on {made} (true date). Everything can be made again with that script.", "",
        "## What is real and what is story", "",
        "- Real: every output of a tool, every package version, open port, account of an image, CVE number, baseline"
        " result. The tools looked at small platforms that the script builds for the purpose.",
        "- Story: the names of platforms, people and rooms, who owns what, when something was reviewed, the days of"
        " first discovery before September 2026, plans and responsible persons, `kev` (no list of known exploited"
        " vulnerabilities was consulted), serial numbers, hardware and firmware rows. They stand in"
        " `scripts/demo/fleet.py`, `findings.py`, `registers.py` and `plan.py`.",
        f"- The assets are Debian {SUITE} roots (debootstrap from Debian's archive), one overlay per asset, with real"
        " services (OpenSSH, nginx, MariaDB, Mosquitto, Redis, rsync) on loopback addresses inside a network namespace"
        " of the script. Nothing outside the namespace was scanned.",
        "- Played, not met with: platform B's failed login scan of cache-11 in October (the tool was not run), its two"
        " machines unseen since June (rows only), its machine tmp-17 missing from the register (a real root, left out).",
        "- Month two differs because the assets differ: updates installed, TLS and login settings put right, Redis on"
        " cache-01 closed, port 8443 on web-02 opened, MariaDB's audit account bound to its own hosts.", "",
        "## Clock", "",
        "The demo's months are 2026-09 and 2026-10. nmap, oscap, wapiti, mysqltuner, useradd and lastlog ran under"
        " Debian's `faketime` with the moments below; `apt`, `ssh-audit` and `testssl.sh` ran on the true clock (they stamp"
        " no time into what is kept, and testssl.sh does not run under faketime). Start and end times of their rows in the"
        " scan manifest are the story's. What is published in Debian's archive is that of the true date.", "",
        "| month | nmap | other scans from |", "|---|---|---|",
        *[f"| {m} | {w['nmap']} +08:00 | {w['scan']} +08:00 |" for m, w in fleet.MONTHS.items()], "",
        "## Tools", "", "| tool | version | command | looked at |", "|---|---|---|---|",
        f"| nmap | {tool['nmap']} | `nmap -Pn -sT -sV -p {collect.NMAP_PORTS} -iL targets.txt -oX nmap.xml`"
        " (platform B, October: ports 1-1024) | the assets' loopback addresses |",
        f"| OpenSCAP | {tool['OpenSCAP']}, content ssg-debian {tool['ssg-debian']} | `OSCAP_PROBE_ROOT=<asset root> oscap"
        f" xccdf eval --profile {collect.SCAP_PROFILE} --results … ssg-debian11-ds.xml` | the assets' file systems |",
        f"| apt | {tool['apt']} (Debian {SUITE}) | `apt list --upgradable` in the asset, CVE numbers and urgency from the"
        " Debian changelogs of the newer versions | installed packages against the security archive |",
        f"| wapiti | {tool['wapiti']} | `wapiti -u http://<asset>/ -m {collect.WAPITI_MODULES} -f json` | web assets |",
        f"| testssl.sh | {tool['testssl.sh']} | `testssl {' '.join(collect.TESTSSL)} --jsonfile …` | TLS ports |",
        f"| ssh-audit | {tool['ssh-audit']} | `ssh-audit --no-colors --batch --level warn <address>` | platform B's assets, from outside |",
        f"| mysqltuner | {tool['mysqltuner']} | `mysqltuner --host … --skipsize --cvefile vulnerabilities.csv` | databases |",
        "| passwd, lastlog, dpkg-query | Debian's own | `passwd -S -a`, `lastlog`, `dpkg-query -W` in the asset | accounts,"
        " packages |",
        "| CycloneDX | see each file's `metadata.tools` | `cdxgen -t rust` on Cargo.lock, `cyclonedx-npm --package-lock-only`"
        " on web/, `cyclonedx-py environment` on the script's own Python environment | this project, true date |", "",
        "## Ratings", "",
        "testssl.sh rates its own rows. A package row takes the highest urgency in the Debian changelog entries that are"
        " missing; ssh-audit's fail and warn become medium and low; wapiti's levels 1 to 3 become low to high; mysqltuner does"
        " not rate, so the provider of the story does (`scripts/demo/findings.py`). testssl.sh rows below LOW are left"
        " out.", "",
        "## Registers", "",
        "The CSV and XLSX registers are conversions by the script of the native outputs; the natives are kept in each"
        " month's `native/` folder (oscap's results XML of one asset of some months, all of them as rows in `config-checks.csv`). Chinese"
        " headings stand in `scripts/demo/headings.json`; lists are joined with `;`.", "",
        "## Made anonymous", "",
        "Host names are set to the asset names (UTS namespace), addresses are loopback, work folders are cut out of the"
        " outputs, the kernel under the images is not recorded. The baseline results name the account that ran them"
        " (`root`).", "",
        "## Not to be had", "",
        "`npm audit` and PyPI's advisories (`pip-audit`) need endpoints that a package mirror may not answer; where this"
        " was made, npm answered 405 and pip-audit got no advisories, so no result of either is here. No scanner of the"
        " formats Nessus, OpenVAS, Trivy, Grype, ZAP, Nuclei or Wazuh can be had from Debian, PyPI or npm with its"
        " vulnerability data, so none is pretended.", "",
        "## Counts", "", "| platform | month | findings (open) | scans | components | accounts |", "|---|---|---|---|---|---|",
        *[f"| {c['platform']} | {c['month']} | {c['findings']} ({c['open']}) | {c['scans']} | {c['components']} |"
          f" {c['accounts']} |" for c in counts], "",
    ]
    (demo / "PROVENANCE.md").write_text("\n".join(lines))
