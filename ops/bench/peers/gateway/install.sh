#!/usr/bin/env bash
# Builds the jar from the tree around it, unless it is newer than everything it is made of.
set -euo pipefail
cd "$ROOT"
jar() { ls -t target/aigc-gateway-*.jar 2>/dev/null | head -1; }
if [ -z "$(jar)" ] || [ -n "$(find pom.xml src/main -newer "$(jar)" | head -1)" ]; then
    command -v mvn >/dev/null || { echo "mvn is not installed (apt-get install maven)" >&2; exit 1; }
    mvn -q -B -ntp -DskipTests package >"$HOME_DIR/build.log" 2>&1 ||
        { echo "its build failed: $(grep -m1 ERROR "$HOME_DIR/build.log")" >&2; exit 1; }
fi
basename "$(jar)" .jar
