#!/usr/bin/env bash
# Looks at a chat system that runs: the local stack, Compose or Kubernetes. Everything here is ops/chat,
# docker compose or kubectl, and curl.
set -euo pipefail
ops=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
export COMPOSE_FILE=${COMPOSE_FILE:-$ops/../docker-compose.enterprise.yml}
namespace=${NAMESPACE:-chat}

usage() {
  cat <<'TEXT'
ops/monitor.sh [--on local|compose|kubernetes] COMMAND: looks at a chat system that runs.

  overview         every part and its state, and whether gateways and services are ready
  health           what each gateway and service says of itself, and why one is not well;
                   exit code 1 when one is not ready
  logs NAME [N]    the last N lines (200) of a part's log
  follow NAME      a part's log as it grows, until Ctrl-C
  metrics [NAME]   the figures to look at first, of one part or of all
  troubleshoot     health, restarts, errors in the logs, disk, and where to read on
  backup [FILE]    a backup of the database while everything runs (ops/chat backup)
  scale NAME N     so many instances of a part; says how, where that takes more than a command

  Without --on: what runs here, looked for in that order. --data DIR and --namespace NAME (chat) say
  which, where there are several. Needs curl. Exit codes: 0 well, 1 not well, 2 wrong usage.
TEXT
}

fail() {
  printf 'ops/monitor.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

compose() { docker compose "$@"; }
kube() { kubectl --namespace "$namespace" "$@"; }

# Sets "on" to what runs here.
find_system() {
  if "$ops/chat" status "${data[@]}" >/dev/null 2>&1; then
    on=local
  elif command -v docker >/dev/null && [[ -n $(compose ps --quiet 2>/dev/null) ]]; then
    on=compose
  elif command -v kubectl >/dev/null && kube get pods >/dev/null 2>&1; then
    on=kubernetes
  else
    fail 'nothing runs here: see ops/chat up, ops/deploy.sh; or say which with --on'
  fi
}

# Prints the gateways and services, one a line: name, and where its probes are.
targets() {
  case $on in
    local)
      "$ops/chat" status --json "${data[@]}" \
        | sed -n 's/.*"name":"\(gateway-[0-9]*\|services\|user\|social\|message\)".*"ports":\[\([0-9,]*,\)\?\([0-9]*\)\].*/\1 \3/p'
      ;;
    compose)
      compose ps --format '{{.Service}}' | sort | while read -r name; do
        case $name in
          gateway*) echo "$name 8080" ;;
          user*) echo "$name 8081" ;;
          social*) echo "$name 8082" ;;
          message*) echo "$name 8083" ;;
        esac
      done
      ;;
    kubernetes)
      kube get pods -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.spec.containers[0].ports[?(@.name=="probes")].containerPort}{"\n"}{end}' \
        | awk 'NF == 2'
      ;;
  esac
}

# ask NAME PORT PATH: what a gateway or service answers; fails when it answers anything but 200.
ask() {
  case $on in
    local) curl -sS --fail-with-body --max-time 5 "http://127.0.0.1:$2$3" ;;
    compose) compose exec -T "$1" /opt/chat/ask "$2" "$3" </dev/null ;;
    kubernetes) kube get --raw "/api/v1/namespaces/$namespace/pods/$1:$2/proxy$3" ;;
  esac
}

parts() {
  case $on in
    local) "$ops/chat" status "${data[@]}" ;;
    compose) compose ps --all --format 'table {{.Service}}\t{{.Status}}\t{{.Ports}}' ;;
    kubernetes) kube get pods -o wide ;;
  esac
}

health() {
  local name port answer well=0
  while read -r name port; do
    if answer=$(ask "$name" "$port" /health/ready 2>&1); then
      printf '%-28s ready\n' "$name"
    else
      well=1
      printf '%-28s NOT READY\n' "$name"
      answer=$(ask "$name" "$port" /health 2>&1 || true)
      printf '%s\n' "$answer" | sed 's/^/    /'
    fi
  done < <(targets)
  return "$well"
}

overview() {
  parts
  echo
  health
}

logs() {
  local name=$1 lines=$2
  shift 2
  case $on in
    local) local_log "$name" "$lines" "$@" ;;
    compose) compose logs --no-log-prefix --tail "$lines" "$@" "$name" ;;
    kubernetes) kube logs --tail "$lines" "$@" "$name" ;;
  esac
}

local_log() {
  local name=$1 lines=$2
  if [[ ${3:-} == --follow ]]; then
    "$ops/chat" logs "$name" -f "${data[@]}"
  else
    "$ops/chat" logs "$name" "${data[@]}" | tail -n "$lines"
  fi
}

# metrics [NAME]: the figures, in words; what the names mean is in ops/METRICS.md.
metrics() {
  local name port only=${1:-}
  while read -r name port; do
    [[ -z $only || $only == "$name" ]] || continue
    printf '%s\n' "$name"
    ask "$name" "$port" /metrics 2>/dev/null | awk -f "$ops/figures.awk" || echo '  does not answer'
  done < <(targets)
}

troubleshoot() {
  local name bad=0
  echo '== Parts'
  parts
  printf '\n== Health\n'
  health || bad=1
  printf '\n== What fills up or failed\n'
  metrics '' | awk '!/^ / { part = $0; next } / !$/ { sub(/ !$/, ""); print part ": " $0; found = 1 } END { if (!found) print "nothing" }'
  printf '\n== Last warnings and errors\n'
  targets | while read -r name _; do
    logs "$name" 400 2>/dev/null | grep -aE 'WARN|ERROR|SEVERE' | tail -n 3 | cut -c1-200 | sed "s/^/$name: /" || true
  done
  printf '\n== Disk\n'
  df -h "$ops" | sed 's/^/  /'
  printf '\nSymptoms, and what to do: ops/OPERATIONS.md, "Troubleshooting" and "Runbook".\n'
  return "$bad"
}

backup() {
  [[ $on == local ]] || fail 'see "Backup and restore" in ops/OPERATIONS.md: the same command with DB_HOST and its companions'
  "$ops/chat" backup "${data[@]}" ${1:+--to "$1"}
}

scale() {
  local name=$1 count=$2
  [[ $count =~ ^[0-9]+$ ]] || fail "how many? Not $count" 2
  case $on in
    local)
      fail "the local stack is as large as it was started: ops/chat down, then
  ops/chat up --gateways $count"
      ;;
    compose)
      fail "each instance has a name and a port of its own: copy its block in docker-compose.enterprise.yml,
  see ops/OPERATIONS.md, \"Docker Compose\""
      ;;
    kubernetes) kube scale "deployment/$name" --replicas "$count" ;;
  esac
}

on=
data=()
while [[ ${1:-} == -* ]]; do
  case $1 in
    --on)
      on=${2:-}
      [[ $on =~ ^(local|compose|kubernetes)$ ]] || fail '--on takes local, compose or kubernetes' 2
      shift
      ;;
    --data) data=(--data "${2:?--data needs a value}") && shift ;;
    --namespace) namespace=${2:?--namespace needs a value} && shift ;;
    -h | --help) usage && exit ;;
    *) fail "unknown option: $1; see ops/monitor.sh --help" 2 ;;
  esac
  shift
done
command=${1:-}
(($#)) && shift
case $command in
  overview | health | metrics | troubleshoot | backup) ;;
  logs | follow) [[ -n ${1:-} ]] || fail "$command needs a NAME; ops/monitor.sh overview names them" 2 ;;
  scale) [[ -n ${2:-} ]] || fail 'scale needs a NAME and a number' 2 ;;
  '' | help) usage && exit ;;
  *) fail "unknown: $command; see ops/monitor.sh --help" 2 ;;
esac
[[ -n $on ]] || find_system
case $command in
  logs) logs "$1" "${2:-200}" ;;
  follow) logs "$1" 20 --follow ;;
  *) "$command" "$@" ;;
esac
