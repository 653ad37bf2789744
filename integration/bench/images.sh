# shellcheck shell=bash
# The container image of the bridge beside one of OpenBao made the same way: an empty file system, the program and what it
# links. Both run with the host's network, so that no proxy of Docker's is measured.

measure_images() {
  local rounds=5 round idle=30 name tag
  [ -z "$QUICK" ] || { rounds=2; idle=5; }
  # shellcheck source=../../scripts/lib/docker.sh
  . "$ROOT/scripts/lib/docker.sh"
  use_docker
  trap 'remove_containers; clear_workbench; leave_docker' EXIT
  "$ROOT/scripts/images"
  tag="$(product_version)"
  build_openbao_image
  make_containers "$tag"
  weigh image-bridge "seal-bridge:$tag"
  weigh image-openbao seal-bridge-bench/openbao
  step "images: time from start to ready, $rounds rounds, in turn"
  for ((round = 0; round < rounds; round++)); do
    time_start image-bridge "${READY[bridge-synced]}" "" docker start --attach seal-bridge-bench-bridge
    time_start image-openbao "http://127.0.0.1:${PORTS[20]}/v1/sys/health" "" docker start --attach seal-bridge-bench-openbao
  done
  for name in bridge openbao; do
    step "images: memory of $name after $idle s without requests"
    docker start "seal-bridge-bench-$name" >/dev/null
    sleep "$idle"
    idle_memory "$name"
    docker stop "seal-bridge-bench-$name" >/dev/null
  done
}

build_openbao_image() {
  local folder="$WORK/openbao-image"
  mkdir "$folder"
  printf 'FROM scratch\nCOPY bao /bin/bao\nENTRYPOINT ["/bin/bao"]\n' >"$folder/Dockerfile"
  cp "$(openbao_binary)" "$folder/bao"
  docker build --quiet --tag seal-bridge-bench/openbao "$folder" >/dev/null 2>"$WORK/openbao-image.log" \
    || { cat "$WORK/openbao-image.log" >&2; die "the image of OpenBao could not be built; see above"; }
  rm "$folder/bao"
}

make_containers() {
  local hardened=(--network host --user "$(id -u):$(id -g)" --read-only --cap-drop ALL --security-opt no-new-privileges)
  remove_containers
  docker create --name seal-bridge-bench-bridge "${hardened[@]}" --memory 256m --volume "$WORK:$WORK" \
    --volume "$SOFTHSM_LIBRARY:$SOFTHSM_LIBRARY:ro" --env "SOFTHSM2_CONF=$SOFTHSM2_CONF" --no-healthcheck \
    "seal-bridge:$1" serve --config "$WORK/bridge-synced.yaml" >/dev/null
  docker create --name seal-bridge-bench-openbao "${hardened[@]}" --memory 256m \
    seal-bridge-bench/openbao server -dev -dev-no-store-token -dev-listen-address="127.0.0.1:${PORTS[20]}" >/dev/null
}

remove_containers() {
  docker rm --force --volumes seal-bridge-bench-bridge seal-bridge-bench-openbao >/dev/null 2>&1 || true
}

# weigh NAME IMAGE: what it takes on a disk, and what a registry keeps of it.
weigh() {
  step "images: size of $2"
  record_kib image-size "$1" "$(($(docker image inspect --format '{{.Size}}' "$2") / 1024))"
  record_kib image-packed "$1" "$(($(docker save "$2" | gzip -6 | wc -c) / 1024))"
}

# What the control group counts but for files in the page cache, as "docker stats" has it.
idle_memory() {
  local used
  used="$(docker stats --no-stream --format '{{.MemUsage}}' "seal-bridge-bench-$1" | sed 's# */.*##' | numfmt --from=iec-i --suffix=B)"
  record_kib image-idle "image-$1" "$((${used%B} / 1024))"
}

record_kib() {
  printf '{"kind":"%s","server":"%s","kib":%d}\n' "$@" >>"$RESULTS"
}
