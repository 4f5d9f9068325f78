#!/usr/bin/env bash
# From npm, this version; a second try with what the registry calls the newest.
set -euo pipefail
version=1.15.2
command -v npm >/dev/null || { echo "npm is not installed (apt-get install npm)" >&2; exit 1; }
package=$HOME_DIR/node_modules/@portkey-ai/gateway
get() { npm install --no-audit --no-fund --prefix "$HOME_DIR" "@portkey-ai/gateway@$1" >"$HOME_DIR/install.log" 2>&1; }
[ -f "$package/build/start-server.js" ] || get "$version" || get latest ||
    { echo "npm gave neither version $version nor the newest: $(grep -m1 ERR "$HOME_DIR/install.log")" >&2; exit 1; }
node -p "require('$package/package.json').version"
