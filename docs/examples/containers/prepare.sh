#!/bin/sh
# Makes in folder $1 what a production set-up brings along: here a SoftHSM token stands for the HSM, and a certificate of
# its own for one of your PKI. Then etc/ is what the container mounts as /etc/seal-bridge.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/etc" "$1/hsm/tokens" "$1/data"
cd "$1"

printf 'directories.tokendir = /hsm/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' >hsm/softhsm2.conf
printf 'directories.tokendir = %s/hsm/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$PWD" >softhsm2.conf
openssl rand -hex 12 | tr -d '\n' >etc/pin
SOFTHSM2_CONF=$PWD/softhsm2.conf softhsm2-util --init-token --free --label vault-prod \
  --so-pin "$(openssl rand -hex 12)" --pin "$(cat etc/pin)"
rm softhsm2.conf

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=seal-bridge \
  -addext subjectAltName=DNS:seal-bridge -keyout etc/tls.key -out etc/tls.crt
cp etc/tls.crt etc/vault-ca.crt
cp "$here/bridge.yaml" etc/
