"""Signatures by path, version and batch, and signatures that do not verify."""

from operations import HELLO, b64, new_key

SIGN = "POST sign/:name"
VERIFY = "POST verify/:name"
KEY = "signs"


def run(server):
    new_key(server, KEY, "ecdsa-p256")
    made = server.call(SIGN, "the first version", {"input": HELLO}, name=KEY).data["signature"]
    server.call("POST keys/:name/rotate", "before signing", name=KEY)
    server.call(SIGN, "the second version", {"input": HELLO}, name=KEY)
    server.call(SIGN, "by version 1", {"input": HELLO, "key_version": 1}, name=KEY)
    server.call(SIGN, "by version 1, as text", {"input": HELLO, "key_version": "1"}, name=KEY)
    server.call("PUT sign/:name", "by PUT", {"input": HELLO}, name=KEY)
    for algorithm in ["sha1", "sha2-224", "sha2-384", "sha3-384"]:
        path(server, algorithm)
    batches(server, made)
    unverified(server, made)
    server.call("POST keys/:name/config", "sign by version 2 on", {"min_encryption_version": 2, "min_decryption_version": 2}, name=KEY)
    server.call(SIGN, "by a version that is too old", {"input": HELLO, "key_version": 1}, name=KEY)
    server.call(VERIFY, "by a version that is too old", {"input": HELLO, "signature": made}, name=KEY)


def path(server, algorithm):
    signed = server.call("POST sign/:name/:algorithm", algorithm, {"input": HELLO}, name=KEY, algorithm=algorithm)
    body = {"input": HELLO, "signature": signed.data.get("signature", "")}
    server.call("POST verify/:name/:algorithm", algorithm, body, name=KEY, algorithm=algorithm)


def batches(server, made):
    server.call(SIGN, "a batch", {"batch_input": [{"input": HELLO, "reference": "a"}, {"input": b64("other")}]}, name=KEY)
    server.call(SIGN, "a batch with bad items", {"batch_input": [{"input": HELLO}, {"input": "***"}, {}]}, name=KEY)
    server.call(SIGN, "an empty batch", {"batch_input": []}, name=KEY)
    items = [{"input": HELLO, "signature": made}, {"input": b64("other"), "signature": made, "reference": "b"}]
    server.call(VERIFY, "a batch", {"batch_input": items}, name=KEY)
    server.call(VERIFY, "a batch with a bad item", {"batch_input": [*items, {"input": HELLO, "signature": "x"}]}, name=KEY)


def unverified(server, made):
    server.call(VERIFY, "no signature", {"input": HELLO}, name=KEY)
    server.call(VERIFY, "no input", {"signature": made}, name=KEY)
    server.call(VERIFY, "both a signature and a code", {"input": HELLO, "signature": made, "hmac": made}, name=KEY)
    server.call(VERIFY, "no prefix", {"input": HELLO, "signature": made.rpartition(":")[2]}, name=KEY)
    server.call(VERIFY, "no version", {"input": HELLO, "signature": made.replace(":v1:", ":one:")}, name=KEY)
    server.call(VERIFY, "a version that is too new", {"input": HELLO, "signature": made.replace(":v1:", ":v9:")}, name=KEY)
    server.call(VERIFY, "bad base64", {"input": HELLO, "signature": "vault:v1:***"}, name=KEY)
    server.call(VERIFY, "no DER", {"input": HELLO, "signature": "vault:v1:" + b64("x")}, name=KEY)
    server.call(VERIFY, "missing key", {"input": HELLO, "signature": made}, name="signs-absent")
