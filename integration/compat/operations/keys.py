"""Making, reading and listing keys."""

TYPES = ["aes256-gcm96", "rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "ed25519"]
CREATE = "POST keys/:name"
READ = "GET keys/:name"


def run(server):
    for key_type in TYPES:
        server.call(CREATE, key_type, {"type": key_type}, name=f"keys-{key_type}")
        server.call(READ, key_type, name=f"keys-{key_type}")
    server.call(CREATE, "hmac of 64 bytes", {"type": "hmac", "key_size": 64}, name="keys-hmac")
    server.call(READ, "hmac", name="keys-hmac")
    server.call(CREATE, "no body", name="keys-default")
    server.call("PUT keys/:name", "by PUT", {"type": "aes256-gcm96"}, name="keys-put")
    server.call(CREATE, "the same again", {"type": "aes256-gcm96"}, name="keys-default")
    server.call(CREATE, "another type for a key that is there", {"type": "rsa-2048"}, name="keys-default")
    refused(server)
    server.call(READ, "missing key", name="keys-absent")
    server.call("LIST keys", "by LIST")
    server.call("GET keys", "by GET with list=true", query="?list=true")
    server.call("LIST keys/", "with a slash at the end")
    server.call("LIST keys", "the first two", query="?limit=2")
    server.call("LIST keys", "after a name", query="?after=keys-put")


def refused(server):
    server.call(CREATE, "a type that nobody knows", {"type": "rot13"}, name="keys-unknown")
    for key_type in ["aes128-gcm96", "chacha20-poly1305", "xchacha20-poly1305"]:
        server.call(CREATE, key_type, {"type": key_type}, name=f"keys-{key_type}")
    server.call(CREATE, "hmac without a size", {"type": "hmac"}, name="keys-hmac-default")
    server.call(CREATE, "hmac of 32 bytes", {"type": "hmac", "key_size": 32}, name="keys-hmac-32")
    server.call(CREATE, "derived", {"derived": True}, name="keys-derived")
    server.call(CREATE, "convergent", {"derived": True, "convergent_encryption": True}, name="keys-convergent")
    server.call(CREATE, "exportable", {"exportable": True}, name="keys-exportable")
    server.call(CREATE, "plaintext backup", {"allow_plaintext_backup": True}, name="keys-backup")
    server.call(CREATE, "rotated by time", {"auto_rotate_period": "24h"}, name="keys-rotated")
    server.call(CREATE, "false said in words", {"derived": "false", "exportable": "false"}, name="keys-words")
    server.call(CREATE, "a name in capitals", {}, name="KEYS")
    server.call(CREATE, "a name that looks like a version", {}, name="keys-v2")
    server.call(CREATE, "a field that nobody knows", {"colour": "blue"}, name="keys-colour")
    server.call(CREATE, "no JSON", raw="type=aes256-gcm96", name="keys-raw")
