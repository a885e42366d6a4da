#!/bin/bash
# Makes the demo's evidence again: builds small platforms in network namespaces, runs real tools on them,
# writes demo/evidence and demo/PROVENANCE.md. Needs root and Debian 12 with its archive, PyPI and npm.
#
#   scripts/demo-evidence.sh            everything; tool outputs of an earlier run are kept and reused
#   scripts/demo-evidence.sh --fresh    runs the tools again (the golden images are kept)
#   scripts/demo-evidence.sh --clean    takes the lab down and removes the work folder
#
# YUNJIAN_DEMO_WORK: the work folder (about 4 GB), default /var/tmp/yunjian-demo-evidence
set -euo pipefail
cd "$(dirname "$0")/.."
work=${YUNJIAN_DEMO_WORK:-/var/tmp/yunjian-demo-evidence}
python=$work/venv/bin/python
[ "$(id -u)" = 0 ] || { echo "demo-evidence: must run as root (chroot, mounts, network namespaces)" >&2; exit 1; }

case "${1:-}" in
  --clean)
    if [ -x "$python" ]; then
      "$python" -B -c 'import sys; sys.path.insert(0, "scripts/demo"); from lab import Lab; Lab(sys.argv[1]).sweep()' "$work"
    fi
    rm -rf --one-file-system "$work"
    exit 0 ;;
  --fresh) rm -rf "$work/raw" "$work/sbom" ;;
  "") ;;
  *) echo "usage: scripts/demo-evidence.sh [--fresh | --clean]" >&2; exit 2 ;;
esac

packages=(nmap openscap-scanner ssg-debian faketime debootstrap iproute2 wapiti testssl.sh ssh-audit mysqltuner
  mariadb-client openssl python3-venv)
missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}"
fi

mkdir -p "$work"
if [ ! -x "$python" ]; then
  python3 -m venv "$work/venv"
  "$python" -m pip -q install --disable-pip-version-check openpyxl==3.1.5 cyclonedx-bom==7.5.0
fi

# Bills of materials of this very project, each by a tool of CycloneDX; made once, `--fresh` makes them again.
mkdir -p "$work/sbom" "$work/npm"
npm_tools=(@cyclonedx/cdxgen @cyclonedx/cyclonedx-npm)
if [ ! -d "$work/npm/node_modules/@cyclonedx" ]; then
  npm install --silent --ignore-scripts --omit=optional --no-audit --prefix "$work/npm" "${npm_tools[@]}"
fi
bin=$work/npm/node_modules/.bin
if [ ! -s "$work/sbom/rust.cdx.json" ]; then
  # Only the lock file is shown to the tool, so that nothing of the checkout's surroundings gets into its output.
  tree=$(mktemp -d "$work/rust-XXXXXX")
  cp Cargo.lock "$tree/"
  (cd "$tree" && CDXGEN_NO_BANNER=1 FETCH_LICENSE=false "$bin/cdxgen" -t rust --no-recurse --no-install-deps \
    --lifecycle pre-build --spec-version 1.6 -o bom.json . >/dev/null)
  mv "$tree/bom.json" "$work/sbom/rust.cdx.json"
  rm -rf "$tree"
fi
if [ ! -s "$work/sbom/demo-tools.cdx.json" ]; then
  "$work/venv/bin/cyclonedx-py" environment --of JSON --sv 1.6 -o "$work/sbom/demo-tools.cdx.json" "$python"
fi
if [ -f web/package-lock.json ] && [ ! -s "$work/sbom/web.cdx.json" ]; then
  "$bin/cyclonedx-npm" --package-lock-only --spec-version 1.6 --output-file "$work/sbom/web.cdx.json" web/package.json
fi

# The lab is taken down by the program itself, also when it is stopped; `exec` hands it our signals.
exec nice -n 10 "$python" -B scripts/demo/main.py "$work" demo
