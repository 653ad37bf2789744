"""Random bytes."""


def run(server):
    server.call("POST random", "32 bytes without being asked")
    server.call("POST random", "by fields", {"bytes": 16, "format": "hex"})
    server.call("POST random", "a number as text", {"bytes": "16"})
    server.call("PUT random/:bytes", "by PUT", {}, bytes=64)
    server.call("POST random/:bytes", "hexadecimal", {"format": "hex"}, bytes=8)
    for source in ["platform", "seal", "all", "dice"]:
        server.call("POST random/:source", f"from {source}", {}, source=source)
        server.call("POST random/:source/:bytes", f"from {source}", {}, source=source, bytes=24)
    server.call("POST random/:bytes", "another format", {"format": "octal"}, bytes=8)
    server.call("POST random/:bytes", "none", {}, bytes=0)
    server.call("POST random/:bytes", "fewer than none", {}, bytes=-1)
    server.call("POST random/:bytes", "128 KiB", {}, bytes=131072)
    server.call("POST random/:bytes", "more than 128 KiB", {}, bytes=131073)
    server.call("POST random", "no number", {"bytes": "many"})
