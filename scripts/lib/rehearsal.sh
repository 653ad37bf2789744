# shellcheck shell=bash
# Makes the ahead-of-time cache of the distribution: Java runs what the first minute of a bridge runs, on a token of
# its own, and keeps the classes as it has loaded and linked them. Sourced by scripts/build.

# Writes a configuration into folder $1, with a SoftHSM token and TLS where this machine has what they need.
prepare_rehearsal() {
  local folder="$1" library=/nonexistent/library.so tls=
  mkdir -p "$folder/tokens" "$folder/data"
  printf '12345678' >"$folder/pin"
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$folder/tokens" \
    >"$folder/softhsm2.conf"
  export SOFTHSM2_CONF="$folder/softhsm2.conf"
  if have softhsm2-util && softhsm2-util --init-token --free --label rehearsal --so-pin 87654321 --pin 12345678 \
    >/dev/null 2>&1; then
    library="$SOFTHSM_LIBRARY"
  fi
  if have openssl && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=rehearsal \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/tls.key" -out "$folder/tls.crt" >/dev/null 2>&1; then
    tls='tls: { certificate: tls.crt, key: tls.key, clientCa: tls.crt, clientAuth: optional }'
  fi
  cat >"$folder/bridge.yaml" <<TEXT
deployment: rehearsal
node: rehearsal
dataDirectory: data
hsms:
  - { name: primary, library: $library, token: { label: rehearsal }, pinFile: pin }
keys:
  - name: root
listeners:
  - name: vault
    address: 127.0.0.1:0
    $tls
management: { address: "127.0.0.1:0" }
access:
  - identity: rehearsal
    grants: [ { keys: [root], operations: [encrypt, decrypt, read, list, rotate] } ]
tokens: { directory: bearer }
TEXT
}

# For the distribution in folder $1. The cache only saves time, so the build goes on without it, and says so.
make_aot_cache() {
  local distribution="$1" folder log="$ROOT/target/rehearsal.log"
  folder="$(mktemp -d)"
  step "rehearsing a start, for Java's ahead-of-time cache"
  if ! (umask 077 && prepare_rehearsal "$folder" \
    && SEAL_BRIDGE_JAVA="$JAVA_HOME" SEAL_BRIDGE_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/aot" \
      timeout 120 "$distribution/bin/seal-bridge" rehearse --config "$folder/bridge.yaml") >"$log" 2>&1 </dev/null; then
    warn "the rehearsal did not run to its end, see $log; starts may be slower"
  fi
  if [ -s "$folder/aot" ]; then
    install -m 0644 "$folder/aot" "$distribution/lib/seal-bridge.aot"
  else
    warn "Java made no ahead-of-time cache, see $log; starts are slower"
  fi
  rm -rf "$folder"
}
