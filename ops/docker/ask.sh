#!/usr/bin/env bash
# ask PORT PATH, in our containers: what the part there answers. Exit code 0 when that is 200. For ops/monitor.sh.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
IFS= read -r -t 5 status <&3
chunked=no
while IFS= read -r -t 5 header <&3 && [[ $header != $'\r' ]]; do
  [[ ${header,,} != transfer-encoding:*chunked* ]] || chunked=yes
done
if [[ $chunked == yes ]]; then
  while IFS= read -r -t 5 size <&3 && size=${size%%[^0-9A-Fa-f]*} && ((0x$size > 0)); do
    head -c "$((0x$size))" <&3
    IFS= read -r -t 5 _ <&3
  done
else
  cat <&3
fi
[[ $status == 'HTTP/1.1 200'* ]]
