#!/usr/bin/env bash
# Runs a command with YUNJIAN_TEST_DATABASE pointing at a PostgreSQL cluster of its own: in a temporary folder, on a
# free loopback port, gone afterwards.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/install-test-tools.sh"
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null \
  || node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
finish() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT
cd /
"${as[@]}" "$bin/initdb" -D "$folder/data" -U yunjian -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off -c max_connections=300" start >/dev/null
cd "$here/.."
export YUNJIAN_TEST_DATABASE="postgres://yunjian@127.0.0.1:$port/postgres"
"$@"
