#!/bin/bash
# rehearse.sh PROGRAM PREPARATION ARGUMENT...: makes the ahead-of-time cache of /opt/PROGRAM by its command "rehearse", in
# a folder that a function of rehearsal.sh prepares and that "{}" in an argument stands for; lets it start from the cache.
set -euo pipefail

name=$1 preparation=$2
shift 2
# What rehearsal.sh wants of scripts/lib/common.sh.
# shellcheck disable=SC2034
SOFTHSM_LIBRARY=/usr/lib/softhsm/libsofthsm2.so
have() { command -v "$1" >/dev/null; }
# shellcheck source=../scripts/lib/rehearsal.sh
. /build/rehearsal.sh

cache="/opt/$name/lib/app/$name.aot"
umask 077
folder=$(mktemp -d)
"$preparation" "$folder"
JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$cache" timeout 120 "/opt/$name/bin/$name" rehearse "${@//"{}"/$folder}"
rm -rf "$folder" "/opt/$name/lib/runtime/bin"
chmod 0644 "$cache"

# From here on, silently without it if it should not fit. Here it has to.
printf 'java-options=%s\n' "-XX:AOTCache=\$APPDIR/$name.aot" -Xlog:aot=off -Xlog:cds=off >>"/opt/$name/lib/app/$name.cfg"
JAVA_TOOL_OPTIONS=-XX:AOTMode=on "/opt/$name/bin/$name" --help >/dev/null
