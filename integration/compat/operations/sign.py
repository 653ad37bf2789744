"""Signatures, made and verified by each type of key."""

import hashlib

from operations import HELLO, b64, new_key

SIGN = "POST sign/:name"
VERIFY = "POST verify/:name"
DIGEST = b64(hashlib.sha256(b"the quick brown fox").digest())
RSA = [
    ("RSA", {}),
    ("PSS", {"signature_algorithm": "pss"}),
    ("PSS with the longest salt", {"signature_algorithm": "pss", "salt_length": "auto"}),
    ("PSS with a salt as long as the hash", {"signature_algorithm": "pss", "salt_length": "hash"}),
    ("PSS with a salt of 20 bytes", {"signature_algorithm": "pss", "salt_length": 20}),
    ("PSS with a salt of 20 bytes, as text", {"signature_algorithm": "pss", "salt_length": "20"}),
    ("PSS over SHA-512", {"signature_algorithm": "pss", "hash_algorithm": "sha2-512"}),
    ("PKCS #1", {"signature_algorithm": "pkcs1v15"}),
    ("PKCS #1 over SHA-1", {"signature_algorithm": "pkcs1v15", "hash_algorithm": "sha1"}),
    ("PKCS #1 over SHA-384", {"signature_algorithm": "pkcs1v15", "hash_algorithm": "sha2-384"}),
    ("PKCS #1 over SHA3-256", {"signature_algorithm": "pkcs1v15", "hash_algorithm": "sha3-256"}),
    ("PKCS #1 over nothing", {"signature_algorithm": "pkcs1v15", "hash_algorithm": "none", "prehashed": True, "input": DIGEST}),
    ("PSS over a digest", {"signature_algorithm": "pss", "prehashed": True, "input": DIGEST}),
]
EC = [
    ("ASN.1", {"marshaling_algorithm": "asn1"}),
    ("JWS", {"marshaling_algorithm": "jws"}),
    ("over SHA-512", {"hash_algorithm": "sha2-512"}),
    ("over SHA3-256", {"hash_algorithm": "sha3-256"}),
    ("over a digest", {"prehashed": True, "input": DIGEST}),
    ("with an algorithm for RSA", {"signature_algorithm": "pkcs1v15"}),
]


def run(server):
    rounds(server, "rsa-2048", RSA)
    for key_type in ["ecdsa-p256", "ecdsa-p384", "ecdsa-p521"]:
        rounds(server, key_type, EC)
    rounds(server, "ed25519", [("pure", {}), ("with an algorithm for RSA", {"signature_algorithm": "pkcs1v15"})])
    refused(server)


def rounds(server, key_type, schemes):
    """Signs and verifies by each scheme."""
    name = f"sign-{key_type}"
    new_key(server, name, key_type)
    for scheme, fields in schemes:
        body = {"input": HELLO, **fields}
        made = server.call(SIGN, f"{key_type}: {scheme}", body, name=name).data.get("signature")
        if made:
            server.call(VERIFY, f"{key_type}: {scheme}", {**body, "signature": made}, name=name)
            server.call(VERIFY, f"{key_type}: {scheme}, other input", {**body, "input": b64(bytes(32)), "signature": made}, name=name)


def refused(server):
    name = "sign-ecdsa-p256"
    server.call(SIGN, "no input", {}, name=name)
    server.call(SIGN, "bad base64", {"input": "***"}, name=name)
    server.call(SIGN, "a version that is too new", {"input": HELLO, "key_version": 9}, name=name)
    server.call(SIGN, "an unknown hash", {"input": HELLO, "hash_algorithm": "md4"}, name=name)
    server.call("POST sign/:name/:algorithm", "an unknown hash", {"input": HELLO}, name=name, algorithm="md4")
    server.call(SIGN, "an unknown encoding", {"input": HELLO, "marshaling_algorithm": "xml"}, name=name)
    server.call(SIGN, "a digest of the wrong length", {"input": HELLO, "prehashed": True}, name="sign-rsa-2048")
    server.call(SIGN, "an unknown algorithm", {"input": HELLO, "signature_algorithm": "dsa"}, name="sign-rsa-2048")
    server.call(SIGN, "no salt length", {"input": HELLO, "salt_length": "long"}, name="sign-rsa-2048")
    server.call(SIGN, "a salt that is too long", {"input": HELLO, "salt_length": 4096}, name="sign-rsa-2048")
    server.call(SIGN, "no hash without a digest", {"input": HELLO, "hash_algorithm": "none", "signature_algorithm": "pkcs1v15"}, name="sign-rsa-2048")
    server.call(SIGN, "a digest for Ed25519", {"input": DIGEST, "prehashed": True}, name="sign-ed25519")
    server.call(SIGN, "missing key", {"input": HELLO}, name="sign-absent")
    new_key(server, "sign-aes", "aes256-gcm96")
    server.call(SIGN, "with a key of type aes256-gcm96", {"input": HELLO}, name="sign-aes")
    new_key(server, "sign-hmac", "hmac", key_size=64)
    server.call(SIGN, "with a key of type hmac", {"input": HELLO}, name="sign-hmac")
