"""Deterministic simulation: the shipped server on a virtual clock, a seeded network and a disk in memory.

Only these three are replaced, by `rushes.outside`: store, ledger, feeder, dispatch, worker, janitor, poller, providers
and their wiring are the shipped ones, against the shipped fake-kling. Processes die and freeze between any two steps.
`python -m harness simulation --seed N` plays one seed again; `bugs.py` are the bugs that it must find. With
`--postgres` the database is a real PostgreSQL that a fleet shares (`shared.py`).
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.simulation.shared import Server

#: Seeds, those of a fleet on PostgreSQL, and seeds a bug is looked for in.
SHORT, LONG = 1_000, 20_000
SHORT_FLEET, LONG_FLEET = 5, 200
SEEDS_A_BUG = 200


def run(long: bool) -> bool:
    """Print the figures; true when no seed broke an invariant and, in the long form, every bug was seen."""
    if not span(1, LONG if long else SHORT) or not span(1, LONG_FLEET if long else SHORT_FLEET, postgres=True):
        return False
    if not long:
        return True
    from harness.simulation.bugs import BUGS, FLEET_BUGS
    from harness.simulation.hunt import table

    return table(BUGS, SEEDS_A_BUG) and table(FLEET_BUGS, SEEDS_A_BUG, postgres=True)


def span(first: int, last: int, *, postgres: bool = False) -> bool:
    """Play these seeds and print what they came to; true when none broke an invariant. `postgres`: of a fleet on it."""
    from harness.simulation.seed import freeze, play

    began, cpu = time.monotonic(), time.process_time()
    tasks = hurt = steps = cuts = 0
    seconds, broken = 0.0, 0
    with server_of(postgres) as server:
        freeze()
        for number in range(first, last + 1):
            outcome = play(number, server)
            tasks, hurt, steps = tasks + outcome.tasks, hurt + outcome.hurt, steps + outcome.steps
            seconds, cuts = seconds + outcome.seconds, cuts + outcome.cuts
            broken += bool(outcome.problems)
            if outcome.problems:
                _tell(number, outcome.problems, postgres=postgres)
    spent = time.process_time() - cpu
    print(
        f"seeds {first} to {last}{' on PostgreSQL' if postgres else ''}, {tasks} tasks, {hurt} deaths and freezes, "
        f"{f'{cuts} connections cut, ' if postgres else ''}{steps} steps, {seconds / 3600:.0f} hours simulated in "
        f"{time.monotonic() - began:.0f} s ({spent:.0f} s of CPU): {broken} seeds broken"
    )
    return not broken


def replay(seed: int, *, postgres: bool = False) -> bool:
    """Play one seed and tell what became of it."""
    from harness.simulation.seed import play

    with server_of(postgres) as server:
        outcome = play(seed, server)
    print(
        f"seed {seed}: {outcome.tasks} tasks, {outcome.hurt} deaths and freezes, {outcome.steps} steps, "
        f"{outcome.seconds:.0f} s simulated, trace {outcome.digest}"
    )
    if outcome.problems:
        _tell(seed, outcome.problems, postgres=postgres)
    return not outcome.problems


@contextmanager
def server_of(postgres: bool) -> Iterator[Server | None]:
    """A PostgreSQL of its own for the block, if one is wanted."""
    if not postgres:
        yield None
        return
    from harness.simulation.shared import served

    with served() as server:
        yield server


def _tell(seed: int, problems: tuple[str, ...], *, postgres: bool) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=Path(__file__).parent, capture_output=True,
                            text=True, check=False).stdout.strip()  # fmt: skip
    again = f"python -m harness simulation{' --postgres' if postgres else ''} --seed {seed}"
    print(f"BROKEN: seed {seed} at {commit or 'an unknown commit'}; again: {again}")
    for problem in problems:
        print(f"    {problem}")
