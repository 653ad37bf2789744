#!/bin/sh
# Makes the root key of the server that $1, its command line, reaches, unless there is one. The recovery keys and the
# root token go into /data, for the owner's eyes only.
set -eu
umask 077

state=0
"$1" operator init -status || state=$?
case "${state}" in
  0) ;;
  2)
    "$1" operator init -format=json >/data/recovery.part
    mv /data/recovery.part /data/recovery.json
    ;;
  *) exit 1 ;;
esac
