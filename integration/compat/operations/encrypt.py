"""Encryption, one item."""

from operations import HELLO, b64, new_key

ENCRYPT = "POST encrypt/:name"
KEY = "enc"


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    server.call("POST keys/:name/rotate", "before encryption", name=KEY)
    server.call("POST keys/:name/config", "before encryption", {"min_encryption_version": 2}, name=KEY)
    server.call("POST keys/:name/rotate", "before encryption, again", name=KEY)
    accepted(server)
    refused(server)
    new_key(server, "enc-rsa", "rsa-2048")
    server.call(ENCRYPT, "by RSA", {"plaintext": HELLO}, name="enc-rsa")
    server.call(ENCRYPT, "too long for one RSA block", {"plaintext": b64("x" * 300)}, name="enc-rsa")
    for key_type in ["ecdsa-p256", "ed25519"]:
        new_key(server, f"enc-{key_type}", key_type)
        server.call(ENCRYPT, f"with a key of type {key_type}", {"plaintext": HELLO}, name=f"enc-{key_type}")
    new_key(server, "enc-hmac", "hmac", key_size=64)
    server.call(ENCRYPT, "with a key of type hmac", {"plaintext": HELLO}, name="enc-hmac")


def accepted(server):
    server.call(ENCRYPT, "a plaintext", {"plaintext": HELLO}, name=KEY)
    server.call("PUT encrypt/:name", "by PUT", {"plaintext": HELLO}, name=KEY)
    server.call(ENCRYPT, "by version 2", {"plaintext": HELLO, "key_version": 2}, name=KEY)
    server.call(ENCRYPT, "by version 2 as text", {"plaintext": HELLO, "key_version": "2"}, name=KEY)
    server.call(ENCRYPT, "by version 0, the latest", {"plaintext": HELLO, "key_version": 0}, name=KEY)
    server.call(ENCRYPT, "with associated data", {"plaintext": HELLO, "associated_data": b64("for you")}, name=KEY)
    server.call(ENCRYPT, "nothing at all", {"plaintext": ""}, name=KEY)
    server.call(ENCRYPT, "a context", {"plaintext": HELLO, "context": b64("context")}, name=KEY)
    server.call(ENCRYPT, "a field that nobody knows", {"plaintext": HELLO, "colour": "blue"}, name=KEY)
    server.call(ENCRYPT, "1 MiB", {"plaintext": b64(bytes(1 << 20))}, name=KEY)


def refused(server):
    server.call(ENCRYPT, "missing key", {"plaintext": HELLO}, name="enc-absent")
    server.call(ENCRYPT, "no plaintext", {}, name=KEY)
    server.call(ENCRYPT, "no body", name=KEY)
    server.call(ENCRYPT, "no JSON", raw="plaintext", name=KEY)
    server.call(ENCRYPT, "a list as body", [], name=KEY)
    server.call(ENCRYPT, "bad base64", {"plaintext": "***"}, name=KEY)
    server.call(ENCRYPT, "base64 for URLs", {"plaintext": "_-__"}, name=KEY)
    server.call(ENCRYPT, "a number as plaintext", {"plaintext": 42}, name=KEY)
    server.call(ENCRYPT, "a version that is too new", {"plaintext": HELLO, "key_version": 9}, name=KEY)
    server.call(ENCRYPT, "a version that is too old", {"plaintext": HELLO, "key_version": 1}, name=KEY)
    server.call(ENCRYPT, "a version below zero", {"plaintext": HELLO, "key_version": -1}, name=KEY)
    server.call(ENCRYPT, "no number as version", {"plaintext": HELLO, "key_version": "two"}, name=KEY)
    server.call(ENCRYPT, "bad base64 as associated data", {"plaintext": HELLO, "associated_data": "***"}, name=KEY)
    server.call(ENCRYPT, "a nonce", {"plaintext": HELLO, "nonce": b64(bytes(12))}, name=KEY)
    server.call("DELETE encrypt/:name", "by DELETE", name=KEY)
    server.call("GET encrypt/:name", "by GET", name=KEY)
