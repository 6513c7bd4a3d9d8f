"""The simulation's quick form: seeds hold, a seed replays bit for bit, seeded bugs are seen. See docs/5-trust.md."""

from __future__ import annotations

import ast
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness.simulation.bugs import BUGS, FLEET_BUGS
from harness.simulation.hunt import Stale, hunt, patched
from harness.simulation.seed import play
from harness.simulation.shared import Server
from tests.databases import Databases

ROOT = Path(__file__).parent.parent.parent
SEEDS = (1, 5, 9)
FLEET_SEEDS = (4,)
#: Three bugs that the first seeds show.
QUICK = (
    "settle without compare-and-set: a task that has ended may end again",
    "hold released twice",
    "a charge without its event",
)


def test_seeds_hold_and_replay_bit_for_bit_in_this_process_and_in_another() -> None:
    outcomes = [play(seed) for seed in SEEDS]
    assert [outcome.problems for outcome in outcomes if outcome.problems] == []
    assert sum(outcome.tasks for outcome in outcomes) > len(SEEDS)
    assert sum(outcome.hurt for outcome in outcomes) > 0
    assert len({outcome.digest for outcome in outcomes}) == len(SEEDS)
    assert play(SEEDS[0]) == outcomes[0]
    command = [sys.executable, "-m", "harness", "simulation", "--seed", str(SEEDS[0])]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.split()[-1] == outcomes[0].digest


def test_a_fleet_on_postgresql_holds(databases: Databases) -> None:
    with contextlib.closing(Server(databases.server)) as server:
        outcomes = [play(seed, server) for seed in FLEET_SEEDS]
    assert [outcome.problems for outcome in outcomes if outcome.problems] == []
    assert min(outcome.hurt for outcome in outcomes) > 0


def test_seeded_bugs_are_found() -> None:
    found = list(hunt([bug for bug in BUGS if bug.name in QUICK], 1, 10))
    assert [one.bug.name for one in found if one.seed is None] == []
    assert len(found) == len(QUICK)


def test_every_bugs_patch_fits_the_code() -> None:
    assert len(BUGS) >= 20
    bugs = (*BUGS, *FLEET_BUGS)
    assert len({bug.name for bug in bugs}) == len(bugs)
    for bug in bugs:
        for module in {module for module, _, _ in bug.patches}:
            text = (ROOT / "src" / f"{module.replace('.', '/')}.py").read_text("utf-8")
            compile(patched(text, bug, module), module, "exec")
    with pytest.raises(Stale, match="0 times"):
        patched("", BUGS[0], BUGS[0].patches[0][0])


def test_only_clock_network_and_disk_are_replaced() -> None:
    for path in (ROOT / "harness" / "simulation").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith(("rushes.testing", "tests")), f"{path.name} takes {name} for the real thing"
                if name.startswith("rushes.storage"):
                    assert path.name in ("disk.py", "shared.py"), f"{path.name} reaches into the store by {name}"
