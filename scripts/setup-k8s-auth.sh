#!/usr/bin/env bash
# Lets one ServiceAccount read its secrets in Vault or OpenBao: writes the description of access, applies it, verifies it.
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<TEXT
usage: scripts/setup-k8s-auth.sh --namespace NAME --service-account NAME --secret PATH... [OPTION...]

Writes access.yaml, shows it, and has k8s-auth-setup apply it, which shows what it will change and asks; then has it
verify that, with real logins. May be run again at any time: what is there already is not made again. Ends as
k8s-auth-setup does: with 3 if verify finds something wrong. Each workload gets a file, and an owner of its own. For
many workloads, or to remove some later, write one file and use k8s-auth-setup itself.

  --namespace NAME         of the ServiceAccount
  --service-account NAME   the one that may read the secrets; its role in Vault gets the same name
  --secret PATH            a secret, by its path in the KV engine; may be repeated
  --engine PATH            the KV engine of the secrets. Default: secret
  --make-engine            make that engine, version 2, if there is none

  --vault-addr URL         Vault or OpenBao. Default: VAULT_ADDR
  --vault-ca FILE          the authorities of its certificate. Default: VAULT_CACERT, or Java's own
  --token-file FILE        a file that holds a token and nothing else. Default: the variable VAULT_TOKEN
  --kubeconfig FILE        Default: KUBECONFIG, or ~/.kube/config
  --context NAME           of the kubeconfig. Default: its current one
  --api-server URL         the API server as Vault reaches it. Default: as the kubeconfig has it
  --setup KIND             how Vault checks tokens, see docs/kubernetes.md. Default: auto
  --mount PATH             of the auth method. Default: kubernetes
  --reviewer-exists        make nothing in the cluster: the reviewer's account and token are there already, because this
                           script was run for another workload

  --file FILE              the description to write. Default: access.yaml in this folder
  --plan                   only show what would change; ends with 3 if something would
  --yes                    do not ask
  --help                   this text

No option takes a token or another secret: the arguments of a process are for everybody to read.
TEXT
}

namespace='' account='' engine=secret make_engine=false secrets=()
address="${VAULT_ADDR:-}" authorities="${VAULT_CACERT:-}" token_file='' kubeconfig='' context='' api_server=''
setup=auto mount=kubernetes manage=true file=access.yaml command=apply yes=()

# takes OPTION VALUE: the value, which will stand between quotes in the file.
takes() {
  [ -n "$2" ] || die "$1 needs a value; see --help"
  case "$2" in *[\"\\[:cntrl:]]*) die "the value of $1 must hold no quotes, backslashes or control characters" ;; esac
  value="$2"
}

while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --make-engine) make_engine=true; shift; continue ;;
    --reviewer-exists) manage=false; shift; continue ;;
    --plan) command=plan; shift; continue ;;
    --yes) yes=(--yes); shift; continue ;;
    --namespace | --service-account | --secret | --engine | --vault-addr | --vault-ca | --token-file | --kubeconfig \
      | --context | --api-server | --setup | --mount | --file) takes "$1" "${2:-}" ;;
    *) printf '%s: unknown option %s\n' "$(basename "$0")" "$1" >&2; usage >&2; exit 2 ;;
  esac
  case "$1" in
    --namespace) namespace="$value" ;;
    --service-account) account="$value" ;;
    --secret) secrets+=("$value") ;;
    --engine) engine="$value" ;;
    --vault-addr) address="$value" ;;
    --vault-ca) authorities="$value" ;;
    --token-file) token_file="$value" ;;
    --kubeconfig) kubeconfig="$value" ;;
    --context) context="$value" ;;
    --api-server) api_server="$value" ;;
    --setup) setup="$value" ;;
    --mount) mount="$value" ;;
    --file) file="$value" ;;
  esac
  shift 2
done

[ -n "$namespace" ] && [ -n "$account" ] && [ "${#secrets[@]}" -gt 0 ] \
  || die "--namespace, --service-account and --secret say who reads what; see --help"
[ -n "$address" ] || die "where is Vault? Give --vault-addr or set VAULT_ADDR"
[ -n "$token_file" ] || [ -n "${VAULT_TOKEN:-}" ] \
  || die "how to log in to Vault? Give --token-file, or set VAULT_TOKEN to a token that may set up access"

# readable WHAT FILE: the description names other files by whole paths, so that it may be moved.
readable() {
  [ -z "$2" ] || [ -r "$2" ] || die "the file $2, $1, cannot be read"
}
readable "Vault's authorities" "$authorities"
readable "Vault's token" "$token_file"
readable "the kubeconfig" "$kubeconfig"

description() {
  local secret
  printf '# Written by scripts/setup-k8s-auth.sh; docs/kubernetes.md says what else it may hold.\n'
  printf 'owner: "%s"\n' "$namespace.$account"
  printf 'vault:\n  address: "%s"\n' "$address"
  [ -z "$authorities" ] || printf '  caFile: "%s"\n' "$(realpath "$authorities")"
  if [ -n "$token_file" ]; then
    printf '  login: { tokenFile: "%s" }\n' "$(realpath "$token_file")"
  else
    printf '  login: {}\n'
  fi
  printf 'clusters:\n  - name: cluster\n    setup: "%s"\n    mount: "%s"\n' "$setup" "$mount"
  [ "$manage" = true ] || printf '    manageObjects: false\n'
  [ -z "$kubeconfig" ] || printf '    kubeconfig: "%s"\n' "$(realpath "$kubeconfig")"
  [ -z "$context" ] || printf '    context: "%s"\n' "$context"
  [ -z "$api_server" ] || printf '    apiServer: "%s"\n' "$api_server"
  [ "$make_engine" = false ] || printf 'secretEngines:\n  - path: "%s"\n' "$engine"
  printf 'consumers:\n  - name: "%s"\n    namespace: "%s"\n    serviceAccount: "%s"\n    secrets:\n' \
    "$account" "$namespace" "$account"
  for secret in "${secrets[@]}"; do
    printf '      - { engine: "%s", path: "%s" }\n' "$engine" "$secret"
  done
}

# The launcher of an installation, or the one that is built here.
launcher() {
  if [ -n "${K8S_AUTH_SETUP:-}" ]; then
    [ -x "$K8S_AUTH_SETUP" ] || die "K8S_AUTH_SETUP names $K8S_AUTH_SETUP, which is no program"
    printf '%s\n' "$K8S_AUTH_SETUP"
  elif have k8s-auth-setup; then
    command -v k8s-auth-setup
  else
    "$ROOT/scripts/build"
    printf '%s\n' "$ROOT/k8s-auth-setup/target/k8s-auth-setup/bin/k8s-auth-setup"
  fi
}

text="$(description)"
if [ ! -e "$file" ]; then
  printf '%s\n' "$text" >"$file"
  step "wrote $file:"
elif [ "$(cat "$file")" = "$text" ]; then
  step "$file says so already:"
else
  diff "$file" <(printf '%s\n' "$text") >&2 || true
  die "$file is there and says something else, see above. Give another --file, or edit this one and run" \
    "k8s-auth-setup apply --file $file"
fi
cat "$file"
program="$(launcher)"
[ "$command" = apply ] || exec "$program" "$command" --file "$file"
step "applying $file"
"$program" apply --file "$file" "${yes[@]}"
step "verifying with real logins"
exec "$program" verify --file "$file"
