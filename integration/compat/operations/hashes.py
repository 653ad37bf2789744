"""Hashes, which need no key."""

from operations import HELLO

ALGORITHMS = [f"{family}-{bits}" for family in ("sha2", "sha3") for bits in (224, 256, 384, 512)]


def run(server):
    server.call("POST hash", "without an algorithm", {"input": HELLO})
    server.call("PUT hash", "by PUT, as base64", {"input": HELLO, "format": "base64"})
    for algorithm in [*ALGORITHMS, "sha1", "md5"]:
        server.call("POST hash/:algorithm", algorithm, {"input": HELLO}, algorithm=algorithm)
        server.call("POST hash", f"{algorithm} as a field", {"input": HELLO, "algorithm": algorithm})
    server.call("POST hash", "no input", {})
    server.call("POST hash", "bad base64", {"input": "***"})
    server.call("POST hash", "another format", {"input": HELLO, "format": "octal"})
