#!/usr/bin/env bash
# Headless: without its web page for looking at logs, as for production.
set -euo pipefail
export NODE_ENV=production TRUSTED_CUSTOM_HOSTS=127.0.0.1,localhost
exec node "$HOME_DIR/node_modules/@portkey-ai/gateway/build/start-server.js" --headless --port="$PORT"
