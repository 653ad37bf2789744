# shellcheck shell=bash
# The proxy beside the server, for scripts/quickstart --secretless. Its configuration and the server's stanza are those
# of docs/examples/sidecar, with the places of this quickstart. Shares the variables of quickstart.sh.
# shellcheck disable=SC2034,SC2154

PROXY_PID=

# sidecar_example FILE: with this quickstart's places. One that no longer occurs in the examples would go unnoticed,
# so each file has to name the socket.
sidecar_example() {
  local file="$ROOT/docs/examples/sidecar/$1"
  grep -qF /run/seal-bridge/proxy.sock "$file" || die "$file does not name the socket /run/seal-bridge/proxy.sock"
  sed -e "s#/run/seal-bridge/proxy.sock#$FOLDER/proxy/proxy.sock#" \
    -e "s#https://seal-bridge.example:8210#$BRIDGE_URL#" \
    -e "s#/etc/seal-bridge/ca.crt#$FOLDER/pki/ca.crt#" \
    -e "s#/var/run/secrets/seal-bridge/token#$FOLDER/proxy/token#" \
    "$file"
}

start_proxy() {
  local example=bao-proxy.hcl
  [ "$product" = openbao ] || example=vault-proxy.hcl
  sidecar_example "$example" >"$FOLDER/proxy/proxy.hcl"
  "$binary" proxy -config "$FOLDER/proxy/proxy.hcl" >"$FOLDER/proxy/proxy.log" 2>&1 </dev/null 9>&- &
  PROXY_PID="$!"
  wait_for 60 "$PROXY_PID" proxy_is_logged_in \
    || fail "the proxy did not log in to the bridge" "$FOLDER/proxy/proxy.log"
}

# Asks the bridge, by the proxy and with its token, who is there.
proxy_is_logged_in() {
  curl --silent --fail --unix-socket "$FOLDER/proxy/proxy.sock" http://localhost/v1/auth/token/lookup-self
}

# The logins, and the operations with what each of them got.
show_logins() {
  bridge_command audit export --format jsonl | jq -r 'select(.kind == "login") | "\(.identity): logged in as \(.proof)"'
}
