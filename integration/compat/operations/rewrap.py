"""Wrapping again by the latest version."""

from operations import HELLO, new_key

REWRAP = "POST rewrap/:name"
KEY = "rewrap"


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    old = server.call("POST encrypt/:name", "to rewrap", {"plaintext": HELLO}, name=KEY).data["ciphertext"]
    server.call("POST keys/:name/rotate", "before rewrap", name=KEY)
    new = server.call(REWRAP, "an old ciphertext", {"ciphertext": old}, name=KEY).data["ciphertext"]
    server.call("POST decrypt/:name", "after rewrap", {"ciphertext": new}, name=KEY)
    server.call("PUT rewrap/:name", "by PUT", {"ciphertext": old}, name=KEY)
    server.call(REWRAP, "by version 1", {"ciphertext": old, "key_version": 1}, name=KEY)
    server.call(REWRAP, "by a version that is too new", {"ciphertext": old, "key_version": 9}, name=KEY)
    server.call(REWRAP, "missing ciphertext", {}, name=KEY)
    server.call(REWRAP, "no prefix", {"ciphertext": HELLO}, name=KEY)
    server.call(REWRAP, "bad base64", {"ciphertext": "vault:v1:***"}, name=KEY)
    server.call(REWRAP, "missing key", {"ciphertext": old}, name="rewrap-absent")
    new_key(server, "rewrap-ec", "ecdsa-p256")
    server.call(REWRAP, "with a key of type ecdsa-p256", {"ciphertext": old}, name="rewrap-ec")
    server.call(REWRAP, "a batch", {"batch_input": [{"ciphertext": old, "reference": "a"}, {"ciphertext": HELLO}]}, name=KEY)
