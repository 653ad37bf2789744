"""Decryption, one item."""

import base64

from operations import HELLO, b64, new_key

DECRYPT = "POST decrypt/:name"
ENCRYPT = "POST encrypt/:name"
KEY = "dec"


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    first = server.call(ENCRYPT, "to decrypt", {"plaintext": HELLO}, name=KEY).data["ciphertext"]
    bound = server.call(ENCRYPT, "to decrypt with associated data", {"plaintext": HELLO, "associated_data": b64("for you")}, name=KEY)
    server.call(DECRYPT, "a ciphertext", {"ciphertext": first}, name=KEY)
    server.call("PUT decrypt/:name", "by PUT", {"ciphertext": first}, name=KEY)
    with_data(server, bound.data["ciphertext"])
    malformed(server, first)
    wrong_keys(server, first)
    server.call("POST keys/:name/rotate", "before an old version is shut out", name=KEY)
    server.call("POST keys/:name/config", "shut out version 1", {"min_decryption_version": 2}, name=KEY)
    server.call(DECRYPT, "a version that is too old", {"ciphertext": first}, name=KEY)


def with_data(server, ciphertext):
    server.call(DECRYPT, "with associated data", {"ciphertext": ciphertext, "associated_data": b64("for you")}, name=KEY)
    server.call(DECRYPT, "without its associated data", {"ciphertext": ciphertext}, name=KEY)
    server.call(DECRYPT, "with other associated data", {"ciphertext": ciphertext, "associated_data": b64("you")}, name=KEY)


def malformed(server, ciphertext):
    prefix, _, payload = ciphertext.rpartition(":")
    server.call(DECRYPT, "missing ciphertext", {}, name=KEY)
    server.call(DECRYPT, "empty ciphertext", {"ciphertext": ""}, name=KEY)
    server.call(DECRYPT, "no prefix", {"ciphertext": payload}, name=KEY)
    server.call(DECRYPT, "two fields", {"ciphertext": "vault:v1"}, name=KEY)
    server.call(DECRYPT, "four fields", {"ciphertext": f"{ciphertext}:x"}, name=KEY)
    server.call(DECRYPT, "no version", {"ciphertext": f"vault:one:{payload}"}, name=KEY)
    server.call(DECRYPT, "version v", {"ciphertext": f"vault:v:{payload}"}, name=KEY)
    server.call(DECRYPT, "version 0", {"ciphertext": f"vault:v0:{payload}"}, name=KEY)
    server.call(DECRYPT, "a version that is too new", {"ciphertext": f"vault:v9:{payload}"}, name=KEY)
    server.call(DECRYPT, "bad base64", {"ciphertext": f"{prefix}:***"}, name=KEY)
    server.call(DECRYPT, "nothing after the version", {"ciphertext": f"{prefix}:"}, name=KEY)
    server.call(DECRYPT, "too short", {"ciphertext": f"{prefix}:{b64('short')}"}, name=KEY)
    octets = bytearray(base64.b64decode(payload))
    octets[-1] ^= 1
    server.call(DECRYPT, "tampered", {"ciphertext": f"{prefix}:{b64(bytes(octets))}"}, name=KEY)


def wrong_keys(server, ciphertext):
    server.call(DECRYPT, "missing key", {"ciphertext": ciphertext}, name="dec-absent")
    new_key(server, "dec-other", "aes256-gcm96")
    server.call(DECRYPT, "another key's ciphertext", {"ciphertext": ciphertext}, name="dec-other")
    new_key(server, "dec-rsa", "rsa-2048")
    made = server.call(ENCRYPT, "by RSA, to decrypt", {"plaintext": HELLO}, name="dec-rsa").data["ciphertext"]
    server.call(DECRYPT, "by RSA", {"ciphertext": made}, name="dec-rsa")
    server.call(DECRYPT, "a symmetric ciphertext by RSA", {"ciphertext": ciphertext}, name="dec-rsa")
    new_key(server, "dec-ec", "ecdsa-p256")
    server.call(DECRYPT, "with a key of type ecdsa-p256", {"ciphertext": ciphertext}, name="dec-ec")
