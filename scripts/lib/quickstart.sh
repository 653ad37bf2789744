# shellcheck shell=bash
# The parts of scripts/quickstart: one function for each thing it makes, starts or shows.
# Secrets go through files and pipes, never through the arguments of a process, which everybody may read.

FOLDER="$ROOT/.quickstart"
LAUNCHER="$ROOT/seal-bridge/server/target/seal-bridge/bin/seal-bridge"
KEY=root
MOUNT=transit
BRIDGE_PID=
SERVER_PID=

# Set by scripts/quickstart as it goes on.
product=openbao
title=
binary=
bridge_token=
root_token=

headline() {
  printf '\n%s/7 %s\n' "$1" "$2"
}

told() {
  printf '    %s\n' "$*"
}

indented() {
  sed 's/^/    /'
}

# fail TEXT LOG: what went wrong, and the end of the log that tells why.
fail() {
  printf '\n%s: %s\n' "$(basename "$0")" "$1" >&2
  if [ -s "${2:-}" ]; then
    printf 'The end of %s:\n' "$2" >&2
    tail -n 15 "$2" | indented >&2
  fi
  exit 1
}

# What the user's shell says about other servers must not reach the ones started here.
forget_environment() {
  local name
  for name in $(compgen -e | grep -E '^(VAULT|BAO|TRANSIT_WRAPPER|BRIDGE|SOFTHSM2)_' || true); do
    unset "$name"
  done
  export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
}

# Empties .quickstart and holds a lock on it for as long as this script runs.
claim_folder() {
  mkdir -p "$FOLDER"
  chmod 0700 "$FOLDER"
  exec 9>"$FOLDER/lock"
  flock -n 9 || die "another quickstart is running in $FOLDER; end it with Ctrl-C first"
  rm -rf "$FOLDER"/{softhsm,pki,bridge,server,env}
  mkdir -p "$FOLDER"/{softhsm/tokens,pki,bridge/data,bridge/tokens,server/raft}
  BRIDGE_PORT="$(free_port 8210)"
  MANAGEMENT_PORT="$(free_port 8211)"
  SERVER_PORT="$(free_port 8200)"
  CLUSTER_PORT="$(free_port 8201)"
  BRIDGE_URL="https://127.0.0.1:$BRIDGE_PORT"
  SERVER_URL="http://127.0.0.1:$SERVER_PORT"
}

# The wanted port, or one 10000 and so on above it if something listens there.
free_port() {
  local port
  for port in "$1" $(($1 + 10000)) $(($1 + 11000)) $(($1 + 12000)) $(($1 + 13000)); do
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      [ "$port" = "$1" ] || warn "port $1 is taken, using $port"
      printf '%s\n' "$port"
      return 0
    fi
  done
  die "ports $1 and $(($1 + 10000)) to $(($1 + 13000)) are all taken; free one of them (ss -ltnp shows by whom)"
}

random_digits() {
  od -An -N8 -tu8 /dev/urandom | tr -d ' \n' | tail -c 12
}

make_token() {
  local log="$FOLDER/softhsm/init.log"
  cat >"$FOLDER/softhsm/softhsm2.conf" <<TEXT
directories.tokendir = $FOLDER/softhsm/tokens
objectstore.backend = file
log.level = ERROR
TEXT
  export SOFTHSM2_CONF="$FOLDER/softhsm/softhsm2.conf"
  random_digits >"$FOLDER/softhsm/pin"
  random_digits >"$FOLDER/softhsm/so-pin"
  # softhsm2-util takes PINs only as arguments or from a terminal; pkcs11-tool reads them from its environment.
  (
    SO_PIN="$(cat "$FOLDER/softhsm/so-pin")" PIN="$(cat "$FOLDER/softhsm/pin")"
    export SO_PIN PIN
    pkcs11-tool --module "$SOFTHSM_LIBRARY" --init-token --label seal-bridge --so-pin env:SO_PIN \
      && pkcs11-tool --module "$SOFTHSM_LIBRARY" --token-label seal-bridge --login --login-type so \
        --so-pin env:SO_PIN --init-pin --new-pin env:PIN
  ) >"$log" 2>&1 </dev/null || fail "could not make a SoftHSM token" "$log"
}

# certificate NAME EXTENSIONS: a key and a certificate signed by the authority.
certificate() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
    -keyout "$FOLDER/pki/$1.key" -out "$FOLDER/pki/$1.csr"
  openssl x509 -req -in "$FOLDER/pki/$1.csr" -CA "$FOLDER/pki/ca.crt" -CAkey "$FOLDER/pki/ca.key" -CAcreateserial \
    -days 30 -extfile <(printf '%s\n' "$2") -out "$FOLDER/pki/$1.crt"
}

make_certificates() {
  local log="$FOLDER/pki/openssl.log"
  {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=Quickstart authority" \
      -keyout "$FOLDER/pki/ca.key" -out "$FOLDER/pki/ca.crt" \
      && certificate bridge $'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth' \
      && certificate server $'subjectAltName=DNS:server.quickstart\nextendedKeyUsage=clientAuth'
  } >"$log" 2>&1 </dev/null || fail "openssl could not make the certificates" "$log"
}

write_bridge_configuration() {
  cat >"$FOLDER/bridge/bridge.yaml" <<TEXT
deployment: quickstart
node: bridge-1
dataDirectory: data
hsms:
  - name: primary
    provider: cryptoki
    library: $SOFTHSM_LIBRARY
    token: { label: seal-bridge }
    pinFile: ../softhsm/pin
keys:
  - name: $KEY
listeners:
  - name: vault
    address: 127.0.0.1:$BRIDGE_PORT
    mount: $MOUNT
    tls:
      certificate: ../pki/bridge.crt
      key: ../pki/bridge.key
      clientCa: ../pki/ca.crt
      clientAuth: optional
management:
  address: 127.0.0.1:$MANAGEMENT_PORT
access:
  - identity: server
    certificate: { dns: [server.quickstart] }
    grants:
      - { keys: [$KEY], operations: [encrypt, decrypt] }
  - identity: operator
    grants:
      - { keys: [$KEY], operations: [encrypt, decrypt, read, list, rotate] }
tokens: { directory: tokens }
TEXT
}

bridge_command() {
  "$LAUNCHER" "$@" --config "$FOLDER/bridge/bridge.yaml" 2>"$FOLDER/bridge/command.log" </dev/null 9>&- \
    || fail "seal-bridge $1 $2 failed" "$FOLDER/bridge/command.log"
}

# wait_for SECONDS PID COMMAND...: polls until the command succeeds; fails when the time or the process has ended.
wait_for() {
  local deadline=$((SECONDS + $1)) process="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] && kill -0 "$process" 2>/dev/null || return 1
    sleep 0.1
  done
}

# Its own certificate too: another program may have taken the port in between.
bridge_is_ready() {
  curl --silent --fail "http://127.0.0.1:$MANAGEMENT_PORT/readyz" \
    && curl --silent --cacert "$FOLDER/pki/ca.crt" "$BRIDGE_URL/v1/sys/health"
}

start_bridge() {
  "$LAUNCHER" serve --config "$FOLDER/bridge/bridge.yaml" >"$FOLDER/bridge/bridge.log" 2>&1 </dev/null 9>&- &
  BRIDGE_PID="$!"
  wait_for 30 "$BRIDGE_PID" bridge_is_ready \
    || fail "the bridge did not become ready" "$FOLDER/bridge/bridge.log"
}

# bridge_api METHOD PATH [JSON], by token.
bridge_api() {
  printf 'X-Vault-Token: %s\n' "$bridge_token" \
    | curl --silent --show-error --fail-with-body --cacert "$FOLDER/pki/ca.crt" --request "$1" \
      --header @- ${3:+--data "$3"} "$BRIDGE_URL/v1/$2"
}

try_bridge() {
  local message ciphertext opened
  message="$(printf 'a message' | base64)"
  ciphertext="$(bridge_api PUT "$MOUNT/encrypt/$KEY" "{\"plaintext\":\"$message\"}" | jq -er .data.ciphertext)" \
    || fail "the bridge did not encrypt" "$FOLDER/bridge/bridge.log"
  opened="$(bridge_api PUT "$MOUNT/decrypt/$KEY" "{\"ciphertext\":\"$ciphertext\"}" | jq -er .data.plaintext)" \
    || fail "the bridge did not decrypt" "$FOLDER/bridge/bridge.log"
  [ "$opened" = "$message" ] || fail "the bridge opened another message than it sealed" "$FOLDER/bridge/bridge.log"
}

write_server_configuration() {
  {
    cat <<TEXT
storage "raft" {
  path    = "$FOLDER/server/raft"
  node_id = "quickstart"
  # One node: it need not wait for others to hold an election.
  performance_multiplier = 1
}
listener "tcp" {
  address     = "127.0.0.1:$SERVER_PORT"
  tls_disable = true
}
api_addr     = "$SERVER_URL"
cluster_addr = "http://127.0.0.1:$CLUSTER_PORT"

seal "transit" {
  address         = "$BRIDGE_URL"
  mount_path      = "$MOUNT/"
  key_name        = "$KEY"
  disable_renewal = "true"
  tls_ca_cert     = "$FOLDER/pki/ca.crt"
  tls_client_cert = "$FOLDER/pki/server.crt"
  tls_client_key  = "$FOLDER/pki/server.key"
}
TEXT
    # OpenBao refuses this setting, Vault wants it where it may not lock memory.
    [ "$product" = openbao ] || printf 'disable_mlock = true\n'
  } >"$FOLDER/server/server.hcl"
}

# server_api METHOD PATH [JSON], with the root token once there is one. A body with secrets comes from a pipe.
server_api() {
  printf 'X-Vault-Token: %s\n' "$root_token" \
    | curl --silent --show-error --fail-with-body --request "$1" --header @- ${3:+--data "$3"} "$SERVER_URL/v1/$2"
}

start_server() {
  "$binary" server -config "$FOLDER/server/server.hcl" >>"$FOLDER/server/server.log" 2>&1 </dev/null 9>&- &
  SERVER_PID="$!"
  # Answers with another status than 200 while it is sealed or not initialised.
  wait_for 60 "$SERVER_PID" curl --silent "$SERVER_URL/v1/sys/health" \
    || fail "$title did not start" "$FOLDER/server/server.log"
}

await_unsealed() {
  wait_for 60 "$SERVER_PID" curl --silent --fail "$SERVER_URL/v1/sys/health" \
    || fail "$title did not become unsealed and active" "$FOLDER/server/server.log"
}

initialise_server() {
  local answer
  answer="$(server_api PUT sys/init '{"recovery_shares":1,"recovery_threshold":1}')" \
    || fail "$title could not be initialised" "$FOLDER/server/server.log"
  root_token="$(jq -er .root_token <<<"$answer")"
  jq -er '.recovery_keys_base64[0]' <<<"$answer" >"$FOLDER/server/recovery-key"
  await_unsealed
}

# The distinct starts of the seal's blobs in the server's storage, as a raft snapshot has them.
stored_blobs() {
  server_api GET sys/storage/raft/snapshot | tar -xzO state.bin | grep -aoE 'vault:v[0-9]+:' | sort -u | tr '\n' ' '
}

restart_server() {
  end "$SERVER_PID"
  SERVER_PID=
  start_server
  await_unsealed
}

write_environment() {
  cat >"$FOLDER/env" <<TEXT
export BRIDGE_ADDR=$BRIDGE_URL
export BRIDGE_CACERT='$FOLDER/pki/ca.crt'
export BRIDGE_TOKEN=$bridge_token
export BRIDGE_CLIENT_CERT='$FOLDER/pki/server.crt'
export BRIDGE_CLIENT_KEY='$FOLDER/pki/server.key'
export BRIDGE_KEY=$KEY
export BRIDGE_MOUNT=$MOUNT
export BRIDGE_MANAGEMENT_ADDR=http://127.0.0.1:$MANAGEMENT_PORT
export BRIDGE_CONFIG='$FOLDER/bridge/bridge.yaml'
export SOFTHSM2_CONF='$FOLDER/softhsm/softhsm2.conf'
export VAULT_ADDR=$SERVER_URL
export VAULT_TOKEN=$root_token
TEXT
  chmod 0600 "$FOLDER/env"
}

# Who used the key how often, from the key-use log.
show_key_uses() {
  cat "$FOLDER"/bridge/data/key-use/key-use-*.jsonl \
    | jq -rs 'map(select(.kind == "outcome" and .result == "ok")) | group_by([.identity, .operation])
        | .[] | "\(.[0].identity): \(length) x \(.[0].operation)"'
}

# end PID: SIGTERM, ten seconds, SIGKILL.
end() {
  [ -n "$1" ] && kill -TERM "$1" 2>/dev/null || return 0
  local deadline=$((SECONDS + 10))
  while kill -0 "$1" 2>/dev/null; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      kill -KILL "$1" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  wait "$1" 2>/dev/null || true
}

# Runs however the script ends. The server first: it would log that its seal is gone.
clean_up() {
  trap '' INT TERM HUP
  end "$SERVER_PID"
  end "$BRIDGE_PID"
}

# Until a signal comes or one of the two ends by itself.
stay() {
  local ended
  wait -n -p ended "$BRIDGE_PID" "$SERVER_PID" || true
  case "$ended" in
    "$BRIDGE_PID") fail "the bridge ended" "$FOLDER/bridge/bridge.log" ;;
    *) fail "$title ended" "$FOLDER/server/server.log" ;;
  esac
}
