# shellcheck shell=bash
# Starts the parts of a stack and outlives the supervisor by as long as it takes to end them.
# Input: one command of shell per line. Each runs in a process group of its own, so that a Ctrl-C
# in the terminal does not reach it. Output: its pid, one line per command. The end of the input
# means that the supervisor stopped or was killed: everything still running is ended.
trap : HUP INT QUIT TERM
set -m
while IFS= read -r command; do
  eval "$command" </dev/null &
  echo "$!"
  jobs &>/dev/null # forgets those that have ended
done
set +m
jobs >/dev/null
parts=$(jobs -p)
each() { for part in $parts; do kill "-$1" -- "-$part" 2>/dev/null; done; }
any() { for part in $parts; do kill -0 -- "-$part" 2>/dev/null && return; done; return 1; }
each TERM
each CONT
for ((tenth = 0; tenth < 150; tenth++)); do
  any || exit 0
  sleep 0.1
done
each KILL
