#!/usr/bin/env bash
# Prints the path of a Consul program: the one on the PATH, else one that it unpacks beside this
# script's build, in target/consul. Consul is in no Maven repository and in no newer Debian, but
# Debian 11's package (version 1.8.7) runs everywhere: apt fetches it from the mirror that this
# machine uses for its own packages, with lists of its own, and installs nothing.
# Exit code 1 and the reason on the error output when there is none to be had.
set -euo pipefail

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
keys=/usr/share/keyrings/debian-archive-keyring.gpg
suite=bullseye

fail() {
  printf 'There is no consul on the PATH, and it could not be fetched: %s.\n' "$1" >&2
  echo 'Install it (any version from 1.8 on, from consul.io or a package) so that it is on the PATH.' >&2
  exit 1
}

if command -v consul; then
  exit 0
fi
program=$here/target/consul/usr/bin/consul
if [[ -x $program ]]; then
  echo "$program"
  exit 0
fi
[[ $(uname -m) == x86_64 ]] || fail "this is done on 64-bit Intel and AMD only"
command -v apt-get dpkg-deb >/dev/null || fail "this machine has no apt"
[[ -r $keys ]] || fail "$keys is missing (package debian-archive-keyring)"
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  grep -v '^ *#' | grep -oE '(https?|mirror\+[a-z]+)://[^ ]+/debian/?( |$)' | head -n 1) || true
[[ -n $mirror ]] || fail "apt's sources name no Debian mirror"

mkdir -p "$here/target"
work=$(mktemp -d -p "$here/target")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/package"
echo "deb [arch=amd64 signed-by=$keys] $mirror $suite main" >"$work/sources.list"
apt=(apt-get -q -o APT::Architecture=amd64 -o APT::Sandbox::User= -o Acquire::Languages=none
  -o Acquire::Check-Valid-Until=false
  -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=-
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache")
cd "$work"
if ! "${apt[@]}" update >log 2>&1 || ! "${apt[@]}" download consul >>log 2>&1; then
  fail "apt says: $(grep -E '^(E|W|Err)' log | head -n 3 | tr '\n' ' ')"
fi
dpkg-deb -x consul_*.deb package
# Whole or not at all, also when two builds do this at the same time.
mv -T package "$here/target/consul" 2>/dev/null || [[ -x $program ]] || fail "target/consul cannot be written"
echo "$program"
