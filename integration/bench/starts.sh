# shellcheck shell=bash
# Time from a process's start to being ready or unsealed.

measure_start() {
  local runs=5 run
  [ -z "$QUICK" ] || runs=3
  step "start: the bridge and OpenBao in dev mode, $runs times each, in turn"
  for ((run = 0; run < runs; run++)); do
    time_start bridge "${READY[bridge-synced]}" "" "$BRIDGE" serve --config "$WORK/bridge-synced.yaml"
    time_start openbao-dev "http://127.0.0.1:${PORTS[10]}/v1/sys/health" "" \
      "$(openbao_binary)" server -dev -dev-no-store-token -dev-listen-address="127.0.0.1:${PORTS[10]}"
  done
  start_bridge bridge-synced
  start_openbao openbao "${PORTS[@]:6:2}"
  make_sealed openbao-by-bridge "$(openbao_binary)" bridge-synced "${PORTS[@]:12:2}"
  make_sealed openbao-by-openbao "$(openbao_binary)" openbao "${PORTS[@]:14:2}"
  local sealed=(openbao-by-bridge openbao-by-openbao)
  if [ -x "$(vault_binary)" ]; then
    make_sealed vault-by-bridge "$(vault_binary)" bridge-synced "${PORTS[@]:16:2}"
    sealed+=(vault-by-bridge)
  else
    warn "HashiCorp Vault is not measured: build it by scripts/provision vault"
  fi
  step "start: ${sealed[*]}, $runs times each, in turn"
  for ((run = 0; run < runs; run++)); do
    for name in "${sealed[@]}"; do
      time_start "$name" "${SEALED_ADDRESS[$name]}/v1/sys/seal-status" '"sealed":false' \
        "${SEALED_BINARY[$name]}" server -config="$WORK/$name.hcl"
    done
  done
  stop "${PROCESS[bridge-synced]}" "${PROCESS[openbao]}"
}

# time_start NAME ADDRESS WANTED COMMAND...
time_start() {
  local name="$1" address="$2" wanted="$3"
  shift 3
  "$CLIENT" start --server "$name" --address "$address" --wanted "$wanted" --output "$WORK/$name.start.log" -- "$@" \
    >>"$RESULTS" || { tail -n 20 "$WORK/$name.start.log" >&2; die "$name did not start; see above"; }
}

declare -A SEALED_ADDRESS SEALED_BINARY

# make_sealed NAME BINARY UNSEALER PORT CLUSTER-PORT: an initialised server whose root key the named server wraps.
make_sealed() {
  local name="$1" binary="$2" unsealer="$3" port="$4" cluster="$5"
  step "start: initialising $name"
  SEALED_ADDRESS[$name]="http://127.0.0.1:$port"
  SEALED_BINARY[$name]="$binary"
  mkdir -m 0700 "$WORK/$name"
  (umask 077 && sealed_configuration "$name" "$unsealer" "$port" "$cluster" >"$WORK/$name.hcl")
  "$binary" server -config="$WORK/$name.hcl" >"$WORK/$name.log" 2>&1 &
  local process=$!
  STARTED+=("$process")
  await "${SEALED_ADDRESS[$name]}/v1/sys/seal-status" "$WORK/$name.log"
  # The answer holds a root token of a server that this run throws away.
  curl --silent --show-error --fail --output /dev/null --request PUT \
    --data '{"recovery_shares":1,"recovery_threshold":1}' "${SEALED_ADDRESS[$name]}/v1/sys/init" \
    || { tail -n 20 "$WORK/$name.log" >&2; die "$name could not be initialised; see above"; }
  stop "$process"
}

sealed_configuration() {
  local name="$1" unsealer="$2" port="$3" cluster="$4"
  # HashiCorp Vault insists on an answer; OpenBao no longer knows the question.
  [ "$name" != vault-by-bridge ] || echo 'disable_mlock = true'
  cat <<HCL
api_addr = "http://127.0.0.1:$port"
cluster_addr = "http://127.0.0.1:$cluster"
storage "raft" {
  path = "$WORK/$name"
  node_id = "bench"
}
listener "tcp" {
  address = "127.0.0.1:$port"
  cluster_address = "127.0.0.1:$cluster"
  tls_disable = true
}
seal "transit" {
  address = "${ADDRESS[$unsealer]%/v1/transit}"
  token = "$(cat "${TOKEN_FILE[$unsealer]}")"
  mount_path = "transit/"
  key_name = "bench"
  disable_renewal = "true"
}
HCL
}
