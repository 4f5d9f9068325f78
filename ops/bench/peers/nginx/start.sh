#!/usr/bin/env bash
# One worker: the machine's other core belongs to the load and the mock. Buffering is off, as it has to be for streams.
set -euo pipefail
user=""
[ "$(id -u)" = 0 ] && user="user root;"
cat >"$WORK/nginx.conf" <<CONF
$user worker_processes 1; daemon off; pid $WORK/nginx.pid; error_log $WORK/error.log; worker_rlimit_nofile 65536;
events { worker_connections 32768; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path $WORK/body; proxy_temp_path $WORK/proxy; fastcgi_temp_path $WORK/fastcgi;
  uwsgi_temp_path $WORK/uwsgi; scgi_temp_path $WORK/scgi;
  upstream mock { server 127.0.0.1:$UPSTREAM_PORT; keepalive 8192; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:$PORT backlog=4096;
    location / {
      proxy_pass http://mock; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
      proxy_read_timeout 600s;
    }
  }
}
CONF
exec nginx -c "$WORK/nginx.conf"
