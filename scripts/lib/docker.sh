# shellcheck shell=bash
# A Docker daemon for the scripts that build or run images. Source it after common.sh, then call:
#
#   use_docker     makes sure that "docker" reaches a daemon: the one it reaches anyway, else one that is started here.
#                  That one keeps its images in $CACHE/docker and ends with the last script that uses it.

readonly DOCKER_FOLDER="$CACHE/docker"

docker_answers() {
  have docker && docker version >/dev/null 2>&1
}

use_docker() {
  if docker_answers; then
    return 0
  fi
  [ "$(id -u)" -eq 0 ] \
    || die "no Docker daemon answers (DOCKER_HOST is ${DOCKER_HOST:-not set}), and only root can start one." \
      "Start Docker, or let your user reach its socket"
  ensure_packages docker.io
  mkdir -p "$DOCKER_FOLDER"
  export DOCKER_HOST="unix://$DOCKER_FOLDER/docker.sock"
  # Whoever uses the daemon shares this lock, so the last one can tell.
  exec 7>"$DOCKER_FOLDER/users"
  flock --shared 7
  trap leave_docker EXIT
  lock_cache
  docker_answers || start_docker
  unlock_cache
}

# Containers reach one another and nothing else, and are reached by their published ports, so no packet filter is
# changed: other tests have networks of their own.
start_docker() {
  local log="$DOCKER_FOLDER/daemon.log" waited
  step "starting a Docker daemon, its log is $log"
  rm -f "$DOCKER_FOLDER/pid"
  setsid dockerd --host "$DOCKER_HOST" --data-root "$DOCKER_FOLDER/data" --exec-root "$DOCKER_FOLDER/run" \
    --pidfile "$DOCKER_FOLDER/pid" --iptables=false --ip-forward=false --ip-masq=false \
    >"$log" 2>&1 </dev/null 7>&- 8>&- &
  for waited in $(seq 1 150); do
    ! docker_answers || return 0
    kill -0 "$!" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$log" >&2
  die "the Docker daemon did not answer within $((waited / 5)) s; the end of its log is above"
}

leave_docker() {
  local waited
  # Another's daemon is left alone.
  [ "${DOCKER_HOST:-}" = "unix://$DOCKER_FOLDER/docker.sock" ] && [ -e /proc/self/fd/7 ] || return 0
  flock --nonblock --exclusive 7 || return 0
  [ -s "$DOCKER_FOLDER/pid" ] || return 0
  kill "$(cat "$DOCKER_FOLDER/pid")" 2>/dev/null || return 0
  for waited in $(seq 1 100); do
    [ -e "$DOCKER_FOLDER/pid" ] || return 0
    sleep 0.1
  done
  warn "the Docker daemon $(cat "$DOCKER_FOLDER/pid") did not end within $((waited / 10)) s"
}
