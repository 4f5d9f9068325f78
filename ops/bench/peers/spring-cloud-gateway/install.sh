#!/usr/bin/env bash
# Builds the proxy in this folder; Maven fetches the rest.
set -euo pipefail
cd "$(dirname "$0")"
command -v mvn >/dev/null || { echo "mvn is not installed (apt-get install maven)" >&2; exit 1; }
if [ ! -f "$HOME_DIR/proxy.jar" ] || [ -n "$(find pom.xml src -newer "$HOME_DIR/proxy.jar")" ]; then
    mvn -q -B -ntp -DskipTests package >"$HOME_DIR/build.log" 2>&1 ||
        { echo "its build failed: $(grep -m1 ERROR "$HOME_DIR/build.log")" >&2; exit 1; }
    cp target/proxy.jar "$HOME_DIR/proxy.jar"
fi
sed -n 's/.*<spring-cloud.version>\(.*\)<.*/\1/p' pom.xml
