#!/usr/bin/env bash
# Debian's package, which the benchmark's mock needs anyway.
set -euo pipefail
command -v nginx >/dev/null || { echo "nginx is not installed (apt-get install nginx-light)" >&2; exit 1; }
nginx -v 2>&1 | sed 's/.*nginx.//'
