"""Deterministic simulation: the shipped server on a virtual clock, a seeded network and a disk in memory.

Only these three are replaced, by `rushes.outside`: store, ledger, feeder, dispatch, worker, janitor, poller, providers
and their wiring are the shipped ones, against the shipped fake-kling. Processes die and freeze between any two steps.
`python -m harness simulation --seed N` plays one seed again; `bugs.py` are the bugs that it must find.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

#: Seeds, and seeds a bug is looked for in.
SHORT, LONG = 1_000, 20_000
SEEDS_A_BUG = 200


def run(long: bool) -> bool:
    """Print the figures; true when no seed broke an invariant and, in the long form, every bug was seen."""
    if not span(1, LONG if long else SHORT):
        return False
    if not long:
        return True
    from harness.simulation.hunt import table

    return table(SEEDS_A_BUG)


def span(first: int, last: int) -> bool:
    """Play these seeds and print what they came to; true when none broke an invariant."""
    from harness.simulation.seed import freeze, play

    began, cpu = time.monotonic(), time.process_time()
    freeze()
    tasks = hurt = steps = 0
    seconds, broken = 0.0, 0
    for number in range(first, last + 1):
        outcome = play(number)
        tasks, hurt, steps = tasks + outcome.tasks, hurt + outcome.hurt, steps + outcome.steps
        seconds += outcome.seconds
        broken += bool(outcome.problems)
        if outcome.problems:
            _tell(number, outcome.problems)
    spent = time.process_time() - cpu
    print(
        f"seeds {first} to {last}, {tasks} tasks, {hurt} deaths and freezes, {steps} steps, {seconds / 3600:.0f} hours "
        f"simulated in {time.monotonic() - began:.0f} s ({spent:.0f} s of CPU): {broken} seeds broken"
    )
    return not broken


def replay(seed: int) -> bool:
    """Play one seed and tell what became of it."""
    from harness.simulation.seed import play

    outcome = play(seed)
    print(
        f"seed {seed}: {outcome.tasks} tasks, {outcome.hurt} deaths and freezes, {outcome.steps} steps, "
        f"{outcome.seconds:.0f} s simulated, trace {outcome.digest}"
    )
    if outcome.problems:
        _tell(seed, outcome.problems)
    return not outcome.problems


def _tell(seed: int, problems: tuple[str, ...]) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=Path(__file__).parent, capture_output=True,
                            text=True, check=False).stdout.strip()  # fmt: skip
    print(f"BROKEN: seed {seed} at {commit or 'an unknown commit'}; again: python -m harness simulation --seed {seed}")
    for problem in problems:
        print(f"    {problem}")
