# shellcheck shell=bash
# A node that runs pods, for scripts/quickstart --kubernetes: controller-manager, scheduler, containerd and kubelet beside
# the API server of kubernetes.sh. All its files are in .quickstart/node; what it needs elsewhere (a network bridge, a
# control group, mounts, notes of the container runtime) has the name of this quickstart's network and goes with it.
# Shares the variables of quickstart.sh.
# shellcheck disable=SC2034,SC2154

NODE="$FOLDER/node"
NODE_NAME=quickstart
PAUSE_IMAGE=seal-bridge.quickstart/pause:1
NETWORK=
GATEWAY=
MANAGER_PID=
SCHEDULER_PID=
CONTAINERD_PID=
KUBELET_PID=

require_node() {
  [ "$(id -u)" -eq 0 ] \
    || die "--kubernetes needs root: a node makes network interfaces, control groups and mounts for its pods. Try sudo"
  [ "${#FOLDER}" -le 70 ] || die "$FOLDER is too long a path for the Unix sockets of a node; use a shorter one"
}

claim_node() {
  sweep_node
  rm -rf "$NODE"
  mkdir -p "$NODE"/{cni,kubelet}
  MANAGER_PORT="$(free_port 10257)"
  SCHEDULER_PORT="$(free_port 10259)"
  KUBELET_PORT="$(free_port 10250)"
  claim_network
  local root
  for root in $(hierarchies); do
    mkdir -p "$root/$NETWORK" || die "no control group could be made in $root; a node needs root that may"
  done
}

# Whoever has made the bridge of a number owns the subnet of that number. The pods reach this machine and one another;
# nothing is translated, so no packet filter has to be changed.
claim_network() {
  local number said=
  for number in $(seq 1 20); do
    [ ! -e "/sys/class/net/sealquick$number" ] || continue
    NETWORK="sealquick$number"
    GATEWAY="10.214.$number.1"
    printf '%s\n' "$NETWORK" >"$NODE/network"
    if said="$(ip link add "$NETWORK" type bridge 2>&1)"; then
      ip addr add "$GATEWAY/24" dev "$NETWORK"
      ip link set "$NETWORK" up
      return
    fi
    NETWORK=
    rm "$NODE/network"
  done
  die "no network bridge could be made for the pods (ip said: ${said:-nothing}); a node needs root with CAP_NET_ADMIN"
}

# The roots of control groups: one in version 2, one for each controller in version 1.
hierarchies() {
  local root
  for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
    [ -e "$root/cgroup.procs" ] && [ ! -L "$root" ] || continue
    printf '%s\n' "$root"
    [ "$root" != /sys/fs/cgroup ] || return 0
  done
}

configure_node() {
  local log="$NODE/openssl.log"
  {
    certificate kubelet "subjectAltName=DNS:$NODE_NAME,IP:$GATEWAY"$'\nextendedKeyUsage=serverAuth' \
      && certificate kubelet-client 'extendedKeyUsage=clientAuth'
  } >"$log" 2>&1 </dev/null || fail "openssl could not make the keys of the kubelet" "$log"
  write_kubeconfig "$NODE/manager.kubeconfig" system:kube-controller-manager
  write_kubeconfig "$NODE/scheduler.kubeconfig" system:kube-scheduler
  write_kubeconfig "$NODE/kubelet.kubeconfig" "system:node:$NODE_NAME" system:nodes
  API_OPTIONS=(--kubelet-preferred-address-types InternalIP --kubelet-certificate-authority "$FOLDER/pki/ca.crt"
    --kubelet-client-certificate "$FOLDER/pki/kubelet-client.crt" --kubelet-client-key "$FOLDER/pki/kubelet-client.key")
  write_network_configuration
  write_containerd_configuration
  write_kubelet_configuration
}

write_network_configuration() {
  cat >"$NODE/cni/10-pods.conflist" <<TEXT
{"cniVersion": "0.4.0", "name": "$NETWORK", "plugins": [
  {"type": "bridge", "bridge": "$NETWORK", "isGateway": true, "ipMasq": false,
   "ipam": {"type": "host-local", "dataDir": "$NODE/addresses",
            "ranges": [[{"subnet": "${GATEWAY%.1}.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
TEXT
}

# Without CAP_SYS_RESOURCE root may not lower a process's score for the out-of-memory killer, and runc gives up.
write_containerd_configuration() {
  cat >"$NODE/containerd.toml" <<TEXT
version = 2
root = "$NODE/root"
state = "$NODE/state"
[grpc]
  address = "$NODE/c.sock"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "$PAUSE_IMAGE"
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$NODE/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "$NODE/runc"
TEXT
}

write_kubelet_configuration() {
  cat >"$NODE/kubelet.yaml" <<TEXT
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: { enabled: false }
  webhook: { enabled: false }
  x509: { clientCAFile: "$FOLDER/pki/ca.crt" }
authorization: { mode: AlwaysAllow }
address: "$GATEWAY"
port: $KUBELET_PORT
readOnlyPort: 0
healthzPort: 0
tlsCertFile: "$FOLDER/pki/kubelet.crt"
tlsPrivateKeyFile: "$FOLDER/pki/kubelet.key"
cgroupDriver: cgroupfs
cgroupRoot: "/$NETWORK"
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
localStorageCapacityIsolation: false
makeIPTablesUtilChains: false
imageGCHighThresholdPercent: 100
evictionHard: { memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1% }
syncFrequency: 5s
podLogsDir: "$NODE/kubelet/logs"
volumePluginDir: "$NODE/kubelet/plugins"
containerRuntimeEndpoint: "unix://$NODE/c.sock"
TEXT
}

# Beside an API server that runs; also after all of it was killed.
start_node() {
  run_part MANAGER_PID manager "$(kubernetes_binary kube-controller-manager)" --kubeconfig "$NODE/manager.kubeconfig" \
    --leader-elect=false --bind-address 127.0.0.1 --secure-port "$MANAGER_PORT" --cert-dir "$NODE/manager" \
    --service-account-private-key-file "$FOLDER/kubernetes/sa.key" --root-ca-file "$FOLDER/pki/ca.crt" \
    --use-service-account-credentials=true
  run_part SCHEDULER_PID scheduler "$(kubernetes_binary kube-scheduler)" --kubeconfig "$NODE/scheduler.kubeconfig" \
    --leader-elect=false --bind-address 127.0.0.1 --secure-port "$SCHEDULER_PORT" --cert-dir "$NODE/scheduler"
  run_part CONTAINERD_PID containerd containerd --config "$NODE/containerd.toml"
  wait_for 60 "$CONTAINERD_PID" ctr --address "$NODE/c.sock" version \
    || fail "containerd did not start" "$NODE/containerd.log"
  [ -e "$NODE/pause.loaded" ] || load_image "$PAUSE_IMAGE"
  touch "$NODE/pause.loaded"
  run_part KUBELET_PID kubelet "$(kubernetes_binary kubelet)" --config "$NODE/kubelet.yaml" \
    --kubeconfig "$NODE/kubelet.kubeconfig" --hostname-override "$NODE_NAME" --node-ip "$GATEWAY" \
    --root-dir "$NODE/k" --cert-dir "$NODE/kubelet/certificates"
  wait_for 90 "$KUBELET_PID" node_is_ready || fail "the node did not become ready" "$NODE/kubelet.log"
}

# run_part VARIABLE NAME COMMAND...: in the background, its id in the variable, its output in the log of that name.
run_part() {
  local variable="$1" log="$NODE/$2.log"
  shift 2
  "$@" >>"$log" 2>&1 </dev/null 9>&- &
  printf -v "$variable" '%s' "$!"
}

node_is_ready() {
  [ "$(kubectl get node "$NODE_NAME" \
    --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}/{.spec.taints}')" = True/ ]
}

# load_image NAME [PROGRAM]: an image of one layer, packed here because there is no registry: the commands of busybox
# and perhaps one more program, all in /bin, with the shared libraries that it needs.
load_image() {
  local name="$1" program="${2:-}" folder="$NODE/image" log="$NODE/image.log" applet library
  rm -rf "$folder"
  mkdir -p "$folder/root/bin"
  for applet in busybox sh cat sleep ls; do
    ln -s "$(command -v busybox)" "$folder/root/bin/$applet"
  done
  if [ -n "$program" ]; then
    ln -s "$program" "$folder/root/bin/"
    # None for a static program, of which ldd says so with an error.
    for library in $({ ldd "$program" 2>/dev/null || true; } | grep -oE '(^|[[:space:]])/[^ :]+' || true); do
      mkdir -p "$folder/root$(dirname "$library")"
      ln -s "$library" "$folder/root$library"
    done
  fi
  {
    tar --create --dereference --owner=0 --group=0 --mode=u+rwX,go+rX --directory "$folder/root" --file "$folder/layer.tar" . \
      && image_configuration "$folder/layer.tar" >"$folder/config.json" \
      && jq -n --arg name "$name" '[{Config: "config.json", RepoTags: [$name], Layers: ["layer.tar"]}]' \
        >"$folder/manifest.json" \
      && tar --create --directory "$folder" --file "$folder/image.tar" manifest.json config.json layer.tar \
      && ctr --address "$NODE/c.sock" --namespace k8s.io images import "$folder/image.tar"
  } >"$log" 2>&1 </dev/null || fail "the image $name could not be made" "$log"
  rm -rf "$folder"
}

image_configuration() {
  local architecture=amd64
  [ "$(uname -m)" != aarch64 ] || architecture=arm64
  jq -n --arg architecture "$architecture" --arg layer "sha256:$(sha256sum "$1" | cut -d ' ' -f 1)" \
    '{architecture: $architecture, os: "linux", config: {Env: ["PATH=/bin"], Cmd: ["sleep", "2147483647"]},
      rootfs: {type: "layers", diff_ids: [$layer]}}'
}

# The ids of all processes of the node's pods, and of the shims between them and containerd, which outlive it.
pod_processes() {
  local root process
  for root in $(hierarchies); do
    [ ! -d "$root/$NETWORK" ] || find "$root/$NETWORK" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done | sort -un
  for process in $(grep -lzxF -- "$NODE/c.sock" /proc/[0-9]*/cmdline 2>/dev/null); do
    process="${process%/cmdline}"
    case "$(cat "$process/comm" 2>/dev/null)" in containerd-shim*) printf '%s\n' "${process#/proc/}" ;; esac
  done
}

# The container runtime and the network plugins write notes at places that are fixed in their code, and remove them when
# a pod ends in good order. A containerd that starts again forgets them, so this is called before it ends.
remember_notes() {
  local shim
  for shim in "$NODE"/state/io.containerd.runtime.v2.task/k8s.io/*; do
    [ -d "$shim" ] || continue
    # Without an end of line.
    [ ! -s "$shim/address" ] || printf '%s\n' "$(sed 's#^unix://##' "$shim/address")"
    compgen -G "/var/lib/cni/results/*-$(basename "$shim")-*" || true
  done >>"$NODE/notes"
}

# Ends the parts of the node; what they leave is swept afterwards.
end_node() {
  [ -n "$NETWORK" ] || return 0
  remember_notes
  end "$KUBELET_PID"
  end "$CONTAINERD_PID"
  end "$SCHEDULER_PID"
  end "$MANAGER_PID"
  sweep_node
}

# Takes away what the node of .quickstart left on this machine, also one whose quickstart was killed.
sweep_node() {
  [ -s "$NODE/network" ] || return 0
  NETWORK="$(cat "$NODE/network")"
  remember_notes
  kill_pods
  local path root
  awk '{ print $5 }' /proc/self/mountinfo | { grep -F "$NODE/" || true; } | tac | while read -r path; do
    umount --lazy "$path"
  done
  find /var/log/containers -type l -lname "$NODE/*" -delete 2>/dev/null || true
  [ ! -e "/sys/class/net/$NETWORK" ] || ip link delete "$NETWORK"
  for root in $(hierarchies); do
    [ ! -d "$root/$NETWORK" ] || find "$root/$NETWORK" -depth -type d -exec rmdir {} +
  done
  xargs -r -d '\n' rm -f <"$NODE/notes"
  rm "$NODE/network"
}

kill_pods() {
  local deadline=$((SECONDS + 20)) alive
  while alive="$(pod_processes)" && [ -n "$alive" ]; do
    # shellcheck disable=SC2086
    kill -KILL $alive 2>/dev/null || true
    if [ "$SECONDS" -ge "$deadline" ]; then
      warn "these processes of pods survive SIGKILL: $(tr '\n' ' ' <<<"$alive")"
      return
    fi
    sleep 0.1
  done
}
