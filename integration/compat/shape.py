"""What of an answer is compared: its status, its fields with their types, its error texts."""

import re

# A longer list is a list of keys, of which there are not equally many.
MANY = 3
# Greater numbers are times.
LARGEST_COMPARED = 1_000_000_000
PREFIX = re.compile(r"vault:v\d+:")
COMPARED_TEXTS = {"type", "name", "reference", "kdf"}


def aspects(answer):
    """The answer as a map from what can be compared to its value, for example "data.keys.1" to "time"."""
    found = {"status": str(answer.status)}
    _walk("", answer.json, found)
    return found


def _walk(path, value, found):
    if isinstance(value, dict):
        for name, child in value.items():
            _walk(f"{path}.{name}" if path else name, child, found)
        if path and not value:
            found[path] = "{}"
    elif isinstance(value, list) and len(value) > MANY:
        found[path] = "list"
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _walk(f"{path}[{index}]", child, found)
        if not value:
            found[path] = "[]"
    elif path:
        found[path] = _leaf(path, value)


def _leaf(path, value):
    name = path.rpartition(".")[2]
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return "time" if value > LARGEST_COMPARED else str(value)
    if is_text(path) or name in COMPARED_TEXTS:
        return re.sub(r"^1 error occurred:\s+\* ", "", value.strip())
    prefix = PREFIX.match(value)
    return prefix[0] if prefix else "text" if value else '""'


def is_text(path):
    """Texts that people read, so they are compared word for word."""
    return path.startswith(("errors[", "warnings[")) or path.endswith(".error")
