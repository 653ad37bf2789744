# shellcheck shell=bash
# k8s-auth-setup with many roles and policies, against the bare reads of the same objects.
# shellcheck disable=SC2034

readonly SETUP="$ROOT/k8s-auth-setup/target/k8s-auth-setup/bin/k8s-auth-setup"
ROLES=10000
POLICIES=2000
ACCESS_CONNECTIONS=32

measure_access() {
  local rounds=5 round
  [ -z "$QUICK" ] || { rounds=2 ROLES=1000 POLICIES=200; }
  "$ROOT/scripts/provision" kubernetes
  "$ROOT/scripts/build"
  ACCESS_WORK="$WORK/access"
  mkdir -m 0700 "$ACCESS_WORK"
  start_openbao access "${PORTS[@]:18:2}"
  ACCESS_ADDRESS="http://127.0.0.1:${PORTS[18]}"
  start_cluster
  describe_access
  step "access: apply of $ROLES roles and $POLICIES policies, which is measured once"
  access_run access-apply 0 apply --yes
  step "access: plan, the same reads with $ACCESS_CONNECTIONS connections, and an apply without differences; $rounds rounds, in turn"
  for ((round = 0; round < rounds; round++)); do
    access_run access-plan 0 plan
    "$CLIENT" reads --server access-reads --address "$ACCESS_ADDRESS" --token-file "${TOKEN_FILE[access]}" \
      --paths "$ACCESS_WORK/paths" --connections "$ACCESS_CONNECTIONS" >>"$RESULTS"
  done
  access_run access-apply-same 0 apply --yes
  stop "${PROCESS[access]}"
}

# access_run NAME EXIT-CODE ARGUMENT...
access_run() {
  local name="$1" code="$2"
  shift 2
  "$CLIENT" run --server "$name" --exit "$code" --output "$ACCESS_WORK/$name.log" -- \
    "$SETUP" "$@" --file "$ACCESS_WORK/access.yaml" >>"$RESULTS" \
    || { tail -n 20 "$ACCESS_WORK/$name.log" >&2; die "$name failed; see above"; }
}

# An API server, made as scripts/quickstart makes its own.
start_cluster() {
  step "access: starting Kubernetes $KUBERNETES_VERSION"
  local processes
  processes="$(
    # shellcheck source=../../scripts/lib/quickstart.sh
    . "$ROOT/scripts/lib/quickstart.sh"
    FOLDER="$ACCESS_WORK" secretless=true
    mkdir -p "$FOLDER/pki"
    make_certificates >&2
    claim_kubernetes >&2
    make_cluster_keys >&2
    start_kubernetes >&2
    printf '%s\n' "$ETCD_PID" "$API_PID"
  )"
  # shellcheck disable=SC2206
  STARTED+=($processes)
}

describe_access() {
  awk -v roles="$ROLES" -v policies="$POLICIES" -v address="$ACCESS_ADDRESS" -v token="${TOKEN_FILE[access]}" \
    -v kubeconfig="$ACCESS_WORK/kubernetes/kubeconfig" -v paths="$ACCESS_WORK/paths" '
    BEGIN {
      printf "vault: { address: \"%s\", login: { tokenFile: \"%s\" } }\n", address, token
      printf "clusters: [ { name: bench, kubeconfig: \"%s\", setup: pinned-keys } ]\npolicies:\n", kubeconfig
      print "sys/auth\nsys/mounts\nauth/kubernetes/config\nk8s-auth-setup/data/default" >paths
      for (i = 0; i < policies; i++) {
        printf "  - { name: policy-%d, paths: [ { path: secret/data/app-%d/*, capabilities: [read] } ] }\n", i, i
        print "sys/policies/acl/policy-" i >paths
      }
      print "roles:"
      for (i = 0; i < roles; i++) {
        printf "  - { name: role-%d, serviceAccounts: [account-%d], namespaces: [apps], policies: [policy-%d] }\n", i, i, i % policies
        print "auth/kubernetes/role/role-" i >paths
      }
    }' >"$ACCESS_WORK/access.yaml"
}
