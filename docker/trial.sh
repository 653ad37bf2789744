#!/bin/bash
# Runs a bridge on a SoftHSM token in /trial, with everything made at the first start: the token and its PIN, a
# certificate authority, certificates for the names in TRIAL_NAMES and for each client in TRIAL_CLIENTS, a seal key for
# each client, and the configuration. With arguments it runs seal-bridge with these on what the first start has made.
#
# For trying it out. The keys are files of this container, and who can read its volume has them.
set -euo pipefail

read -r -a names <<<"${TRIAL_NAMES:-bridge localhost}"
read -r -a clients <<<"${TRIAL_CLIENTS:-vault openbao}"
cd /trial
umask 077

make_token() {
  mkdir tokens data
  printf 'directories.tokendir = /trial/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' >softhsm2.conf
  openssl rand -hex 12 | tr -d '\n' >pin
  softhsm2-util --init-token --free --label trial --so-pin "$(openssl rand -hex 12)" --pin "$(cat pin)"
}

# certificate FILE NAME...: a key and a certificate for these names, from the authority.
certificate() {
  local file="$1" alternatives=
  shift
  alternatives=$(printf ',DNS:%s' "$@")
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$file.key" -out request
  openssl x509 -req -in request -CA ca.crt -CAkey ca.key -days 3650 -out "$file.crt" \
    -extfile <(printf 'subjectAltName=%s\n' "${alternatives#,}")
  rm request
}

make_certificates() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=trial-ca -keyout ca.key -out ca.crt
  certificate tls "${names[@]}"
  for client in "${clients[@]}"; do
    certificate "clients/$client" "$client"
  done
  cp ca.crt clients/
  # Other containers of the trial read them, as whatever user they run.
  chmod 0644 clients/*
  rm ca.key
}

configure() {
  local client
  cat <<TEXT
deployment: trial
node: trial
dataDirectory: data
hsms:
  - { name: softhsm, library: /usr/lib/softhsm/libsofthsm2.so, token: { label: trial }, pinFile: pin }
keys:
TEXT
  printf '  - { name: %s, purpose: seal }\n' "${clients[@]}"
  cat <<TEXT
listeners:
  - name: vault
    address: 0.0.0.0:8210
    mount: transit
    tls: { certificate: tls.crt, key: tls.key, clientCa: ca.crt, clientAuth: required }
access:
TEXT
  for client in "${clients[@]}"; do
    printf '  - identity: %s\n    certificate: { dns: [%s] }\n    grants: [{ keys: [%s], operations: [encrypt, decrypt] }]\n' \
      "$client" "$client" "$client"
  done
}

set_up() {
  # A first start that was killed half-way starts anew. The folder of the clients may be a volume.
  rm -rf tokens data clients/*
  make_token
  make_certificates
  configure >bridge.yaml
  for client in "${clients[@]}"; do
    seal-bridge keys create "$client" --purpose seal
  done
  seal-bridge keys create bridge-checkpoints
}

failed() {
  cat setup.log >&2
  echo "trial: the first start failed, see above" >&2
}

if [ ! -f complete ]; then
  trap failed EXIT
  set_up >setup.log 2>&1
  trap - EXIT
  echo "trial: made a token, certificates and the keys ${clients[*]} in /trial"
  touch complete
fi
[ "$#" -gt 0 ] || set -- serve
exec seal-bridge-service "$@"
