# shellcheck shell=bash
# What the scripts share: where things are, what to install, how to speak. Source it, then call:
#
#   step TEXT              one line of progress with the seconds since the script's start
#   die TEXT               says what is wrong and what to do, ends with code 1
#   use_jdk                exports JAVA_HOME and PATH for a JDK of at least $JDK_MINIMUM
#   use_go                 puts a Go of at least $GO_MINIMUM on PATH
#   ensure_packages P...   installs the Debian packages of which a needed file or command is missing
#   run_maven ARG...       Maven under that JDK, from the root of the repository
#   product_version        the version of the build, as in the parent of all modules
#   openbao_binary         the path in the cache; scripts/provision puts the binary there
#   vault_binary
#   fsck_binary
#   witness_binary
#   hvac_python            the Python that has the client hvac
#   kubernetes_binary PART    such as kube-apiserver or kubectl
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
readonly ROOT
# shellcheck source=../versions.env
. "$ROOT/scripts/versions.env"
CACHE="${SEAL_BRIDGE_CACHE:-$HOME/.cache/seal-bridge}"
readonly CACHE

SOFTHSM_LIBRARY=/usr/lib/softhsm/libsofthsm2.so
[ -e "$SOFTHSM_LIBRARY" ] || SOFTHSM_LIBRARY="/usr/lib/$(uname -m)-linux-gnu/softhsm/libsofthsm2.so"
export SOFTHSM_LIBRARY

step() {
  printf '[%4ds] %s\n' "$SECONDS" "$*" >&2
}

warn() {
  printf '[%4ds] warning: %s\n' "$SECONDS" "$*" >&2
}

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# at_least 1.26.8 1.26: is the first version the second one or newer?
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# The version of the JDK in folder $1, nothing if it is none. The release file saves a JVM start.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release"
}

use_jdk() {
  local candidate version seen=()
  local candidates=("${SEAL_BRIDGE_JAVA:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*)
  if have javac; then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
  fi
  for candidate in "${candidates[@]}"; do
    # SEAL_BRIDGE_JAVA may name the java program as well as its home.
    [ ! -f "$candidate" ] || candidate="$(dirname "$(dirname "$(readlink -f "$candidate")")")"
    [ -n "$candidate" ] || continue
    version="$(jdk_version "$candidate")"
    [ -n "$version" ] || continue
    if at_least "$version" "$JDK_MINIMUM"; then
      export JAVA_HOME="$candidate"
      export PATH="$JAVA_HOME/bin:$PATH"
      return 0
    fi
    seen+=("$candidate ($version)")
  done
  die "no JDK $JDK_MINIMUM or newer found (saw: ${seen[*]:-none}). Install one, for example Eclipse Temurin" \
    "(package temurin-$JDK_MINIMUM-jdk), and set JAVA_HOME or SEAL_BRIDGE_JAVA to its folder."
}

use_go() {
  local candidate version seen=()
  for candidate in "${SEAL_BRIDGE_GO:-}" "$(command -v go || true)" /usr/local/go/bin/go; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    # GOTOOLCHAIN=local: what is installed counts, not what Go would fetch.
    version="$(GOTOOLCHAIN=local "$candidate" env GOVERSION 2>/dev/null | sed 's/^go//')"
    if [ -n "$version" ] && at_least "$version" "$GO_MINIMUM"; then
      PATH="$(dirname "$candidate"):$PATH"
      export PATH
      return 0
    fi
    seen+=("$candidate ($version)")
  done
  die "no Go $GO_MINIMUM or newer found (saw: ${seen[*]:-none}); Debian's own is too old." \
    "Install one and put it on PATH, or set SEAL_BRIDGE_GO to the go program."
}

# Is what we use of Debian package $1 there, wherever it came from?
package_present() {
  case "$1" in
    softhsm2) [ -e "$SOFTHSM_LIBRARY" ] && have softhsm2-util ;;
    opensc) have pkcs11-tool ;;
    libnss3) [ -n "$(compgen -G '/usr/lib/*/libsoftokn3.so')" ] ;;
    libnss3-tools) have certutil ;;
    maven) have mvn ;;
    gcc) have gcc ;;
    libc6-dev) [ -e /usr/include/dlfcn.h ] ;;
    etcd-server) have etcd ;;
    containernetworking-plugins) [ -x /usr/lib/cni/bridge ] && [ -x /usr/lib/cni/host-local ] ;;
    busybox-static) have busybox && ! ldd "$(command -v busybox)" >/dev/null 2>&1 ;;
    iproute2) have ip ;;
    docker.io) have docker && have dockerd ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    *) have "$1" ;;
  esac
}

ensure_packages() {
  local package missing=()
  for package in "$@"; do
    package_present "$package" || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if ! have apt-get || [ "$(id -u)" -ne 0 ]; then
    die "these are missing: ${missing[*]}. On Debian: sudo apt-get install ${missing[*]}"
  fi
  step "installing Debian packages: ${missing[*]}"
  local log
  log="$(mktemp)"
  if ! { apt-get -q update && DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y --no-install-recommends install "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "apt-get could not install ${missing[*]}; the last lines of its output are above, all of it in $log"
  fi
  rm -f "$log"
  # SOFTHSM_LIBRARY was guessed before the package was there.
  [ ! -e /usr/lib/softhsm/libsofthsm2.so ] || SOFTHSM_LIBRARY=/usr/lib/softhsm/libsofthsm2.so
  for package in "${missing[@]}"; do
    package_present "$package" || die "Debian package $package is installed, but what we use of it was not found"
  done
}

run_maven() {
  [ -n "${JAVA_HOME:-}" ] || use_jdk
  (cd "$ROOT" && mvn --batch-mode --no-transfer-progress "$@")
}

product_version() {
  sed -n '/<artifactId>seal-bridge-parent</,/<version>/s/.*<version>\(.*\)<.*/\1/p' "$ROOT/pom.xml" | head -n 1
}

openbao_binary() {
  printf '%s\n' "$CACHE/openbao-$OPENBAO_VERSION/bao"
}

vault_binary() {
  printf '%s\n' "$CACHE/vault-$VAULT_VERSION/vault"
}

fsck_binary() {
  printf '%s\n' "$CACHE/tessera-$TESSERA_VERSION/fsck"
}

witness_binary() {
  printf '%s\n' "$CACHE/witness-$WITNESS_VERSION/witness"
}

hvac_python() {
  printf '%s\n' "$CACHE/hvac-$HVAC_VERSION/bin/python3"
}

kubernetes_binary() {
  printf '%s\n' "$CACHE/kubernetes-$KUBERNETES_VERSION/$1"
}

# One script at a time may fill the cache; others wait and then find the result.
lock_cache() {
  mkdir -p "$CACHE"
  exec 8>"$CACHE/.lock"
  if ! flock -n 8; then
    step "waiting for another script that is filling $CACHE"
    flock 8
  fi
}

unlock_cache() {
  exec 8>&-
}
