#!/usr/bin/env bash
# Installs what the tests need and a fresh machine lacks: PostgreSQL, Chromium, a Chinese font.
set -euo pipefail
lacking=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || lacking+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || lacking+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || lacking+=(fonts-wqy-zenhei fontconfig)
[ ${#lacking[@]} -eq 0 ] && exit 0
command -v apt-get >/dev/null || { echo "please install: ${lacking[*]}" >&2; exit 1; }
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${lacking[@]}"
