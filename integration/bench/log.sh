# shellcheck shell=bash
# The key-use log: what each degree of durability costs, how fast a long log is verified beside Tessera's fsck, and whether
# memory grows with it. The log can't be switched off; log-off is the nearest to it: in memory (/dev/shm), never synced, no
# signature waited for.
# shellcheck disable=SC2034

LOG_DEGREES=(log-off log-grouped log-strict)
LOG_ENTRIES=1000000
LOG_ENTRIES_BEFORE=100000
# One batch of encrypts and one of decrypts: an entry for each of the former, two for each of the latter.
readonly LOG_BATCH=1000 LOG_ENTRIES_OF_ROUND=3000

measure_log() {
  local rounds=5 name
  [ -z "$QUICK" ] || { rounds=2 LOG_ENTRIES=60000 LOG_ENTRIES_BEFORE=6000; }
  "$ROOT/scripts/provision" fsck
  LOG_MEMORY="$(mktemp -d /dev/shm/seal-bridge-bench.XXXXXX)"
  trap 'clear_workbench; rm -rf "$LOG_MEMORY"' EXIT
  describe_log log-off "sync: never, signed: never" 12 "$LOG_MEMORY"
  describe_log log-grouped "sync: always, signed: openings" 14 "$WORK"
  describe_log log-strict "sync: always, signed: uses" 16 "$WORK"
  drive_degrees "$rounds"
  fill_log "$LOG_ENTRIES_BEFORE"
  log_commands 1 -before
  fill_log "$((LOG_ENTRIES - LOG_ENTRIES_BEFORE))"
  log_commands "$((rounds > 3 ? 3 : rounds))" ""
  weigh_log
}

# describe_log NAME SETTINGS PORT-INDEX FOLDER: as the other bridges, but for the log.
describe_log() {
  local name="$1" settings="$2" port="$3" folder="$4"
  write_bridge_config "$name" "$settings" "${PORTS[@]:port:2}" "$("$CLIENT" ports --count 1)" "$folder"
}

drive_degrees() {
  local rounds="$1" round name operation connections
  step "log: starting a bridge for each of ${LOG_DEGREES[*]}"
  for name in "${LOG_DEGREES[@]}"; do
    start_bridge "$name"
    load "$name" http --operation both --connections 16 --duration 5s >/dev/null
  done
  for ((round = 1; round <= rounds; round++)); do
    step "log: round $round of $rounds"
    for connections in 1 8 64; do
      for operation in encrypt decrypt; do
        for name in "${LOG_DEGREES[@]}"; do
          load "$name" http --connections "$connections" --operation "$operation" --warm-up 200ms --duration 1200ms >>"$RESULTS"
        done
      done
    done
  done
  for name in "${LOG_DEGREES[@]}"; do
    stop "${PROCESS[$name]}"
  done
}

# fill_log ENTRIES: that many more in a log of its own, by real uses of the key; the bridge is stopped behind them.
fill_log() {
  local rounds="$((($1 + LOG_ENTRIES_OF_ROUND - 1) / LOG_ENTRIES_OF_ROUND))"
  [ -f "$WORK/log-long.yaml" ] || describe_log log-long "sync: never, signed: never" 18 "$WORK"
  step "log: $1 entries by $rounds batches of $LOG_BATCH encrypts and as many of decrypts"
  start_bridge log-long
  "$CLIENT" batches --address "${ADDRESS[log-long]}" --token-file "${TOKEN_FILE[log-long]}" --items "$LOG_BATCH" --rounds "$rounds"
  stop "${PROCESS[log-long]}"
}

# log_commands ROUNDS SUFFIX: verify, Tessera's fsck and a report over the whole of the log, in turn.
log_commands() {
  local rounds="$1" suffix="$2" round log="$WORK/log-long/key-use"
  step "log: audit verify, fsck and audit report, $rounds rounds, in turn"
  for ((round = 0; round < rounds; round++)); do
    log_command "log-verify$suffix" 0 "$BRIDGE" audit verify --log "$log" --vkey "$log/keys"
    log_command "log-fsck$suffix" 0 "$(fsck_binary)" --ui=false "--storage_url=file://$log/" "--public_key=$log/keys"
    # Its end tells that it was not all of it that it looked at: it fails with an exit code of 0.
    grep -q Successfully "$WORK/log-fsck$suffix.log" || die "fsck did not accept the log: $WORK/log-fsck$suffix.log"
    # It finds what this run is: a caller never seen before, and a burst.
    log_command "log-report$suffix" 3 "$BRIDGE" audit report --log "$log" --vkey "$log/keys" --key bench \
      --from 2000-01-01T00:00:00Z --to "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)" --output json
  done
}

# log_command NAME EXIT-CODE COMMAND...
log_command() {
  local name="$1" code="$2"
  shift 2
  "$CLIENT" run --server "$name" --exit "$code" --output "$WORK/$name.log" -- "$@" >>"$RESULTS" \
    || { tail -n 20 "$WORK/$name.log" >&2; die "$name failed; see above"; }
}

weigh_log() {
  local log="$WORK/log-long/key-use" size
  size="$(sed -n 2p "$log/checkpoint")"
  printf '{"kind":"log-size","server":"log-long","requests":%d,"kib":%d}\n' "$size" \
    "$(du --summarize --apparent-size --block-size=1024 --exclude=reserve "$log" | cut -f 1)" >>"$RESULTS"
}
