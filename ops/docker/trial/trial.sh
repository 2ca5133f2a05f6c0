#!/usr/bin/env bash
# Tries the images and docker-compose.enterprise.yml for real, on a Debian that reaches no registry of images: bases
# and the images of others are made here from Debian's packages and this machine's JDK and Maven; our own images and
# the Compose file are used as they are. As root. Everything lies in TRIAL_DIR (default /var/tmp/chat-trial).
#   trial.sh install       Docker, Compose, BuildKit and debootstrap from Debian; starts dockerd if none runs
#   trial.sh build         stand-ins, then our images
#   trial.sh up            docker compose up --wait, with Compose's own order
#   trial.sh chat [N]      two people chat through NGINX for N seconds
#   trial.sh update [N]    meanwhile, a message service and both gateways are replaced one after the other
#   trial.sh sizes         of our images
#   trial.sh compose ...   docker compose with these files
#   trial.sh down          stops and deletes containers, volumes, and a dockerd that this script started
set -euo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
top=$(cd -- "$here/../../.." && pwd)
work=${TRIAL_DIR:-/var/tmp/chat-trial}
suite=trixie
keys=/usr/share/keyrings/debian-archive-keyring.gpg
export DOCKER_CONFIG=$work/docker COMPOSE_PROJECT_NAME=chat-trial DOCKER_BUILDKIT=1

fail() {
  printf 'trial: %s\n' "$1" >&2
  exit 1
}

mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
    grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' '
}

# docker-compose and docker-buildx are programs of one file each.
plugins() {
  local apt=(apt-get -q -o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=)
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$DOCKER_CONFIG/cli-plugins"
  echo "deb [signed-by=$keys] $(mirror) $suite main" >"$work/apt/sources.list"
  (
    cd "$work/apt"
    "${apt[@]}" update && "${apt[@]}" download docker-compose docker-buildx
    for package in ./*.deb; do dpkg-deb -x "$package" package; done
  ) >"$work/plugins.log" 2>&1 || fail "read $work/plugins.log"
  find "$work/apt/package" \( -name docker-compose -o -name docker-buildx \) -type f -perm -u+x \
    -exec cp {} "$DOCKER_CONFIG/cli-plugins/" \;
}

install() {
  mkdir -p "$work"
  command -v dockerd debootstrap >/dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker.io debootstrap iptables ||
    fail 'apt-get could not install docker.io and debootstrap'
  [[ -x $DOCKER_CONFIG/cli-plugins/docker-compose ]] || plugins
  if ! docker info >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    setsid dockerd --data-root "$work/data" ${DOCKERD_OPTIONS:-} >"$work/dockerd.log" 2>&1 </dev/null &
    echo $! >"$work/dockerd.pid"
    for ((i = 0; i < 60; i++)); do
      docker info >/dev/null 2>&1 && break
      sleep 0.5
    done
    docker info >/dev/null || fail "dockerd does not run; read $work/dockerd.log"
  fi
  docker compose version
}

stand_ins() {
  if ! docker image inspect chat-trial-debian >/dev/null 2>&1; then
    rm -rf "$work/debian"
    debootstrap --variant=minbase --keyring="$keys" "$suite" "$work/debian" "$(mirror)" >"$work/debootstrap.log"
    rm -rf "$work/debian"/var/cache/apt/archives/*.deb "$work/debian"/var/lib/apt/lists/* \
      "$work/debian"/usr/share/{doc,man,locale}/* # as the slim image does
    tar -C "$work/debian" -c . | docker import - chat-trial-debian
    rm -rf "$work/debian"
  fi
  local context=$work/context kafka=$top/ops/local/software/target/kafka
  [[ -d $kafka ]] || fail 'build the repository first: the stand-in for Kafka is made of what ops/local gathers'
  rm -rf "$context"
  mkdir -p "$context/certificates"
  cp "$here"/{Dockerfile,mariadb.sh,mariadb-healthcheck.sh,kafka.sh} "$context"
  chmod +x "$context"/*.sh
  cp -L /usr/local/share/ca-certificates/*.crt "$context/certificates" 2>/dev/null || touch "$context/certificates/.none"
  cp -rL "${JAVA_HOME:?name a JDK 25}" "$context/jdk"
  cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")" "$context/maven"
  cp -r "$kafka" "$context/kafka"
  cp "$("$top/ops/local/software/consul.sh")" "$context/consul"
  for target in build nginx mariadb redis prometheus alertmanager consul kafka; do
    docker build -q -t "chat-trial-$target" --target "$target" "$context" >/dev/null
    echo "stand-in for $target"
  done
  rm -rf "$context"
}

compose() {
  SECRETS_DIR=$work/secrets BUILD_IMAGE=chat-trial-build BASE_IMAGE=chat-trial-debian \
    OTEL_EXPORTER_OTLP_ENDPOINT='' CHAT_REVISION=$(git -C "$top" rev-parse HEAD) \
    docker compose --progress plain -f "$top/docker-compose.enterprise.yml" -f "$here/compose.yml" "$@"
}

build() {
  stand_ins
  compose build
}

up() {
  "$top/ops/docker/secrets.sh" "$work/secrets"
  compose up -d --wait
}

chat() {
  "${JAVA_HOME:?name a JDK 25}/bin/java" -Dtcp=17000 -Dweb=18000 "$here/TwoPeople.java" "${1:-5}"
}

update() {
  chat "${1:-150}" &
  local people=$!
  sleep 5
  for service in message-service-2 gateway-1 gateway-2; do
    echo "replacing $service"
    compose up -d --no-deps --force-recreate --wait "$service"
  done
  wait "$people"
}

sizes() {
  local base image bytes
  base=$(docker image inspect -f '{{.Size}}' chat-trial-debian)
  echo "base: $((base / 1000000)) MB"
  for image in gateway user-service social-service message-service migration; do
    bytes=$(docker image inspect -f '{{.Size}}' "chat-$image:0.1.0")
    echo "chat-$image: $((bytes / 1000000)) MB, $(((bytes - base) / 1000000)) beside the base"
  done
}

down() {
  compose down -v --remove-orphans
  if [[ -s $work/dockerd.pid ]]; then
    kill "$(<"$work/dockerd.pid")"
    rm "$work/dockerd.pid"
  fi
}

command=${1:-}
(($#)) && shift
case $command in
  install | build | up | chat | update | sizes | compose | down) "$command" "$@" ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
