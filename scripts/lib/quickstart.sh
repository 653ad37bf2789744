# shellcheck shell=bash
# The parts of scripts/quickstart: one function for each thing it makes, starts or shows. The token, the certificates,
# the bridge, and how it all ends are here; the rest is in the files sourced below.
# Secrets go through files and pipes, never through the arguments of a process, which everybody may read.

FOLDER="$ROOT/.quickstart"
# shellcheck source=server.sh
. "$ROOT/scripts/lib/server.sh"
# shellcheck source=kubernetes.sh
. "$ROOT/scripts/lib/kubernetes.sh"
# shellcheck source=sidecar.sh
. "$ROOT/scripts/lib/sidecar.sh"
# shellcheck source=node.sh
. "$ROOT/scripts/lib/node.sh"
# shellcheck source=pods.sh
. "$ROOT/scripts/lib/pods.sh"

LAUNCHER="$ROOT/seal-bridge/server/target/seal-bridge/bin/seal-bridge"
KEY=root
MOUNT=transit
BRIDGE_PID=
TIMER_PID=

# Set by scripts/quickstart as it goes on.
product=openbao
secretless=false
kubernetes=false
steps=7
title=
binary=
# Where the server listens: with pods, where they reach it.
SERVER_HOST=127.0.0.1
bridge_token=
root_token=

# headline TEXT: begins the next step.
headline() {
  STEP=$((${STEP:-0} + 1))
  printf '\n%s/%s %s\n' "$STEP" "$steps" "$1"
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
  SERVER_URL="http://$SERVER_HOST:$SERVER_PORT"
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
      && { [ "$secretless" = true ] \
        || certificate server $'subjectAltName=DNS:server.quickstart\nextendedKeyUsage=clientAuth'; }
  } >"$log" 2>&1 </dev/null || fail "openssl could not make the certificates" "$log"
}

write_bridge_configuration() {
  # How the server proves who it is.
  local client_tls=$'      clientCa: ../pki/ca.crt\n      clientAuth: optional'
  local client_proof=$'    certificate: { dns: [server.quickstart] }' logins=
  if [ "$secretless" = true ]; then
    client_tls='      clientAuth: none'
    client_proof='    # Whoever logs in with the role "vault" below.'
    logins="$(login_configuration)"
  fi
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
$client_tls
management:
  address: 127.0.0.1:$MANAGEMENT_PORT
access:
  - identity: server
    cluster: quickstart
$client_proof
    grants:
      - { keys: [$KEY], operations: [encrypt, decrypt] }
  - identity: operator
    cluster: quickstart
    grants:
      - { keys: [$KEY], operations: [encrypt, decrypt, read, list, rotate] }
      - keys: ["demo-*"]
        operations: [encrypt, decrypt, rewrap, datakey, sign, verify, hmac, read, list, export, rotate, create,
          configure, delete, import, certify, sync, random]
tokens: { directory: tokens }
$logins
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
  "$LAUNCHER" serve --config "$FOLDER/bridge/bridge.yaml" >>"$FOLDER/bridge/bridge.log" 2>&1 </dev/null 9>&- &
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

write_environment() {
  cat >"$FOLDER/env" <<TEXT
export BRIDGE_ADDR=$BRIDGE_URL
export BRIDGE_CACERT='$FOLDER/pki/ca.crt'
export BRIDGE_TOKEN=$bridge_token
$(proof_environment)
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

# What the server proves its identity with.
proof_environment() {
  if [ "$secretless" = true ]; then
    printf "export BRIDGE_PROXY_SOCKET='%s'\nexport KUBECONFIG='%s'\n" \
      "$FOLDER/proxy/proxy.sock" "$FOLDER/kubernetes/kubeconfig"
  else
    printf "export BRIDGE_CLIENT_CERT='%s'\nexport BRIDGE_CLIENT_KEY='%s'\n" \
      "$FOLDER/pki/server.crt" "$FOLDER/pki/server.key"
  fi
  [ "$kubernetes" = false ] \
    || printf "export KUBECONFIG='%s'\nexport ACCESS_FILE='%s'\n" "$FOLDER/kubernetes/kubeconfig" "$ACCESS_FILE"
}

# Who used the key how often, from the key-use log.
show_key_uses() {
  bridge_command audit export --format jsonl \
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
  end "$PROXY_PID"
  end "$BRIDGE_PID"
  end_node || warn "not all of the node could be taken away"
  end "$API_PID"
  end "$ETCD_PID"
  end "$TIMER_PID"
}

# Until a signal comes or one of the processes ends by itself.
stay() {
  local ended=
  while true; do
    if [ "$secretless" = true ]; then
      sleep "$TOKEN_REFRESH" 9>&- &
      TIMER_PID="$!"
    fi
    # shellcheck disable=SC2086
    wait -n -p ended $SERVER_PID $BRIDGE_PID $PROXY_PID $API_PID $ETCD_PID $TIMER_PID \
      $MANAGER_PID $SCHEDULER_PID $CONTAINERD_PID $KUBELET_PID || true
    case "$ended" in
      "$BRIDGE_PID") fail "the bridge ended" "$FOLDER/bridge/bridge.log" ;;
      "$SERVER_PID") fail "$title ended" "$FOLDER/server/server.log" ;;
      "$PROXY_PID") fail "the proxy ended" "$FOLDER/proxy/proxy.log" ;;
      "$API_PID") fail "the API server ended" "$FOLDER/kubernetes/apiserver.log" ;;
      "$ETCD_PID") fail "etcd ended" "$FOLDER/kubernetes/etcd.log" ;;
      "$MANAGER_PID") fail "the controller-manager ended" "$NODE/manager.log" ;;
      "$SCHEDULER_PID") fail "the scheduler ended" "$NODE/scheduler.log" ;;
      "$CONTAINERD_PID") fail "containerd ended" "$NODE/containerd.log" ;;
      "$KUBELET_PID") fail "the kubelet ended" "$NODE/kubelet.log" ;;
      *) project_tokens ;;
    esac
  done
}
