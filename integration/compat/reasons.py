"""Why the bridge answers otherwise than OpenBao; the reasons themselves are in reasons.toml."""

import fnmatch
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("reasons.toml")
SELECTORS = {"endpoints": "endpoint", "cases": "case", "aspects": "aspect", "openbao": "openbao", "bridge": "bridge"}


@dataclass(frozen=True)
class Reason:
    """Explains the differences of which each part matches one of its patterns, as file names do."""

    why: str
    endpoints: tuple[str, ...] = ("*",)
    cases: tuple[str, ...] = ("*",)
    aspects: tuple[str, ...] = ("*",)
    openbao: tuple[str, ...] = ("*",)
    bridge: tuple[str, ...] = ("*",)

    def explains(self, difference):
        return all(
            any(matches(getattr(difference, name), pattern) for pattern in getattr(self, selector))
            for selector, name in SELECTORS.items()
        )

    def stale(self, explained):
        """The patterns that match nothing of what this reason explains."""
        for selector, name in SELECTORS.items():
            texts = [getattr(difference, name) for difference in explained]
            yield from (pattern for pattern in getattr(self, selector) if not any(matches(text, pattern) for text in texts))


def matches(text, pattern):
    return fnmatch.fnmatchcase(text or "", pattern.replace("[", "[[]"))


def read(file=FILE):
    entries = tomllib.loads(file.read_text())["reason"]
    return [Reason(**{name: value if name == "why" else tuple(value) for name, value in entry.items()}) for entry in entries]
