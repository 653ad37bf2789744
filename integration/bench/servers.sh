# shellcheck shell=bash
# Bridges and OpenBao servers under load. Each is named as in the results:
#
#   bridge-unsynced, bridge-synced   the bridge with its key-use log neither synced nor signed for, and as by default
#   openbao, openbao-audit           a transit mount in memory, without and with the file audit device
#
# Their keys are bench (aes256-gcm96), bench-sign (ecdsa-p256) and bench-hmac (hmac).
#
# ADDRESS, SECURE, TOKEN_FILE and PROCESS hold, by name: the plain and the mutual-TLS address of the mount, the file
# with the token, the process id.
declare -A ADDRESS SECURE TOKEN_FILE PROCESS

readonly BRIDGE="$ROOT/seal-bridge/server/target/seal-bridge/bin/seal-bridge"

# prepare_bridges: builds the product, and makes the key that all of them use.
prepare_bridges() {
  "$ROOT/scripts/build"
  mkdir -p "$WORK/tokens-of-callers"
  write_bridge_config bridge-unsynced "sync: never, signed: never" "${PORTS[@]:0:3}"
  write_bridge_config bridge-synced "sync: always, signed: openings" "${PORTS[@]:3:3}"
  "$CLIENT" issuer --jwks "$WORK/issuer.json" --jwt "$WORK/login.jwt"
  local key
  for key in bench bridge-tokens bridge-checkpoints "bench-sign --purpose application --type ecdsa-p256" "bench-hmac --purpose application --type hmac"; do
    # shellcheck disable=SC2086
    "$BRIDGE" keys create $key --config "$WORK/bridge-unsynced.yaml" >/dev/null
  done
  (umask 077 && "$BRIDGE" token create bench --config "$WORK/bridge-unsynced.yaml" --output json \
    | jq -r .token >"$WORK/bridge.token")
}

write_bridge_config() {
  local name="$1" log="$2" plain="$3" secure="$4" management="$5" data="${6:-$WORK}/$1"
  mkdir -m 0700 "$data"
  cat >"$WORK/$name.yaml" <<YAML
deployment: bench
node: $name
writer: bridge-unsynced
dataDirectory: $data
hsms:
  - name: primary
    provider: cryptoki
    library: $SOFTHSM_LIBRARY
    token: { label: $TOKEN }
    pinFile: $PIN_FILE
keys:
  - name: bench
listeners:
  - { name: plain, address: "127.0.0.1:$plain", mount: transit }
  - name: secure
    address: 127.0.0.1:$secure
    mount: transit
    tls:
      certificate: $TLS/server.crt
      key: $TLS/server.key
      clientCa: $TLS/ca.crt
      clientAuth: required
management: { address: "127.0.0.1:$management" }
access:
  - identity: bench
    certificate: { dns: [bench-client] }
    grants: [ { keys: ["bench*"], operations: [encrypt, decrypt, read, sign, hmac] } ]
logins:
  - mount: jwt
    jwt:
      issuers: [https://issuer.bench.example]
      keys: { file: $WORK/issuer.json }
      algorithms: [ES256]
    roles:
      - { name: bench, identity: bench, audiences: [seal-bridge], claims: { sub: bench } }
tokens: { directory: $WORK/tokens-of-callers }
log: { $log }
# OpenBao has no limits in this run either.
limits: { rate: 1000000, burst: 1000000, logins: 1000000, loginsOfPeer: 1000000 }
YAML
  chmod 0600 "$WORK/$name.yaml"
  ADDRESS[$name]="http://127.0.0.1:$plain/v1/transit"
  SECURE[$name]="https://127.0.0.1:$secure/v1/transit"
  TOKEN_FILE[$name]="$WORK/bridge.token"
  READY[$name]="http://127.0.0.1:$management/readyz"
}
declare -A READY

start_bridge() {
  local name="$1"
  "$BRIDGE" serve --config "$WORK/$name.yaml" >"$WORK/$name.log" 2>&1 &
  PROCESS[$name]=$!
  STARTED+=("$!")
  await "${READY[$name]}" "$WORK/$name.log"
}

# start_openbao NAME PLAIN-PORT SECURE-PORT [AUDIT-FILE]: storage in memory, a transit mount, an aes256-gcm96 key.
start_openbao() {
  local name="$1" plain="$2" secure="$3" audit="${4:-}" configuration="$WORK/$1.hcl"
  openbao_configuration "$secure" "$audit" >"$configuration"
  TOKEN_FILE[$name]="$WORK/$name.token"
  (umask 077 && openssl rand -hex 16 >"${TOKEN_FILE[$name]}")
  BAO_DEV_ROOT_TOKEN_ID="$(cat "${TOKEN_FILE[$name]}")" "$(openbao_binary)" server -dev -dev-no-store-token \
    -dev-listen-address="127.0.0.1:$plain" -config="$configuration" >"$WORK/$name.log" 2>&1 &
  PROCESS[$name]=$!
  STARTED+=("$!")
  await "http://127.0.0.1:$plain/v1/sys/health" "$WORK/$name.log"
  ADDRESS[$name]="http://127.0.0.1:$plain/v1/transit"
  SECURE[$name]="https://127.0.0.1:$secure/v1/transit"
  openbao_post "$name" sys/mounts/transit '{"type":"transit"}'
  openbao_post "$name" transit/keys/bench '{"type":"aes256-gcm96"}'
  openbao_post "$name" transit/keys/bench-sign '{"type":"ecdsa-p256"}'
  openbao_post "$name" transit/keys/bench-hmac '{"type":"hmac","key_size":64}'
}

openbao_configuration() {
  cat <<HCL
listener "tcp" {
  address = "127.0.0.1:$1"
  tls_cert_file = "$TLS/server.crt"
  tls_key_file = "$TLS/server.key"
  tls_client_ca_file = "$TLS/ca.crt"
  tls_require_and_verify_client_cert = true
}
HCL
  [ -z "$2" ] || printf 'audit "file" "bench" {\n  options { file_path = "%s" }\n}\n' "$2"
}

openbao_post() {
  curl --silent --show-error --fail --output /dev/null --data "$3" \
    --header @<(printf 'X-Vault-Token: %s' "$(cat "${TOKEN_FILE[$1]}")") "${ADDRESS[$1]%/transit}/$2"
}

# load NAME TRANSPORT FLAGS...: one drive of one server; prints its line.
load() {
  local name="$1" transport="$2" address="${ADDRESS[$1]}"
  shift 2
  [ "$transport" = http ] || address="${SECURE[$name]}"
  "$CLIENT" load --server "$name" --address "$address" --token-file "${TOKEN_FILE[$name]}" \
    --ca "$TLS/ca.crt" --certificate "$TLS/client.crt" --certificate-key "$TLS/client.key" "$@"
}

# log_in: gives the bridge bridge-unsynced three more names, by what its caller shows: a static token, a token that it
# issued, and the JWT for which it issues one.
log_in() {
  local origin="${ADDRESS[bridge-unsynced]%/transit}"
  (umask 077 && jq --raw-input '{role: "bench", jwt: .}' "$WORK/login.jwt" \
    | curl --silent --show-error --fail --data @- "$origin/auth/jwt/login" | jq -r .auth.client_token >"$WORK/issued.token")
  ADDRESS[bridge-static-token]="$origin/transit"
  TOKEN_FILE[bridge-static-token]="$WORK/bridge.token"
  ADDRESS[bridge-issued-token]="$origin/transit"
  TOKEN_FILE[bridge-issued-token]="$WORK/issued.token"
  ADDRESS[bridge-login]="$origin/auth/jwt"
  TOKEN_FILE[bridge-login]=
}

# resident NAME: one line with the memory of the process.
resident() {
  awk -v server="$1" '/^VmRSS:/ {printf "{\"kind\":\"memory\",\"server\":\"%s\",\"kib\":%d}\n", server, $2}' \
    "/proc/${PROCESS[$1]}/status"
}
