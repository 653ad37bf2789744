"""Batches of encryption and decryption."""

from operations import HELLO, b64, new_key

ENCRYPT = "POST encrypt/:name"
DECRYPT = "POST decrypt/:name"
KEY = "batch"
GOOD = {"plaintext": HELLO, "reference": "good"}
BAD = {"plaintext": "***", "reference": "bad"}


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    encryption(server)
    made = server.call(ENCRYPT, "batch to decrypt", {"batch_input": [GOOD, {"plaintext": b64("other")}]}, name=KEY)
    decryption(server, [item["ciphertext"] for item in made.data["batch_results"]])


def encryption(server):
    batch(server, ENCRYPT, "batch of one", [GOOD])
    batch(server, ENCRYPT, "batch with versions", [{**GOOD, "key_version": 1}, {**GOOD, "key_version": "1"}])
    batch(server, ENCRYPT, "batch with associated data", [{**GOOD, "associated_data": b64("for you")}])
    batch(server, ENCRYPT, "batch with a bad item", [GOOD, BAD])
    batch(server, ENCRYPT, "batch with a bad item, other code", [GOOD, BAD], partial_failure_response_code=207)
    batch(server, ENCRYPT, "batch of bad items, other code", [BAD], partial_failure_response_code=207)
    batch(server, ENCRYPT, "batch with a version that is too new", [GOOD, {**GOOD, "key_version": 9}])
    batch(server, ENCRYPT, "batch with an item without plaintext", [GOOD, {"reference": "empty"}])
    batch(server, ENCRYPT, "empty batch", [])
    batch(server, ENCRYPT, "no list as batch", "plaintext")
    batch(server, ENCRYPT, "batch beside a plaintext", [GOOD], plaintext="***")
    batch(server, ENCRYPT, "batch for a missing key", [GOOD], name="batch-absent")


def decryption(server, ciphertexts):
    items = [{"ciphertext": ciphertext, "reference": str(place)} for place, ciphertext in enumerate(ciphertexts)]
    batch(server, DECRYPT, "batch", items)
    batch(server, DECRYPT, "batch with a bad item", [*items, {"ciphertext": "vault:v1:***"}])
    batch(server, DECRYPT, "batch with a tampered item", [*items, {"ciphertext": "vault:v1:" + b64(bytes(64))}])
    batch(server, DECRYPT, "batch with a version that is too new", [{"ciphertext": "vault:v9:" + HELLO}])
    batch(server, DECRYPT, "batch of bad items, other code", [{"ciphertext": "x"}], partial_failure_response_code=207)
    batch(server, DECRYPT, "batch with an item without ciphertext", [*items, {"reference": "empty"}])
    batch(server, DECRYPT, "batch for a missing key", items, name="batch-opens-absent")
    batch(server, DECRYPT, "empty batch", [])


def batch(server, endpoint, case, items, name=KEY, **fields):
    server.call(endpoint, case, {"batch_input": items, **fields}, name=name)
