"""
The calls, a module for each operation. Each module has a function run(server), which makes its own keys and depends
on no other module; the order of the calls within it counts.
"""

import base64


def b64(text):
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


HELLO = b64("the quick brown fox")


def new_key(server, name, key_type, **fields):
    """Makes a key for the calls that follow; the test of creation itself is keys.py."""
    answer = server.call("POST keys/:name", f"{key_type} for what follows ({name})", {"type": key_type, **fields}, name=name)
    if answer.status != 200:
        raise RuntimeError(f"{server.name} made no {key_type} key {name}: {answer.status} {answer.errors}")
    return answer
