"""Where the answers of two servers to the same call differ."""

import re
from dataclasses import dataclass

from shape import aspects, is_text

# Nobody expects these to be equal.
IGNORED = {"request_id"}


@dataclass(frozen=True)
class Difference:
    """
    One thing that differs. If the status does, nothing else is compared, and the sides say what the answers were;
    else aspect names a field of the answer, with N for a number in its path, and a side is None where it is absent.
    """

    endpoint: str
    case: str
    aspect: str
    openbao: str | None
    bridge: str | None


def differences(call, openbao, bridge):
    if openbao.status != bridge.status:
        return [Difference(call.endpoint, call.case, "status", outcome(openbao), outcome(bridge))]
    ours, theirs = aspects(bridge), aspects(openbao)
    every = {**theirs, **ours}
    paths = [path for path in every if theirs.get(path) != ours.get(path) and path not in IGNORED and not is_list(path, every)]
    found = {(general(path), theirs.get(path), ours.get(path)): None for path in paths}
    return [Difference(call.endpoint, call.case, aspect, *sides) for aspect, *sides in found]


def is_list(path, every):
    """Whether a side has a list here; the other one then shows it by the items that it lacks."""
    return any(other.startswith(f"{path}[") for other in every)


def outcome(answer):
    texts = [value for path, value in aspects(answer).items() if is_text(path)]
    return " ".join([str(answer.status), *texts])


def general(path):
    return re.sub(r"(?<=[.\[])\d+(?=[.\]]|$)", "N", path)
