#!/usr/bin/env bash
# Part of the image's build: runs a gateway without anything behind it, and has its virtual machine write an
# ahead-of-time cache to the file given as the first argument.
set -euo pipefail

JWT_SECRET=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
export JWT_SECRET
java @/opt/chat/gateway.options "-XX:AOTCacheOutput=$1" -jar /opt/chat/chat-gateway.jar &
gateway=$!

say() { # says the second argument to a port and shows the first lines of the answer
  local port=$1
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf '%b' "$2" >&3
    timeout 3 head -c 200 <&3
    exec 3>&-
  ) 2>/dev/null || return 1
}

for ((i = 0; i < 600; i++)); do
  kill -0 "$gateway" || exit 1
  ! say 8080 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' >/dev/null || break
  sleep 0.5
done
close='HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
for ((i = 0; i < 3; i++)); do
  say 8080 "GET /health/ready $close\r\n" || true
  say 8080 "GET /metrics $close\r\n" >/dev/null || true
  say 3000 "GET / $close\r\n" >/dev/null || true
  say 3000 "POST /api/login ${close}Content-Length: 24\r\n\r\n{\"name\":\"x\",\"pwd\":\"y\"}  " || true
  say 3000 'GET /ws?dialect=lines HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n' >/dev/null || true
  say 7000 '{"msgid":9001}\n{"msgid":1,"name":"x","password":"y"}\n' || true
  say 7000 '{"msgid":9001}\0' || true
done
kill -TERM "$gateway"
wait "$gateway"
[[ -s $1 ]]
