"""Bringing one's own keys, and handing them on."""

import os

from operations import HELLO, b64, new_key
from operations.software import pkcs8, public_key, wrapped

IMPORT = "POST keys/:name/import"
IMPORT_VERSION = "POST keys/:name/import_version"
# SoftHSM opens OAEP with SHA-1 only.
HASH = "SHA1"


def run(server):
    wrapping = server.call("GET wrapping_key", "read").data["public_key"]
    keys = {
        "aes256-gcm96": os.urandom(32),
        "rsa-2048": pkcs8("RSA", "rsa_keygen_bits:2048"),
        "ecdsa-p256": pkcs8("EC", "ec_paramgen_curve:P-256", "ec_param_enc:named_curve"),
        "ed25519": pkcs8("ED25519"),
        "hmac": os.urandom(32),
    }
    for key_type, key in keys.items():
        body = {"type": key_type, "ciphertext": wrapped(key, wrapping, HASH), "hash_function": HASH}
        server.call(IMPORT, key_type, body, name=f"byok-{key_type}")
        server.call("GET keys/:name", f"imported {key_type}", name=f"byok-{key_type}")
    for key_type in ["ecdsa-p256", "ed25519"]:
        body = {"type": key_type, "ciphertext": wrapped(keys[key_type], wrapping, HASH), "hash_function": HASH}
        given = {"public_key": public_key(keys[key_type])}
        server.call(IMPORT, f"{key_type} with its public key", {**body, **given}, name=f"byok-{key_type}-public")
    sealed = server.call("POST encrypt/:name", "by an imported key", {"plaintext": HELLO}, name="byok-aes256-gcm96")
    server.call("POST decrypt/:name", "by an imported key", {"ciphertext": sealed.data.get("ciphertext")}, name="byok-aes256-gcm96")
    server.call("POST sign/:name", "by an imported key", {"input": HELLO, "signature_algorithm": "pkcs1v15"}, name="byok-rsa-2048")
    rotation(server, wrapping)
    refused(server, wrapping)
    exporting(server)


def rotation(server, wrapping):
    server.call("POST keys/:name/rotate", "an imported key that may not", name="byok-aes256-gcm96")
    second = {"ciphertext": wrapped(os.urandom(32), wrapping, HASH), "hash_function": HASH}
    server.call(IMPORT_VERSION, "a second version", second, name="byok-aes256-gcm96")
    server.call("GET keys/:name", "imported twice", name="byok-aes256-gcm96")
    free = {"ciphertext": wrapped(os.urandom(32), wrapping, HASH), "hash_function": HASH, "allow_rotation": True}
    server.call(IMPORT, "with rotation allowed", free, name="byok-free")
    server.call("POST keys/:name/rotate", "an imported key that may", name="byok-free")
    server.call("GET keys/:name", "imported, then rotated", name="byok-free")
    server.call(IMPORT_VERSION, "after a rotation", second, name="byok-free")


def refused(server, wrapping):
    good = {"ciphertext": wrapped(os.urandom(32), wrapping, HASH), "hash_function": HASH}
    zeros = {"ciphertext": wrapped(bytes(32), wrapping, HASH), "hash_function": HASH}
    server.call(IMPORT, "over a key that is there", good, name="byok-aes256-gcm96")
    server.call(IMPORT, "no ciphertext", {"hash_function": HASH}, name="byok-bad")
    server.call(IMPORT, "bad base64", {**good, "ciphertext": "***"}, name="byok-bad")
    server.call(IMPORT, "too short", {**good, "ciphertext": HELLO}, name="byok-bad")
    server.call(IMPORT, "an unknown hash", {**good, "hash_function": "MD5"}, name="byok-bad")
    server.call(IMPORT, "an unknown type", {**good, "type": "rot13"}, name="byok-bad")
    server.call(IMPORT, "for another receiver", {**good, "ciphertext": b64(bytes(600))}, name="byok-bad")
    server.call(IMPORT, "a key of the wrong length", {"ciphertext": wrapped(os.urandom(24), wrapping, HASH), "hash_function": HASH}, name="byok-bad")
    server.call(IMPORT, "another type than it is", {**zeros, "type": "rsa-2048"}, name="byok-bad")
    server.call(IMPORT_VERSION, "missing key", good, name="byok-absent")
    new_key(server, "byok-own", "aes256-gcm96")
    server.call(IMPORT_VERSION, "a key that was not imported", good, name="byok-own")


def exporting(server):
    new_key(server, "byok-receiver", "rsa-2048")
    server.call("GET byok-export/:destination/:source", "a key that may not leave", destination="byok-receiver", source="byok-own")
    server.call("GET byok-export/:destination/:source", "a missing receiver", destination="byok-absent", source="byok-own")
    server.call("GET byok-export/:destination/:source", "a missing key", destination="byok-receiver", source="byok-absent")
