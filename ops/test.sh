#!/usr/bin/env bash
# The tests, under the names that people look for. Everything here is ops/chat or Maven.
set -euo pipefail
ops=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)

usage() {
  cat <<'TEXT'
ops/test.sh WHAT: tests chat.

  full         build everything and run all tests (ops/chat test --all)
  most         the same without those that take minutes each (ops/chat test)
  quick        the same without those that start servers
  performance  two minutes of chat between 24 people on a system of its own: how long
               acknowledgements and pushes take, and whether every promise was kept
               (ops/chat check --seconds 120; more options go to it)
  health       ask every part of what runs here how it is (ops/monitor.sh health)

  More words go to the command behind it. Exit code 0: all is well.
TEXT
}

what=${1:-}
(($#)) && shift
case $what in
  full) exec "$ops/chat" test --all "$@" ;;
  most) exec "$ops/chat" test "$@" ;;
  quick) exec "$ops/chat" test -DskipITs "$@" ;;
  performance) exec "$ops/chat" check --seconds 120 "$@" ;;
  health) exec "$ops/monitor.sh" health "$@" ;;
  '' | help | -h | --help) usage ;;
  *)
    printf 'ops/test.sh: unknown: %s\n\n' "$what" >&2
    usage >&2
    exit 2
    ;;
esac
