"""The page about the differences, in Markdown."""

from collections import Counter

INTRODUCTION = """\
# The Transit API, compared with OpenBao's

Made by `integration/compat/compare.py`, which `TransitCompatibilityIT` runs: the same calls go to the packaged bridge in
front of SoftHSM and to the `transit` mount of an OpenBao. Compared are the status, the fields with their types and
numbers, and the texts of errors and warnings word for word; not what is secret, random or a time. The test fails if this
page is out of date, if a difference has no reason below, or if a reason has no difference any more.

`N` stands for a number in the name of a field. What stands beside a call names the case, as the calls in
`integration/compat/operations` do.
"""
# What differs in more endpoints than this differs everywhere.
FEW = 3
PREPARATION = " for what follows ("


def text(explained, calls):
    everywhere = widespread(explained)
    parts = [INTRODUCTION, "## Differences\n"]
    for reason, differences in explained.items():
        parts.append(f"{reason.why.strip()}\n\n{table(differences, everywhere)}")
    differing = {(one.endpoint, one.case) for many in explained.values() for one in many if what(one) not in everywhere}
    parts.append("## The same\n")
    parts.append(same([call for call in calls if (call.endpoint, call.case) not in differing]))
    return "\n".join(parts)


def what(difference):
    return difference.aspect, difference.openbao, difference.bridge


def widespread(explained):
    pairs = {(what(one), one.endpoint) for differences in explained.values() for one in differences}
    counts = Counter(found for found, _ in pairs)
    return {found for found, count in counts.items() if count > FEW}


def table(differences, everywhere):
    """A row for each endpoint and outcome, with the cases that have it."""
    rows = {}
    for one in differences:
        place = None if what(one) in everywhere else one.endpoint
        rows.setdefault((place, *what(one)), []).append(one.case)
    lines = ["| call | OpenBao | bridge |", "| --- | --- | --- |"]
    for (endpoint, aspect, openbao, bridge), cases in rows.items():
        call = f"{code(endpoint)}: {listing(cases)}" if endpoint else "every call that answers it"
        lines.append(f"| {call} | {side(aspect, openbao)} | {side(aspect, bridge)} |")
    return "\n".join(lines) + "\n"


def side(aspect, value):
    if aspect == "status":
        status, _, words = value.partition(" ")
        return f"{status} {escaped(words)}".strip()
    if value is None:
        return f"no {code(aspect)}"
    return escaped(value) if aspect.startswith(("errors[", "warnings[")) else f"{code(aspect)}: {escaped(value)}"


def same(calls):
    cases = {}
    for call in calls:
        cases.setdefault(call.endpoint, []).append(call.case)
    return "".join(f"- {code(endpoint)}: {listing(names)}\n" for endpoint, names in cases.items())


def listing(cases):
    shown = [case for case in cases if PREPARATION not in case]
    return escaped("; ".join(shown or ["made for other calls"]))


def code(value):
    return f"`{value}`"


def escaped(value):
    return value.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("\n", " ")
