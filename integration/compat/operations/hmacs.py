"""Message authentication codes, made and verified."""

from operations import HELLO, b64, new_key

HMAC = "POST hmac/:name"
VERIFY = "POST verify/:name"
KEY = "mac"


def run(server):
    new_key(server, KEY, "hmac", key_size=64)
    made = server.call(HMAC, "an input", {"input": HELLO}, name=KEY).data["hmac"]
    server.call("PUT hmac/:name", "by PUT", {"input": HELLO}, name=KEY)
    verifying(server, made)
    for algorithm in ["sha2-224", "sha2-256", "sha2-384", "sha2-512", "sha1", "sha3-256", "md5"]:
        server.call("POST hmac/:name/:algorithm", algorithm, {"input": HELLO}, name=KEY, algorithm=algorithm)
        server.call(HMAC, f"{algorithm} as a field", {"input": HELLO, "algorithm": algorithm}, name=KEY)
    refused(server)
    for key_type in ["aes256-gcm96", "rsa-2048", "ecdsa-p256"]:
        new_key(server, f"mac-{key_type}", key_type)
        server.call(HMAC, f"with a key of type {key_type}", {"input": HELLO}, name=f"mac-{key_type}")
    server.call(HMAC, "a batch", {"batch_input": [{"input": HELLO, "reference": "a"}, {"input": b64("other")}]}, name=KEY)
    server.call(HMAC, "a batch with a bad item", {"batch_input": [{"input": HELLO}, {"input": "***"}, {}]}, name=KEY)


def verifying(server, made):
    server.call(VERIFY, "a code", {"input": HELLO, "hmac": made}, name=KEY)
    server.call(VERIFY, "another input's code", {"input": b64("other"), "hmac": made}, name=KEY)
    server.call(VERIFY, "a code by another hash", {"input": HELLO, "hmac": made, "hash_algorithm": "sha2-512"}, name=KEY)
    server.call(VERIFY, "a code without prefix", {"input": HELLO, "hmac": made.rpartition(":")[2]}, name=KEY)
    server.call(VERIFY, "a code of a version that is too new", {"input": HELLO, "hmac": made.replace(":v1:", ":v9:")}, name=KEY)
    server.call(VERIFY, "a code in bad base64", {"input": HELLO, "hmac": "vault:v1:***"}, name=KEY)
    server.call(VERIFY, "a batch of codes", {"batch_input": [{"input": HELLO, "hmac": made}, {"input": b64("other"), "hmac": made}]}, name=KEY)


def refused(server):
    server.call(HMAC, "no input", {}, name=KEY)
    server.call(HMAC, "bad base64", {"input": "***"}, name=KEY)
    server.call(HMAC, "a version that is too new", {"input": HELLO, "key_version": 9}, name=KEY)
    server.call(HMAC, "missing key", {"input": HELLO}, name="mac-absent")
