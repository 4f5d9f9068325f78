#!/usr/bin/env bash
# Everything on, no setting changed but folders and ports. A vendor for each answer of the mock, as each has a base URL of its
# own, and the repository's own folder for Anthropic's dialect. Folders that are in $WORK/vendors already stay.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export GATEWAY_DEV_KEY=sk-gw-bench-0123456789abcdef0123456789abcdef
export GATEWAY_PORT=$PORT GATEWAY_CONSOLE_PORT=$((PORT + 1)) GATEWAY_CONSOLE_PASSWORD=bench-console-password
export GATEWAY_DATA=${GATEWAY_DATA:-$WORK/data} GATEWAY_VENDORS=$WORK/vendors
for answer in $ANSWERS; do
    folder=$WORK/vendors/$answer
    mkdir -p "$folder"
    for file in vendor.yaml routes.camel.yaml; do
        sed "s/ANSWER/$answer/g; s/UPSTREAM_PORT/$UPSTREAM_PORT/g" "$here/vendor/$file" >"$folder/$file"
    done
    variable=${answer^^}
    export "${variable//-/_}_API_KEY=sk-bench"
done
cp -r "$ROOT/vendors/claude" "$WORK/vendors/"
export CLAUDE_API_KEY=sk-bench CLAUDE_BASE_URL=http://127.0.0.1:$UPSTREAM_PORT
# That folder says nothing of limits: its vendor must not be the one who slows down.
export GATEWAY_VENDORS_IN_FLIGHT=10000 GATEWAY_VENDORS_REQUESTS_PER_SECOND=100000
# The JVM's options are those of `start` and of `mvn spring-boot:run`.
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" ${BENCH_JVM_ARGS-@$ROOT/src/main/dist/jvm.options} -jar "$(ls -t "$ROOT"/target/aigc-gateway-*.jar | head -1)" ${BENCH_ARGS:-}
