# shellcheck shell=bash
# Makes the ahead-of-time caches of the distributions: Java runs what the first minute of a bridge runs, on a token of
# its own, and what k8s-auth-setup and transit-sync run, and keeps the classes as it has loaded and linked them. Sourced by scripts/build
# and scripts/test.

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
logins:
  - mount: jwt
    jwt: { issuers: ["https://rehearsal.invalid"], keys: { file: issuer.json }, algorithms: [ES256] }
    roles:
      - { name: rehearsal, identity: rehearsal, audiences: [rehearsal], claims: { sub: rehearsal } }
TEXT
}

# What k8s-auth-setup's rehearsal wants in folder $1: a server's key, under a password of this run.
prepare_access_rehearsal() {
  local folder="$1"
  have openssl || { echo "openssl is missing, which makes the rehearsal's certificate"; return 1; }
  openssl rand -hex 16 >"$folder/password"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=rehearsal \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/tls.key" -out "$folder/tls.crt"
  openssl pkcs12 -export -inkey "$folder/tls.key" -in "$folder/tls.crt" -name rehearsal -out "$folder/tls.p12" \
    -passout "file:$folder/password"
}

# transit-sync's rehearsal makes all that it needs in folder $1.
prepare_sync_rehearsal() {
  [ -d "$1" ]
}

# make_aot_cache DISTRIBUTION PROGRAM PREPARATION ARGUMENT...: prepares a folder, runs the program's rehearsal with the
# arguments and puts the cache to its libraries. "{}" in an argument is that folder. The cache only saves time, so the
# build goes on without it, and says so.
make_aot_cache() {
  local distribution="$1" program="$2" preparation="$3" folder log
  shift 3
  log="$ROOT/target/rehearsal-$program.log"
  folder="$(mktemp -d)"
  step "rehearsing $program, for Java's ahead-of-time cache"
  if ! (umask 077 && "$preparation" "$folder" \
    && SEAL_BRIDGE_JAVA="$JAVA_HOME" SEAL_BRIDGE_JAVA_OPTIONS="-XX:AOTCacheOutput=$folder/aot" \
      timeout 120 "$distribution/bin/$program" rehearse "${@//"{}"/$folder}") >"$log" 2>&1 </dev/null; then
    warn "the rehearsal of $program did not run to its end, see $log; starts may be slower"
  fi
  if [ -s "$folder/aot" ]; then
    install -m 0644 "$folder/aot" "$distribution/lib/$program.aot"
  else
    warn "Java made no ahead-of-time cache of $program, see $log; starts are slower"
  fi
  rm -rf "$folder"
}

make_aot_caches() {
  make_aot_cache "$1" seal-bridge prepare_rehearsal --config "{}/bridge.yaml"
  make_aot_cache "$2" k8s-auth-setup prepare_access_rehearsal --folder "{}" --password-file "{}/password"
  make_aot_cache "$3" transit-sync prepare_sync_rehearsal --folder "{}"
}

# Java ignores a cache that does not fit its classes any more, silently. Here it has to fit.
# check_aot_cache DISTRIBUTION PROGRAM
check_aot_cache() {
  [ -f "$1/lib/$2.aot" ] || die "$1/lib/$2.aot is missing: $2 starts slowly; see $ROOT/target/rehearsal-$2.log"
  SEAL_BRIDGE_JAVA="$JAVA_HOME" SEAL_BRIDGE_JAVA_OPTIONS="-XX:AOTMode=on -Xlog:aot=warning:stderr" "$1/bin/$2" --help >/dev/null \
    || die "Java does not take $1/lib/$2.aot, so $2 starts slowly; run scripts/build --force"
}
