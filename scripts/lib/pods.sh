# shellcheck shell=bash
# From one file about access to a pod that reads its secret, and back again after a loss of power, for
# scripts/quickstart --kubernetes. Shares the variables of quickstart.sh.
# shellcheck disable=SC2034,SC2154

ACCESS="$FOLDER/access"
ACCESS_FILE="$ACCESS/access.yaml"
ACCESS_LAUNCHER="$ROOT/k8s-auth-setup/target/k8s-auth-setup/bin/k8s-auth-setup"
AGENT_IMAGE=seal-bridge.quickstart/agent:1
SECRET=apps/data/shop/database

show_pods() {
  headline "Who reads what, in one file"
  describe_access
  write_environment
  grep -v '^#' "$ACCESS_FILE" | indented
  told "which k8s-auth-setup compares with what $title has:"
  access_command 3 plan

  headline "Applied"
  access_command 0 apply --yes | tail -n 1
  access_command 0 plan

  headline "Verified by logins"
  write_secret
  told "with tokens of the ServiceAccount, and with one that must be refused:"
  access_command 0 verify

  headline "A pod that reads its secret"
  start_pod
  await_pod_reads '^read '
  local pod
  pod="$(pod_identity)"
  told "with a token that its node projected, and no secret that anybody gave it. Its log:"
  pod_logs application | indented

  headline "All loses power"
  lose_power
  told "SIGKILL to $killed processes at once: the bridge, $title, every part of the node and all of its pods"

  headline "All comes back with nobody there"
  regain_power
  await_unsealed
  await_pod_reads '^read '
  write_secret
  await_pod_reads '^it has changed: read '
  [ "$(pod_identity)" = "$pod" ] || fail "the pod is another one than before"
  told "the processes were started, nothing else. $title came up unsealed, and the same pod reads a secret that was"
  told "changed since. Its log:"
  pod_logs application | indented
}

# The server listens where pods reach it.
use_pod_network() {
  SERVER_HOST="$GATEWAY"
  SERVER_URL="http://$SERVER_HOST:$SERVER_PORT"
}

# example FILE: with this quickstart's places. One that no longer occurs in an example would go unnoticed.
example() {
  local file="$ROOT/docs/examples/$1"
  grep -qF http://127.0.0.1:8200 "$file" || die "$file does not name the server http://127.0.0.1:8200"
  sed -e "s#http://127.0.0.1:8200#$SERVER_URL#" -e "s#/bin/bao#/bin/$(basename "$binary")#" "$file"
}

describe_access() {
  rm -rf "$ACCESS"
  mkdir -p "$ACCESS"
  printf '%s\n' "$root_token" >"$ACCESS/vault-token"
  cp "$FOLDER/kubernetes/kubeconfig" "$ACCESS/kubeconfig"
  example access/quickstart.yaml >"$ACCESS_FILE"
  make_namespaces
}

# All that k8s-auth-setup leaves to the cluster's owner: of the application, and of Vault's reviewer.
make_namespaces() {
  local log="$ACCESS/namespaces.log"
  { kubectl create namespace shop && kubectl create namespace vault; } >"$log" 2>&1 </dev/null \
    || fail "the namespaces could not be made" "$log"
}

# access_command EXPECTED COMMAND [OPTION...]: runs k8s-auth-setup, shows what it says, and insists on its exit code.
access_command() {
  local expected="$1" code=0 log="$ACCESS/$2.log"
  shift
  SEAL_BRIDGE_JAVA="$JAVA_HOME" "$ACCESS_LAUNCHER" "$@" --file "$ACCESS_FILE" >"$log" 2>&1 </dev/null 9>&- || code=$?
  [ "$code" -eq "$expected" ] || fail "k8s-auth-setup $1 ended with $code, expected was $expected" "$log"
  indented <"$log"
}

# A random value for the secret, by a file: the arguments of a process are for everybody to read.
write_secret() {
  local deadline=$((SECONDS + 30))
  random_digits >"$ACCESS/password"
  jq -n --rawfile password "$ACCESS/password" '{data: {password: $password}}' >"$ACCESS/secret.json"
  # An engine of the second version refuses writes for a moment after it was made.
  until server_api PUT "$SECRET" "@$ACCESS/secret.json" >/dev/null 2>"$ACCESS/write.log"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "the secret $SECRET could not be written" "$ACCESS/write.log"
    sleep 0.2
  done
}

start_pod() {
  local log="$ACCESS/pod.log"
  load_image "$AGENT_IMAGE" "$binary"
  example pods/quickstart.yaml >"$ACCESS/pod.yaml"
  kubectl apply --filename "$ACCESS/pod.yaml" >"$log" 2>&1 </dev/null || fail "the pod could not be made" "$log"
}

# await_pod_reads PATTERN: until the application finds the value that was written last, and its log says so.
await_pod_reads() {
  wait_for 120 "$KUBELET_PID" pod_reads "$1" && return
  pod_logs agent >"$ACCESS/agent.log" 2>&1 || true
  fail "the application in the pod does not see its secret" "$ACCESS/agent.log"
}

pod_reads() {
  kubectl exec --namespace shop shop --container application -- cat /secrets/database-password \
    | cmp - "$ACCESS/password" && pod_logs application | grep "$1"
}

pod_logs() {
  kubectl logs --namespace shop shop --container "$1"
}

pod_identity() {
  kubectl get pod --namespace shop shop --output 'jsonpath={.metadata.uid}'
}

# SIGKILL to the bridge, the server, every part of the node and every process of its pods, in one call.
lose_power() {
  local processes=("$BRIDGE_PID" "$SERVER_PID" "$KUBELET_PID" "$CONTAINERD_PID" "$SCHEDULER_PID" "$MANAGER_PID" "$API_PID"
    "$ETCD_PID") process
  remember_notes
  mapfile -t -O "${#processes[@]}" processes < <(pod_processes)
  # A short-lived one of the pod may have ended by itself.
  kill -KILL "${processes[@]}" 2>/dev/null || true
  # The shell would tell of each of them.
  for process in "${processes[@]:0:8}"; do
    wait "$process" 2>/dev/null || true
  done
  kill_pods
  killed="${#processes[@]}"
}

# What an init system does after a loss of power: it starts the services, and nothing else.
regain_power() {
  start_bridge
  start_server
  start_kubernetes
  start_node
}
