#!/usr/bin/env bash
# Prints the alert rules as PrometheusRule objects for the Prometheus operator, and the dashboards
# as ConfigMaps for Grafana's sidecar:  objects.sh [NAMESPACE] | kubectl apply --server-side -f -
set -euo pipefail
ops=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../../.." && pwd)
namespace=${1:-chat}

# What every object begins with: apiVersion, kind, name, and labels beyond the common one.
head_of() {
  printf -- '---\napiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n  namespace: %s\n' "$1" "$2" "$3" "$namespace"
  printf '  labels:\n    app.kubernetes.io/part-of: chat\n%s' "${4:-}"
}

for file in "$ops"/prometheus/rules/*.rules.yml; do
  name=$(basename "$file" .rules.yml)
  head_of monitoring.coreos.com/v1 PrometheusRule "chat-$name"
  printf 'spec:\n'
  sed 's/^/  /' "$file"
done
for file in "$ops"/grafana/dashboards/*.json; do
  name=$(basename "$file" .json)
  head_of v1 ConfigMap "chat-dashboard-$name" $'    grafana_dashboard: "1"\n'
  printf 'data:\n  chat-%s.json: |\n' "$name"
  sed 's/^/    /' "$file"
done
