#!/usr/bin/env bash
# The JVM with its defaults, as ours. Reactor's pool opens as many connections as are needed at once.
set -euo pipefail
exec "$JAVA_HOME/bin/java" ${BENCH_JVM_ARGS:-} -jar "$HOME_DIR/proxy.jar"
