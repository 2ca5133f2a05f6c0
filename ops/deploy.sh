#!/usr/bin/env bash
# Brings chat onto a machine with Docker Compose, or onto a Kubernetes cluster, and takes it away again.
# Everything here is docker compose or kubectl; what they are given is docker-compose.enterprise.yml and ops/k8s.
set -euo pipefail
ops=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
cd -- "$ops/.."
export COMPOSE_FILE=${COMPOSE_FILE:-docker-compose.enterprise.yml}

usage() {
  cat <<'TEXT'
ops/deploy.sh: deploys chat. Again, with another version, it updates.

  ops/deploy.sh --compose          on this machine, with Docker Compose: makes the secrets and .env that
                                   are missing, builds the images, updates one part after the other,
                                   waits until all are well
  ops/deploy.sh --k8s [OVERLAY]    on the cluster that kubectl knows: ops/k8s/overlays/OVERLAY (small,
                                   production, canary); makes the secrets that are missing
      --dry-run                    says what would be done, and does nothing
      --cleanup                    takes away what was deployed; the data stay
      --cleanup --data             the data and secrets too

  COMPOSE_FILE names other files for Compose, as it knows them. Images for Kubernetes are pushed before:
  ops/OPERATIONS.md, "Kubernetes". Exit codes: 0 done, 1 it could
  not be done, 2 wrong usage.
TEXT
}

fail() {
  printf 'ops/deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Does a command, or only says it.
run() {
  printf '+ %s\n' "$*"
  [[ $dry == yes ]] || "$@"
}

compose() { run docker compose "$@"; }
kube() { run kubectl "$@"; }
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

need_compose() {
  [[ $dry == yes ]] && return
  command -v docker >/dev/null || fail 'no docker found: see https://docs.docker.com/engine/install/'
  docker compose version >/dev/null 2>&1 || fail 'docker has no compose: install docker-compose-plugin'
  docker info >/dev/null 2>&1 || fail 'the Docker engine does not answer, or you may not use it (group docker)'
}

up_compose() {
  need_compose
  [[ -e .env ]] || run cp .env.example .env
  run ops/docker/secrets.sh
  compose build
  # The new schema first, which the old version can work with; then part after part, so that another one
  # is always there. What is the same stays as it is.
  compose up --detach --wait mariadb kafka redis consul
  compose run --rm --no-deps -T migration || fail 'the migration failed; what it says is above'
  local part
  for part in message-service-1 message-service-2 user-service social-service gateway-1 gateway-2; do
    # With what it depends on, though that is there: without, Compose takes it for something else the next time.
    compose up --detach --wait "$part"
  done
  compose up --detach --wait
  cat <<'TEXT'

  page, REST, WebSocket   http://localhost:8000/
  TCP                     localhost:7000
  Grafana                 http://localhost:3000/   (user admin, password in .secrets/grafana_password)
  Jaeger, Prometheus      http://localhost:16686/  http://localhost:9090/
  how it is               ops/monitor.sh overview
TEXT
}

down_compose() {
  need_compose
  if [[ $data == yes ]]; then
    compose down --volumes --remove-orphans
    run rm -rf .secrets
  else
    compose down --remove-orphans
  fi
}

need_cluster() {
  local overlays=(ops/k8s/overlays/*/)
  overlays=("${overlays[@]#ops/k8s/overlays/}")
  [[ -d ops/k8s/overlays/$overlay ]] || fail "there is no overlay $overlay; there are: ${overlays[*]%/}" 2
  [[ $dry == yes ]] && return
  command -v kubectl >/dev/null || fail 'no kubectl found: see https://kubernetes.io/docs/tasks/tools/'
  kubectl version --request-timeout 10s >/dev/null 2>&1 || fail 'kubectl reaches no cluster: see kubectl config get-contexts'
}

# Never over one that is there: passwords are in the databases already.
make_secret() {
  local password redis
  if [[ $dry == no ]] && kubectl --namespace chat get secret chat-secrets >/dev/null 2>&1; then
    return
  fi
  [[ $overlay == small ]] || fail 'there is no secret chat-secrets: its keys are in ops/OPERATIONS.md, "Kubernetes"'
  if [[ $dry == yes ]]; then
    echo '+ kubectl --namespace chat create secret generic chat-secrets ... (random values)'
    return
  fi
  password=$(random)
  redis=$(random)
  kubectl create --filename - <<TEXT
apiVersion: v1
kind: Secret
metadata: {name: chat-secrets, namespace: chat}
stringData:
  JWT_SECRET: $(random)
  DB_PASS: $password
  DB_ROOT_PASS: $(random)
  REDIS_PASS: $redis
  REDIS_URL: redis://:$redis@chat-redis:6379
TEXT
}

up_kubernetes() {
  need_cluster
  kube apply --filename ops/k8s/base/namespace.yaml
  make_secret
  kube apply --kustomize "ops/k8s/overlays/$overlay"
  local deployment
  for deployment in chat-user-service chat-social-service chat-message-service chat-gateway; do
    kube --namespace chat rollout status "deployment/$deployment" --timeout 15m
  done
  kube --namespace chat get pods,services,ingress
}

down_kubernetes() {
  need_cluster
  if [[ $data == yes ]]; then
    kube delete namespace chat
  else
    # Not by the overlay, whose namespace would take the volumes and secrets with it.
    kube --namespace chat delete --selector app.kubernetes.io/part-of=chat \
      deployment,statefulset,job,horizontalpodautoscaler,service,ingress,poddisruptionbudget,networkpolicy,configmap,serviceaccount
  fi
}

target=
overlay=small
dry=no
cleanup=no
data=no
while (($#)); do
  case $1 in
    --compose) target=compose ;;
    --k8s | --kubernetes)
      target=kubernetes
      if [[ ${2:-} =~ ^[a-z0-9-]+$ && $2 != -* ]]; then
        overlay=$2
        shift
      fi
      ;;
    --cleanup) cleanup=yes ;;
    --data) data=yes ;;
    --dry-run) dry=yes ;;
    -h | --help | help) usage && exit ;;
    *) fail "unknown: $1; see ops/deploy.sh --help" 2 ;;
  esac
  shift
done
[[ $data == no || $cleanup == yes ]] || fail '--data goes with --cleanup' 2
if [[ -z $target ]]; then
  [[ $cleanup == no ]] || target=compose
  [[ -n $target ]] || { usage && exit; }
fi
if [[ $cleanup == yes ]]; then "down_$target"; else "up_$target"; fi
