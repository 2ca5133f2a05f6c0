#!/usr/bin/env bash
# Part of the image's build: lays out what was built, in the directory given as the first argument. Of each part the
# libraries, which change seldom, and its own, which change often.
set -euo pipefail

to=$1

own() { # moves chat's own jars out of a directory with libraries
  local from=$1 into=$2
  mkdir -p "$into"
  mv "$from"/chat-*.jar "$into"
}

mkdir -p "$to/gateway/own/libs"
cp -r gateway-helidon/target/libs "$to/gateway/libraries"
own "$to/gateway/libraries" "$to/gateway/own/libs"
cp gateway-helidon/target/chat-gateway.jar gateway.options "$to/gateway/own"

for service in user social message; do
  server=services-liberty/$service/target/server
  war=apps/chat-$service.war
  mkdir -p "$to/$service/libraries/$war/WEB-INF" "$to/$service/own/$war"
  (cd "$to/$service/own/$war" && jar -xf "/build/$server/$war")
  mv "$to/$service/own/$war/WEB-INF/lib" "$to/$service/libraries/$war/WEB-INF/lib"
  own "$to/$service/libraries/$war/WEB-INF/lib" "$to/$service/own/$war/WEB-INF/lib"
  cp -r "$server/jdbc" "$to/$service/libraries"
  cp "$server"/*.xml "$to/$service/own"
  cp service.options "$to/$service/own/jvm.options"
  # Its log goes to the console; the copies on the disk, which is memory, are kept small.
  printf 'com.ibm.ws.logging.max.file.size=2\ncom.ibm.ws.logging.max.files=2\n' >"$to/$service/own/bootstrap.properties"
done

mkdir -p "$to/migration/own"
cp -r schema/target/libs "$to/migration/libraries"
cp schema/target/chat-schema-*.jar "$to/migration/own/chat-schema.jar"

find "$to" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
find "$to" -exec touch -h -d 2026-11-22T00:00:00Z {} +
