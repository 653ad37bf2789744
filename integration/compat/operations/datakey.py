"""Data keys."""

from operations import b64, new_key

DATAKEY = "POST datakey/:kind/:name"
KEY = "datakey"


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    made = server.call(DATAKEY, "in clear too", kind="plaintext", name=KEY).data
    server.call("POST decrypt/:name", "a data key", {"ciphertext": made["ciphertext"]}, name=KEY)
    server.call(DATAKEY, "wrapped only", {}, kind="wrapped", name=KEY)
    server.call("PUT datakey/:kind/:name", "by PUT", {}, kind="wrapped", name=KEY)
    for bits in [128, 256, 512, "512"]:
        server.call(DATAKEY, f"of {bits!r} bits", {"bits": bits}, kind="plaintext", name=KEY)
    server.call(DATAKEY, "with associated data", {"associated_data": b64("for you")}, kind="wrapped", name=KEY)
    server.call(DATAKEY, "of 100 bits", {"bits": 100}, kind="plaintext", name=KEY)
    server.call(DATAKEY, "another kind", {}, kind="clear", name=KEY)
    server.call(DATAKEY, "missing key", {}, kind="wrapped", name="datakey-absent")
    new_key(server, "datakey-ec", "ecdsa-p256")
    server.call(DATAKEY, "with a key of type ecdsa-p256", {}, kind="wrapped", name="datakey-ec")
    new_key(server, "datakey-rsa", "rsa-2048")
    server.call(DATAKEY, "by RSA", {}, kind="wrapped", name="datakey-rsa")
