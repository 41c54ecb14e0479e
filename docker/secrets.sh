#!/usr/bin/env bash
# Makes what compose.yaml must not contain: passwords and API keys, random, in docker/secrets/. What is there already stays.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
# Only the directory keeps others away: the containers' users must be able to read the files that are mounted.
mkdir -p -m 700 secrets

random() {
  head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'
}

# The configuration has only the hash of a key.
allow() {
  echo "tandem.http.keys += { name = \"$1\", hash = \"$(printf %s "$2" | sha256sum | cut -d' ' -f1)\", scopes = [$3] }"
}

if [[ ! -f secrets/postgres.env ]]; then
  owner="$(random)"
  node="$(random)"
  echo "TANDEM_OWNER_PASSWORD=$owner" >secrets/owner.env
  echo "TANDEM_DATABASE_PASSWORD=$node" >secrets/node.env
  printf 'POSTGRES_PASSWORD=%s\nTANDEM_OWNER_PASSWORD=%s\nTANDEM_DATABASE_PASSWORD=%s\n' \
    "$(random)" "$owner" "$node" >secrets/postgres.env
fi
if [[ ! -f secrets/keys.conf ]]; then
  client="tandem_$(random)"
  metrics="tandem_$(random)"
  echo "TANDEM_API_KEY=$client" >secrets/client.env
  printf %s "$metrics" >secrets/metrics.key
  {
    allow client "$client" "read, write, admin"
    allow metrics "$metrics" read
  } >secrets/keys.conf
fi
if [[ ! -f secrets/grafana.env ]]; then
  echo "GF_SECURITY_ADMIN_PASSWORD=$(random)" >secrets/grafana.env
fi
echo "docker/secrets has passwords and keys; the client's key is in client.env, Grafana's password in grafana.env."
