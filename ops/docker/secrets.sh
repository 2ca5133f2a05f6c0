#!/usr/bin/env bash
# Makes the secrets that docker-compose.enterprise.yml reads, one file each, in the directory given as the first
# argument (else the SECRETS_DIR of .env, else .secrets at the top of the repository). What is there already stays.
set -euo pipefail

top=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
cd "$top"
directory=${1:-}
if [[ -z $directory && -r .env ]]; then
  directory=$(sed -n 's/^SECRETS_DIR=//p' .env | tail -n 1)
fi
directory=${directory:-.secrets}

# Nobody but the owner gets into the directory. The files themselves can be read by all, as each container has a
# user of its own that must read those it is given.
mkdir -p "$directory"
chmod 700 "$directory"

make() {
  local file=$directory/$1
  if [[ -s $file ]]; then
    echo "$file is there already"
    return
  fi
  printf '%s\n' "$2" >"$file.new"
  chmod 444 "$file.new"
  mv "$file.new" "$file"
  echo "$file made"
}

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

make jwt_secret "$(random)"
make db_pass "$(random)"
make db_root_pass "$(random)"
make redis_password "$(random)"
make redis_url "redis://:$(<"$directory/redis_password")@redis:6379"
make grafana_password "$(random)"
