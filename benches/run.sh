#!/usr/bin/env bash
# Every figure of benches/README.md, on a release build. Ends with 1 when a floor is not met.
set -uo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked -p yunjian || exit 1
status=0
for part in start lists desks scan readers rules; do
  echo "== $part"
  python3 -B "benches/$part.py" || status=1
done
exit $status
