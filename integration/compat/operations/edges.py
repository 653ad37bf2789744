"""What belongs to no operation: tokens, paths, methods, settings of the whole mount."""

from operations import HELLO, new_key


def run(server):
    new_key(server, "edge", "aes256-gcm96")
    server.call("POST encrypt/:name", "no token", {"plaintext": HELLO}, name="edge", token="")
    server.call("POST encrypt/:name", "an unknown token", {"plaintext": HELLO}, name="edge", token="hvs.unknown")
    server.call("GET nowhere", "an unknown path")
    server.call("GET keys/:name/nowhere", "an unknown path below a key", name="edge")
    server.call("DELETE sign/:name", "by DELETE", name="edge")
    server.call("POST encrypt/:name/", "with a slash at the end", {"plaintext": HELLO}, name="edge")
    server.call("POST keys/:name/rotate", "null as body, as the command line with -f", raw="null", name="edge")
    server.call("GET cache-config", "read")
    server.call("POST cache-config", "change", {"size": 100})
    server.call("GET config/keys", "read")
    server.call("POST config/keys", "change", {"disable_upsert": True})
    server.call("GET keys/:name", "with a field in the query", name="edge", query="?colour=blue")
