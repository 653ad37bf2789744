# shellcheck shell=bash
# Folders, tools, token, certificates and processes of one run of scripts/bench.

make_workbench() {
  OUT="$BENCH/target"
  WORK="$OUT/run"
  RESULTS="$OUT/results.jsonl"
  STARTED=()
  rm -rf "$WORK"
  mkdir -p "$WORK"
  chmod 0700 "$WORK"
  : >"$RESULTS"
  step "building the C peer and the load client"
  CLIENT="$OUT/bench"
  (cd "$BENCH/load" && GOTOOLCHAIN=local go build -o "$CLIENT" .)
  PEER="$OUT/peer"
  gcc -O2 -std=gnu11 -Wall -Wextra -Werror -o "$PEER" "$BENCH/peer.c" -ldl
  mapfile -t PORTS < <("$CLIENT" ports --count 24)
  make_token
  make_certificates
}

# Ends what this run started, and only that.
clear_workbench() {
  stop "${STARTED[@]}"
}

stop() {
  local process
  for process in "$@"; do
    kill -TERM "$process" 2>/dev/null || true
  done
  for process in "$@"; do
    wait "$process" 2>/dev/null || true
  done
}

make_token() {
  export SOFTHSM2_CONF="$WORK/softhsm2.conf"
  TOKEN=bench
  PIN_FILE="$WORK/pin"
  mkdir "$WORK/tokens"
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$WORK/tokens" >"$SOFTHSM2_CONF"
  (umask 077 && openssl rand -hex 12 >"$PIN_FILE")
  softhsm2-util --init-token --free --label "$TOKEN" --pin "$(cat "$PIN_FILE")" --so-pin "$(openssl rand -hex 12)" \
    >/dev/null
}

make_certificates() {
  TLS="$WORK/tls"
  mkdir "$TLS"
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$TLS/ca.key"
  openssl req -x509 -new -key "$TLS/ca.key" -subj "/CN=benchmark authority" -days 2 -out "$TLS/ca.crt"
  make_certificate server "DNS:localhost,IP:127.0.0.1" serverAuth
  make_certificate client "DNS:bench-client" clientAuth
  chmod 0600 "$TLS"/*.key
}

make_certificate() {
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$TLS/$1.key"
  openssl req -new -key "$TLS/$1.key" -subj "/CN=$1" -out "$TLS/$1.csr"
  openssl x509 -req -in "$TLS/$1.csr" -CA "$TLS/ca.crt" -CAkey "$TLS/ca.key" -CAcreateserial -days 2 -out "$TLS/$1.crt" \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=%s\n' "$2" "$3") 2>/dev/null
}

# await ADDRESS FILE: until the address answers 200; FILE holds what the server printed.
await() {
  local tries
  for tries in {1..300}; do
    ! curl --silent --fail --cacert "$TLS/ca.crt" --output /dev/null "$1" || return 0
    sleep 0.1
  done
  tail -n 20 "$2" >&2
  die "$1 did not answer 200 within 30 s; the last lines of the server's output are above, all of it in $2"
}
