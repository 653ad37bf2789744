# shellcheck shell=bash
# Parts of a run. Each appends its lines to $RESULTS.

measure_bindings() {
  local rounds=5 iterations=20000
  [ -z "$QUICK" ] || { rounds=2; iterations=4000; }
  build_java
  step "bindings: $rounds rounds of $iterations encrypts and decrypts in C, FFM and SunPKCS11, in turn"
  "$PEER" "$SOFTHSM_LIBRARY" "$TOKEN" "$PIN_FILE" bench-binding 100 >/dev/null
  java --enable-native-access=ALL-UNNAMED -cp "$JAVA_PATH" io.sealbridge.bench.BindingComparison \
    "$PEER" "$SOFTHSM_LIBRARY" "$TOKEN" "$PIN_FILE" bench-binding "$rounds" "$iterations" >>"$RESULTS"
}

SERVERS=(bridge-unsynced openbao bridge-synced openbao-audit)

measure_servers() {
  local name
  step "servers: starting two bridges and two OpenBao servers"
  start_bridge bridge-unsynced
  start_bridge bridge-synced
  start_openbao openbao "${PORTS[@]:6:2}"
  start_openbao openbao-audit "${PORTS[@]:8:2}" "$WORK/audit.log"
  log_in
  warm_up
  drive_all
  drive_identities
  for name in "${SERVERS[@]}"; do
    resident "$name" >>"$RESULTS"
    stop "${PROCESS[$name]}"
  done
}

warm_up() {
  local name transport seconds=5
  [ -z "$QUICK" ] || seconds=3
  for transport in http mtls; do
    for name in "${SERVERS[@]}"; do
      step "servers: warming $name up, $transport"
      load "$name" "$transport" --operation both --connections 16 --duration "${seconds}s" >/dev/null
    done
  done
}

# Rounds are the outer loop, and the servers take turns within each setting, so that whatever else the machine does
# meanwhile falls on all of them alike.
drive_all() {
  local rounds=3 duration=1200ms round setting
  [ -z "$QUICK" ] || { rounds=1; duration=500ms; }
  for ((round = 1; round <= rounds; round++)); do
    for setting in "1 both bench" "8 encrypt bench" "8 decrypt bench" "8 sign bench-sign" "8 hmac bench-hmac" "64 both bench"; do
      step "servers: round $round of $rounds, $setting"
      # shellcheck disable=SC2086
      drive_setting $setting "$duration"
    done
  done
}

drive_setting() {
  local connections="$1" operation="$2" key="$3" duration="$4" transport name
  for transport in http mtls; do
    for name in "${SERVERS[@]}"; do
      load "$name" "$transport" --connections "$connections" --operation "$operation" --key "$key" \
        --warm-up 200ms --duration "$duration" >>"$RESULTS"
    done
  done
}

# Many short turns: what is compared differs by less than two turns of one and the same do.
drive_identities() {
  local rounds=9 duration=800ms round name
  [ -z "$QUICK" ] || { rounds=2; duration=400ms; }
  step "servers: $rounds rounds of a static token, an issued token, and logins"
  for ((round = 1; round <= rounds; round++)); do
    for name in bridge-static-token bridge-issued-token; do
      load "$name" http --connections 8 --operation encrypt --warm-up 200ms --duration "$duration" >>"$RESULTS"
    done
    load bridge-login http --connections 8 --operation login --jwt-file "$WORK/login.jwt" --warm-up 200ms \
      --duration "$duration" >>"$RESULTS"
  done
}

measure_micro() {
  local scale=(-wi 3 -w 1 -i 5 -r 1)
  [ -z "$QUICK" ] || scale=(-wi 2 -w 500ms -i 2 -r 500ms)
  build_java
  step "micro: JMH"
  java -cp "$JAVA_PATH" org.openjdk.jmh.Main -f 1 "${scale[@]}" -bm avgt -tu us -prof gc \
    -rf json -rff "$OUT/jmh.json" >"$OUT/jmh.log" 2>&1 \
    || { tail -n 30 "$OUT/jmh.log" >&2; die "JMH failed; the end of its output is above, all of it in $OUT/jmh.log"; }
}

# build_java: the benchmarks' own Java, with the classes of the product that they call.
build_java() {
  JAVA_PATH="$OUT/seal-bridge-bench.jar:$OUT/lib/*"
  [ -z "${JAVA_BUILT:-}" ] || return 0
  step "building the Java benchmarks"
  run_maven --quiet -Dstyle.color=never -Pbench -pl integration/bench -am package -DskipTests
  JAVA_BUILT=yes
}

write_page() {
  local facts=(
    --fact "Command: \`scripts/bench${QUICK:+ --quick}$([ -n "$WHOLE" ] || printf " %s" "${PARTS[*]}")\`"
    --fact "Date: $(date --utc '+%Y-%m-%d %H:%M UTC')"
    --fact "Commit: $(git -C "$ROOT" describe --always --dirty --exclude '*')"
    --fact "Processor: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, shared by server and client"
    --fact "Memory: $(awk '/^MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo); kernel: $(uname -sr)"
    --fact "Java: $(sed -n 's/^IMPLEMENTOR_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release"); SoftHSM: $(softhsm2-util --version); OpenBao: $OPENBAO_VERSION; HashiCorp Vault: $VAULT_VERSION"
  )
  local jmh=()
  ! wants micro || jmh=(--jmh "$OUT/jmh.json")
  "$CLIENT" report --results "$RESULTS" --page "$1" "${jmh[@]}" "${facts[@]}"
}
