#!/usr/bin/env bash
# In the stand-in for Kafka's image: KAFKA_LOG_DIRS is log.dirs, as in the real one.
set -euo pipefail

settings=/tmp/server.properties
env | sed -n 's/^KAFKA_\([A-Z_]*\)=/\1 /p' | grep -v '^HEAP_OPTS ' | while read -r name value; do
  name=${name,,}
  printf '%s=%s\n' "${name//_/.}" "$value"
done >"$settings"
java=(/opt/jdk/bin/java -cp '/opt/kafka/*')
"${java[@]}" kafka.tools.StorageTool format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$settings"
# shellcheck disable=SC2086
exec "${java[0]}" $KAFKA_HEAP_OPTS -cp '/opt/kafka/*' kafka.Kafka "$settings"
