#!/usr/bin/env bash
# CAs of OpenBao's pki engine, and keys of its transit engine, whose private keys are keys of the bridge.
# Needs bao with BAO_ADDR and BAO_TOKEN of the OpenBao that is configured, and of the bridge:
#   BRIDGE_ADDR, BRIDGE_CA (PEM file), BRIDGE_TOKEN, which may read, use and export the keys bao-ca-rsa,
#   bao-ca-ec, bao-signer and bao-safe.
# Writes ca-rsa.pem, ca-ec.pem and the certificates rsa.pem and ec.pem that they issued to the folder it is started in.
set -euo pipefail

bao write sys/external-keys/configs/bridge plugin=transit address="$BRIDGE_ADDR" token="$BRIDGE_TOKEN" \
  mount_path=transit tls_ca_cert_bytes=@"$BRIDGE_CA"

for kind in rsa ec; do
  # OpenBao may use the key in the mount that a grant names, and in no other.
  bao secrets enable -path="pki-$kind" pki
  bao write "sys/external-keys/configs/bridge/keys/ca-$kind" name="bao-ca-$kind" version=1
  bao write -f "sys/external-keys/configs/bridge/keys/ca-$kind/grants/pki-$kind"
  bao write -field=certificate "pki-$kind/root/generate/kms" external_key_ref="bridge:ca-$kind" \
    common_name="Root $kind" ttl=8760h >"ca-$kind.pem"
  bao write "pki-$kind/roles/server" allowed_domains=example.test allow_subdomains=true key_type=ec key_bits=256
  bao write -field=certificate "pki-$kind/issue/server" common_name=www.example.test ttl=24h >"$kind.pem"
  openssl verify -CAfile "ca-$kind.pem" "$kind.pem"
done

bao secrets enable -path=signing transit
bao write sys/external-keys/configs/bridge/keys/signer name=bao-signer version=1
bao write -f sys/external-keys/configs/bridge/keys/signer/grants/signing
bao write signing/keys/signer type=external-key external_key_ref=bridge:signer
input="$(printf %s 'a release' | base64)"
signature="$(bao write -field=signature signing/sign/signer input="$input")"
test "$(bao write -field=valid signing/verify/signer input="$input" signature="$signature")" = true
other="$(printf %s 'another release' | base64)"
test "$(bao write -field=valid signing/verify/signer input="$other" signature="$signature")" = false
echo "signed and verified: $signature"

bao write sys/external-keys/configs/bridge/keys/safe name=bao-safe version=1
bao write -f sys/external-keys/configs/bridge/keys/safe/grants/signing
bao write signing/keys/safe type=external-key external_key_ref=bridge:safe
ciphertext="$(bao write -field=ciphertext signing/encrypt/safe plaintext="$input")"
test "$(bao write -field=plaintext signing/decrypt/safe ciphertext="$ciphertext")" = "$input"
echo "sealed and opened: $ciphertext"
