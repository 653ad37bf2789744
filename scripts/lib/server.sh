# shellcheck shell=bash
# OpenBao or Vault for scripts/quickstart, sealed by its bridge. Shares the variables of quickstart.sh.
# shellcheck disable=SC2034,SC2154

SERVER_PID=

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
  address     = "$SERVER_HOST:$SERVER_PORT"
  tls_disable = true
}
api_addr     = "$SERVER_URL"
cluster_addr = "http://127.0.0.1:$CLUSTER_PORT"

TEXT
    seal_stanza
    # OpenBao refuses this setting, Vault wants it where it may not lock memory.
    [ "$product" = openbao ] || printf 'disable_mlock = true\n'
  } >"$FOLDER/server/server.hcl"
}

seal_stanza() {
  if [ "$secretless" = true ]; then
    sidecar_example seal.hcl
    return
  fi
  cat <<TEXT
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

# Shows that the server needs nobody to unseal it.
show_restart() {
  headline "A restart with nobody there to unseal it"
  server_api PUT sys/mounts/secret '{"type":"kv"}' >/dev/null
  server_api PUT secret/quickstart '{"answer":"kept across the restart"}' >/dev/null
  restart_server
  answer="$(server_api GET secret/quickstart | jq -er .data.answer)" \
    || fail "$title came up, but does not know the secret written before" "$FOLDER/server/server.log"
  told "came up unsealed and reads the secret written before: \"$answer\""
}
