#!/usr/bin/env bash
# Entry point of the services' images: becomes Liberty's virtual machine, which so gets the container's signals.
# Secrets may lie in files: JWT_SECRET_FILE names the file with JWT_SECRET, by the rules of chat.proto.SecretFiles.
set -euo pipefail

fail() {
  printf 'the service cannot start: %s\n' "$1" >&2
  exit 1
}

for name in JWT_SECRET DB_PASS REDIS_URL CONSUL_TOKEN; do
  variable=${name}_FILE
  file=${!variable:-}
  [[ -z $file ]] && continue
  [[ -z ${!name:-} ]] || fail "$name and $variable must not both be set"
  [[ -f $file && -r $file ]] || fail "$variable names a file that cannot be read: $file"
  content=$(<"$file")
  while [[ $content == *[$'\r\n'] ]]; do
    content=${content%?}
  done
  [[ -n $content ]] || fail "$variable names an empty file: $file"
  export "$name=$content"
done

# Liberty checks callers of the administration endpoints only where it has a key store. Nobody else opens it.
if [[ -z ${keystore_password:-} ]]; then
  keystore_password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
fi
export keystore_password
if [[ -z ${WLP_LOGGING_CONSOLE_FORMAT:-} ]]; then
  WLP_LOGGING_CONSOLE_FORMAT=simple
  [[ ${LOG_FORMAT:-} != json ]] || WLP_LOGGING_CONSOLE_FORMAT=json
fi
export WLP_LOGGING_CONSOLE_FORMAT

exec "${WLP_INSTALL:-/opt/wlp}/bin/server" run defaultServer
