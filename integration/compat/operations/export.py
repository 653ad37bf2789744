"""What leaves a server: public keys, and what an HSM keeps."""

from operations import new_key

EXPORT = "GET export/:kind/:name"
VERSIONED = "GET export/:kind/:name/:version"


def run(server):
    for key_type in ["rsa-2048", "ecdsa-p256", "ed25519"]:
        name = f"export-{key_type}"
        new_key(server, name, key_type)
        server.call(EXPORT, f"public key of {key_type}", kind="public-key", name=name)
        server.call(VERSIONED, f"version 1 of {key_type}", kind="public-key", name=name, version=1)
        server.call(VERSIONED, f"latest of {key_type}", kind="public-key", name=name, version="latest")
        for form in ["raw", "der", "pem", "xml"]:
            server.call(EXPORT, f"{key_type} as {form}", kind="public-key", name=name, query=f"?format={form}")
    rotated(server, "export-ecdsa-p256")
    new_key(server, "export-aes", "aes256-gcm96")
    server.call(EXPORT, "public key of aes256-gcm96", kind="public-key", name="export-aes")
    server.call(EXPORT, "public key of a missing key", kind="public-key", name="export-absent")
    for kind in ["encryption-key", "hmac-key"]:
        server.call(EXPORT, f"{kind}", kind=kind, name="export-aes")
    server.call(EXPORT, "signing-key", kind="signing-key", name="export-ecdsa-p256")
    server.call(EXPORT, "another kind", kind="everything", name="export-aes")
    server.call("GET backup/:name", "a key", name="export-aes")
    server.call("POST restore/:name", "no backup", {}, name="export-restored")
    server.call("POST restore/:name", "a bad backup", {"backup": "eA=="}, name="export-restored")


def rotated(server, name):
    server.call("POST keys/:name/rotate", "before export", name=name)
    server.call(EXPORT, "public keys of two versions", kind="public-key", name=name)
    server.call(VERSIONED, "version 2", kind="public-key", name=name, version=2)
    server.call(VERSIONED, "latest of two", kind="public-key", name=name, version="latest")
    server.call(VERSIONED, "a version that is too new", kind="public-key", name=name, version=9)
    server.call(VERSIONED, "no version", kind="public-key", name=name, version="first")
    server.call("GET keys/:name", "two versions with public keys", name=name)
