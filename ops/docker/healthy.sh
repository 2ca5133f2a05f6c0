#!/usr/bin/env bash
# Exit code 0 when this container's part is ready, as its probe says; for HEALTHCHECK. Needs no program but bash.
set -euo pipefail

case $CHAT_PART in
  gateway) port=${METRICS_PORT:-8080} ;;
  user) port=${USER_HTTP_PORT:-8081} ;;
  social) port=${SOCIAL_HTTP_PORT:-8082} ;;
  message) port=${MESSAGE_HTTP_PORT:-8083} ;;
esac
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r -t 2 status <&3
[[ $status == 'HTTP/1.1 200'* ]]
