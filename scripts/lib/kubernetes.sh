# shellcheck shell=bash
# An API server and its etcd for scripts/quickstart, and with --secretless the tokens that a kubelet would project.
# Shares the variables of quickstart.sh.
# shellcheck disable=SC2034,SC2154

AUDIENCE=seal-bridge
TOKEN_SECONDS=600
# A kubelet asks for a new token after 80 % of its life.
TOKEN_REFRESH=480
ETCD_PID=
API_PID=
# What a cluster with nodes wants besides.
API_OPTIONS=()

claim_kubernetes() {
  rm -rf "$FOLDER"/{kubernetes,proxy}
  mkdir -p "$FOLDER"/{kubernetes,proxy}
  API_PORT="$(free_port 6443)"
  ETCD_PORT="$(free_port 2379)"
  ETCD_PEER_PORT="$(free_port 2380)"
  API_URL="https://127.0.0.1:$API_PORT"
}

make_cluster_keys() {
  local folder="$FOLDER/kubernetes"
  {
    certificate kubernetes $'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth' \
      && openssl genrsa -out "$folder/sa.key" 2048 \
      && openssl rsa -in "$folder/sa.key" -pubout -out "$folder/sa.pub"
  } >"$folder/openssl.log" 2>&1 </dev/null || fail "openssl could not make the keys of the API server" "$folder/openssl.log"
  write_kubeconfig "$folder/kubeconfig" admin system:masters
}

start_kubernetes() {
  local folder="$FOLDER/kubernetes" client="http://127.0.0.1:$ETCD_PORT" peer="http://127.0.0.1:$ETCD_PEER_PORT"
  etcd --data-dir "$folder/etcd" --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" \
    >>"$folder/etcd.log" 2>&1 </dev/null 9>&- &
  ETCD_PID="$!"
  # An endpoint of the service "kubernetes" may not be on the loopback address, so there is none.
  "$(kubernetes_binary kube-apiserver)" --etcd-servers "$client" --secure-port "$API_PORT" \
    --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --endpoint-reconciler-type none \
    --tls-cert-file "$FOLDER/pki/kubernetes.crt" --tls-private-key-file "$FOLDER/pki/kubernetes.key" \
    --token-auth-file "$folder/tokens.csv" --authorization-mode Node,RBAC --service-cluster-ip-range 10.96.0.0/24 \
    --service-account-issuer https://kubernetes.default.svc \
    --service-account-key-file "$folder/sa.pub" --service-account-signing-key-file "$folder/sa.key" \
    "${API_OPTIONS[@]}" >>"$folder/apiserver.log" 2>&1 </dev/null 9>&- &
  API_PID="$!"
  wait_for 120 "$API_PID" kubectl get --raw /readyz \
    || fail "the API server did not become ready" "$folder/apiserver.log"
}

# write_kubeconfig FILE USER [GROUP]: for whoever is known to the API server by a token.
write_kubeconfig() {
  local token
  token="$(random_digits)$(random_digits)"
  printf '%s,%s,%s,"%s"\n' "$token" "$2" "$2" "${3:-}" >>"$FOLDER/kubernetes/tokens.csv"
  cat >"$1" <<TEXT
apiVersion: v1
kind: Config
clusters: [{ name: quickstart, cluster: { server: "$API_URL", certificate-authority: "$FOLDER/pki/ca.crt" } }]
users: [{ name: "$2", user: { token: "$token" } }]
contexts: [{ name: quickstart, context: { cluster: quickstart, user: "$2" } }]
current-context: quickstart
TEXT
}

kubectl() {
  "$(kubernetes_binary kubectl)" --kubeconfig "$FOLDER/kubernetes/kubeconfig" --cache-dir "$FOLDER/kubernetes/cache" "$@"
}

make_service_accounts() {
  local log="$FOLDER/kubernetes/kubectl.log"
  kubectl apply -f "$ROOT/docs/examples/kubernetes" >"$log" 2>&1 </dev/null \
    || fail "kubectl could not make the ServiceAccounts" "$log"
  project_tokens
}

# What a kubelet does for a pod's projected volumes, at the start and again before the tokens end.
project_tokens() {
  project_token seal-bridge seal-bridge "$FOLDER/kubernetes/reviewer-token"
  project_token vault vault "$FOLDER/proxy/token" --audience "$AUDIENCE"
}

# project_token NAMESPACE ACCOUNT FILE [OPTION...]: a reader of the file never sees half of a token.
project_token() {
  local namespace="$1" account="$2" file="$3"
  shift 3
  kubectl create token "$account" --namespace "$namespace" --duration "${TOKEN_SECONDS}s" "$@" \
    >"$file.part" 2>"$FOLDER/kubernetes/kubectl.log" </dev/null \
    || fail "no token for the ServiceAccount $namespace/$account" "$FOLDER/kubernetes/kubectl.log"
  mv "$file.part" "$file"
}

# The bridge's side: the API server says whose token it is.
login_configuration() {
  cat <<TEXT
logins:
  - mount: kubernetes
    kubernetes:
      mode: tokenreview
      server: $API_URL
      ca: ../pki/ca.crt
      reviewerToken: ../kubernetes/reviewer-token
      apiServerAudiences: [https://kubernetes.default.svc]
    roles:
      - name: vault
        identity: server
        serviceAccounts: [vault]
        namespaces: [vault]
        audience: $AUDIENCE
TEXT
}
