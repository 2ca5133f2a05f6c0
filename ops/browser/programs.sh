#!/usr/bin/env bash
# What drives a browser here: Chromium, and the Node on which Playwright's driver runs.
#   programs.sh          prints the path of Chromium, then that of Node; exit code 1 and the reason
#                        on the error output where one is missing
#   programs.sh install  installs with apt what is missing, where that is possible; else says how. A
#                        Node that apt has only older than Playwright wants (Debian 12) comes from
#                        Playwright's bundle in Maven Central, 200 MB, into target/node
set -euo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
oldest_node=20 # Playwright's driver refuses others
bundled=$here/target/node/driver/linux/node

find_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

find_node() {
  local node version
  for node in "$(command -v node)" "$bundled"; do
    if [[ -x $node ]] && version=$("$node" --version) && is_new_enough "${version#v}"; then
      echo "$node"
      return
    fi
  done
  return 1
}

# Whether a version such as 20.19.2+dfsg-1 will do.
is_new_enough() {
  local major=${1%%.*}
  [[ $major =~ ^[0-9]+$ ]] && ((major >= oldest_node))
}

# Whether apt has such a Node.
apt_has_node() {
  is_new_enough "$(apt-cache policy nodejs | sed -n 's/^ *Candidate: //p')"
}

fetch_node() {
  local version
  version=$(sed -n 's/.*<version.playwright>\(.*\)<.*/\1/p' "$here/../../pom.xml")
  echo "Fetching the Node of Playwright $version, as apt has none from $oldest_node on"
  command -v mvn >/dev/null || fail "There is no Maven to fetch it with: install Node $oldest_node or newer."
  (cd "$here" && mvn -q -B -N dependency:unpack "-Dartifact=com.microsoft.playwright:driver-bundle:$version" \
    -Dmdep.unpack.includes=driver/linux/node "-DoutputDirectory=$here/target/node") </dev/null &&
    chmod +x "$bundled"
}

missing() {
  find_chromium >/dev/null || echo chromium
  find_node >/dev/null || echo nodejs
}

# Without them, Chinese is drawn as boxes.
has_chinese() {
  ! command -v fc-list >/dev/null || [[ -n $(fc-list :lang=zh family) ]]
}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

install() {
  local packages=()
  readarray -t packages < <(missing)
  ((${#packages[@]} == 0)) && return
  command -v apt-get >/dev/null || fail "Missing here, and this machine has no apt: ${packages[*]}"
  has_chinese || packages+=(fonts-noto-cjk)
  ((EUID == 0)) || fail "Missing here: run this as root, or: apt-get install ${packages[*]}"
  apt-get -qq update || true # what is known of the packages may do
  if ! find_node >/dev/null && ! apt_has_node; then
    fetch_node || fail "Node could not be fetched: install version $oldest_node or newer."
    readarray -t packages < <(printf '%s\n' "${packages[@]}" | grep -vx nodejs)
  fi
  if ((${#packages[@]} > 0)); then
    echo "Installing: ${packages[*]}"
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${packages[@]}" >/dev/null ||
      fail "apt-get could not install: ${packages[*]}"
  fi
  [[ -z $(missing) ]] || fail "Installed, but not found: $(missing | tr '\n' ' ')"
}

case ${1:-} in
  '')
    if ! find_chromium || ! find_node; then
      fail "Missing for the browser: $(missing | tr '\n' ' ')(Node must be $oldest_node or newer). \"ops/chat browsers\" installs it."
    fi
    ;;
  install)
    install
    chromium=$(find_chromium)
    node=$(find_node)
    echo "Chromium: $chromium ($("$chromium" --version 2>/dev/null))"
    echo "Node: $node ($("$node" --version))"
    ;;
  *) fail 'usage: programs.sh [install]' ;;
esac
