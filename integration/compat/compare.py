#!/usr/bin/env -S python3 -B
"""
Calls OpenBao and the bridge alike, compares what they answer, and writes the page that says how they differ. Ends with
an error if a difference has no reason in reasons.toml, or a reason there has no difference.

usage: compare.py OPENBAO_ADDRESS BRIDGE_ADDRESS BRIDGE_CA PAGE; the tokens are in OPENBAO_TOKEN and BRIDGE_TOKEN
"""

import importlib
import os
import pkgutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import operations
import page
import reasons
from differences import differences
from server import Server


def main(openbao_address, bridge_address, authority, target):
    openbao = Server("OpenBao", openbao_address, os.environ["OPENBAO_TOKEN"])
    bridge = Server("the bridge", bridge_address, os.environ["BRIDGE_TOKEN"], authority)
    with ThreadPoolExecutor() as both:
        list(both.map(call_all, [openbao, bridge]))
    explained, problems = explain(all_differences(openbao, bridge), reasons.read())
    Path(target).write_text(page.text(explained, list(openbao.answers)))
    for problem in problems:
        print(problem)
    print(f"{len(openbao.answers)} calls, {sum(map(len, explained.values()))} differences")
    return 1 if problems else 0


def call_all(server):
    for module in pkgutil.iter_modules(operations.__path__):
        run = getattr(importlib.import_module(f"operations.{module.name}"), "run", None)
        if run:
            run(server)


def all_differences(openbao, bridge):
    if openbao.answers.keys() != bridge.answers.keys():
        raise RuntimeError(f"not the same calls: {openbao.answers.keys() ^ bridge.answers.keys()}")
    return [found for call, answer in openbao.answers.items() for found in differences(call, answer, bridge.answers[call])]


def explain(found, known):
    """The differences by reason, and what is wrong: differences without a reason, reasons without a difference."""
    explained = {reason: [] for reason in known}
    problems = []
    for difference in found:
        reason = next((reason for reason in known if reason.explains(difference)), None)
        if reason is None:
            problems.append(f"no reason for {difference.endpoint} | {difference.case} | {difference.aspect}:\n"
                            f"    OpenBao    {difference.openbao}\n    the bridge {difference.bridge}")
        else:
            explained[reason].append(difference)
    for reason, differences_of_it in explained.items():
        problems += [f"a reason without a difference, {pattern!r}: {reason.why}" for pattern in reason.stale(differences_of_it)]
    return explained, problems


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
