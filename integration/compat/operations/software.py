"""What others do in software beside a server: wrapping a key for it, a certificate request, by openssl."""

import base64
import os
import re
import subprocess
import tempfile
from pathlib import Path

KWP_PREFIX = "A65959A6"


def openssl(*arguments, stdin=b""):
    """Runs openssl in an empty folder and returns its output."""
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(["openssl", *map(str, arguments)], input=stdin, capture_output=True, cwd=folder, check=False)
    if result.returncode:
        raise RuntimeError(f"openssl {arguments[0]} failed: {result.stderr.decode()}")
    return result.stdout


def wrapped(key, wrapping_key, hash_name):
    """A key as POST keys/:name/import wants it: an AES key by RSA-OAEP, then the key by AES-KWP under that one."""
    ephemeral = os.urandom(32)
    oaep = ["-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", f"rsa_oaep_md:{hash_name}", "-pkeyopt", f"rsa_mgf1_md:{hash_name}"]
    with tempfile.TemporaryDirectory() as folder:
        receiver = Path(folder, "receiver.pem")
        receiver.write_text(wrapping_key)
        head = openssl("pkeyutl", "-encrypt", "-pubin", "-inkey", receiver, *oaep, stdin=ephemeral)
    tail = openssl("enc", "-id-aes256-wrap-pad", "-K", ephemeral.hex(), "-iv", KWP_PREFIX, stdin=key)
    return base64.b64encode(head + tail).decode()


def pkcs8(algorithm, *options):
    """A new private key, as PKCS #8."""
    arguments = [argument for option in options for argument in ("-pkeyopt", option)]
    key = openssl("genpkey", "-algorithm", algorithm, *arguments)
    return openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", stdin=key)


def public_key(private_key):
    """The PEM of a private key's public one."""
    return openssl("pkey", "-inform", "DER", "-pubout", stdin=private_key).decode()


def request(subject):
    """A certificate request, signed by a key that is thrown away."""
    return openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-subj", subject).decode()


def certificate(public_key):
    """A certificate of a public key, by an authority that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        authority, certified, public = (Path(folder, name) for name in ("authority.pem", "authority.crt", "public.pem"))
        public.write_text(public_key)
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", authority, "-subj", "/CN=Authority", "-out", certified)
        made = openssl("x509", "-new", "-force_pubkey", public, "-subj", "/CN=Key", "-CA", certified, "-CAkey", authority, "-days", "2")
    return made.decode()


def is_pem(text, kind):
    return re.fullmatch(rf"-----BEGIN {kind}-----\n[A-Za-z0-9+/=\n]+-----END {kind}-----\n?", text) is not None
