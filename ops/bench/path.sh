#!/usr/bin/env bash
# CPU time of one buffered chat request: this gateway, with everything on, beside nginx as a bare proxy, in turns, in front of
# the same mock vendor. Needs nginx, wrk and a JDK 21+; builds nothing: run `mvn -DskipTests package` first.
#
#   ops/bench/path.sh [seconds a round] [rounds]      prints a line a round, and the ratio of the medians
set -euo pipefail
seconds=${1:-10} rounds=${2:-5} connections=64
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
java=${BENCH_JAVA:-java}
trap 'kill $(jobs -p) 2>/dev/null || true; for pid in "$work"/*.pid; do [ -f "$pid" ] && kill "$(cat "$pid")"; done 2>/dev/null || true; rm -rf "$work"' EXIT

for tool in nginx wrk "$java"; do
    command -v "$tool" >/dev/null || { echo "missing: $tool" >&2; exit 2; }
done

# The answer: a chat completion of about 0.5 KB.
text=$(printf 'word %.0s' $(seq 50))
answer="{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"$text\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":50,\"total_tokens\":58}}"
cat >"$work/nginx.conf" <<NGINX
worker_processes 1; pid $work/nginx.pid; error_log $work/error.log; daemon on;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; client_body_temp_path $work/b; proxy_temp_path $work/p;
  fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server { listen 127.0.0.1:18098; default_type application/json; location / { return 200 '$answer'; } }
}
NGINX
sed "s/18098; default_type application\/json; location \/ { return 200 .*; } }/18097; location \/ { proxy_pass http:\/\/mock; proxy_http_version 1.1; proxy_set_header Connection \"\"; } }\n  upstream mock { server 127.0.0.1:18098; keepalive 128; keepalive_requests 1000000000; }/; s/nginx.pid/proxy.pid/" \
    "$work/nginx.conf" >"$work/proxy.conf"
nginx -c "$work/nginx.conf"
nginx -c "$work/proxy.conf"

mkdir -p "$work/vendors/bench"
cat >"$work/vendors/bench/vendor.yaml" <<CARD
title: Mock vendor of the benchmark
currency: USD
base-url: http://127.0.0.1:18098/v1
limits: { in-flight: 10000, requests-per-second: 100000 }
models:
  - id: bench
    features: [tools]
    price: { input: 1, output: 2 }
    context-tokens: 100000
    max-output-tokens: 10000
    quality: 0.5
CARD
cat >"$work/vendors/bench/routes.camel.yaml" <<ROUTES
- templatedRoute:
    routeTemplateRef: vendor-chat-openai
    routeId: vendor-bench-chat
    parameters:
      - name: vendor
        value: bench
ROUTES
key=sk-gw-bench-0123456789abcdef0123456789abcdef
cat >"$work/request.lua" <<LUA
wrk.method = "POST"
wrk.path = "/v1/chat/completions"
wrk.headers["Authorization"] = "Bearer $key"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"bench","temperature":0.7,"messages":[{"role":"system","content":"You are helpful."},{"role":"user","content":"Tell me something about rivers."}]}'
LUA

# shellcheck disable=SC2086
GATEWAY_DEV_KEY=$key BENCH_API_KEY=sk-bench GATEWAY_DATA="$work/data" GATEWAY_VENDORS="$work/vendors" GATEWAY_PORT=18080 \
    GATEWAY_CONSOLE_PORT=18090 "$java" ${BENCH_JVM_ARGS:-} -jar "$here"/target/aigc-gateway-*.jar >"$work/gateway.log" 2>&1 &
gateway=$!
for _ in $(seq 120); do
    curl -sf -o /dev/null http://127.0.0.1:18080/readyz && break
    sleep 0.5
done
proxy=$(pgrep -P "$(cat "$work/proxy.pid")" | head -1)

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# round <name> <pid> <port>: prints CPU microseconds a request and requests a second
round() {
    local before after out requests
    before=$(ticks "$2")
    out=$(wrk -t1 -c$connections -d"${seconds}s" -s "$work/request.lua" "http://127.0.0.1:$3")
    after=$(ticks "$2")
    requests=$(awk '/requests in/ {print $1}' <<<"$out")
    grep -q 'Non-2xx' <<<"$out" && { echo "$1: $(grep Non-2xx <<<"$out")" >&2; exit 1; }
    awk -v t=$((after - before)) -v n="$requests" -v s="$seconds" -v name="$1" -v hz="$(getconf CLK_TCK)" \
        'BEGIN { printf "%s %.1f us CPU a request, %d requests/s\n", name, t / hz / n * 1e6, n / s }'
}

echo "warming up" && wrk -t1 -c$connections -d"${BENCH_WARMUP:-60}s" -s "$work/request.lua" http://127.0.0.1:18080 >/dev/null
for _ in $(seq "$rounds"); do
    round nginx "$proxy" 18097
    round gateway "$gateway" 18080
done | tee "$work/rounds"
if [ -n "${BENCH_JFR:-}" ]; then
    "$(dirname "$(readlink -f "$(command -v "$java")")")/jcmd" "$gateway" JFR.start name=path settings=profile >/dev/null
    wrk -t1 -c$connections -d"${BENCH_WARMUP:-60}s" -s "$work/request.lua" http://127.0.0.1:18080 >/dev/null
    "$(dirname "$(readlink -f "$(command -v "$java")")")/jcmd" "$gateway" JFR.dump name=path filename="$BENCH_JFR" >/dev/null
fi
median() { awk -v name="$1" '$1 == name {print $2}' "$work/rounds" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
awk -v g="$(median gateway)" -v n="$(median nginx)" 'BEGIN { printf "medians: gateway %.1f us, nginx %.1f us, ratio %.1f\n", g, n, g / n }'
