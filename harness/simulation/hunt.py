"""Are seeded bugs found? Each is patched into the shipped code as it is imported, in a process of its own.

A patch whose text is not there any more, or stands there twice, fails: the bug must be seeded anew.
"""

from __future__ import annotations

import importlib.machinery
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

from rich.console import Console
from rich.table import Table

from harness.simulation.bugs import BUGS, Bug

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Found:
    """In which of the seeds a bug was seen, and what was seen first."""

    bug: Bug
    seeds: tuple[int, ...]
    words: str


class Stale(Exception):
    """A bug's patch does not fit the code any more."""


class _Patched(SourceFileLoader):
    """Loads a module as a bug would have it."""

    def __init__(self, name: str, path: str, bug: Bug) -> None:
        super().__init__(name, path)
        self._bug = bug

    def get_code(self, fullname: str) -> CodeType:
        """The patched code, which is kept nowhere."""
        text = patched(Path(self.path).read_text("utf-8"), self._bug, fullname)
        return compile(text, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, bug: Bug) -> None:
        self._bug = bug

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        """The module's spec, if it is one that the bug is in."""
        if fullname not in {module for module, _, _ in self._bug.patches}:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None and spec.origin is not None:
            spec.loader = _Patched(fullname, spec.origin, self._bug)
        return spec


def patched(text: str, bug: Bug, module: str) -> str:
    """A module's text with the bug. Raises `Stale`."""
    for where, before, after in bug.patches:
        if where == module:
            if text.count(before) != 1:
                raise Stale(f"{bug.name}: its text stands {text.count(before)} times in {module}, not once")
            text = text.replace(before, after)
    return text


def hunt(bug: Bug, first: int, last: int, *, all_seeds: bool) -> Found:
    """Look for a bug in these seeds, in a process of its own; up to the first that shows it unless `all_seeds`."""
    command = [sys.executable, "-m", "harness.simulation.hunt", bug.name, str(first), str(last), str(int(all_seeds))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stale(f"{bug.name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
    said = json.loads(done.stdout.splitlines()[-1])
    return Found(bug, tuple(said["seeds"]), said["words"])


def table(seeds: int) -> bool:
    """Look for every bug in so many seeds and print in how many it was seen; true where each was."""
    shown = Table(title=f"Seeded bugs, each in the seeds 1 to {seeds}")
    for column in ("bug", "seen in", "first in seed", "as"):
        shown.add_column(column)
    missed = []
    for bug in BUGS:
        found = hunt(bug, 1, seeds, all_seeds=True)
        missed += [] if found.seeds else [bug.name]
        shown.add_row(bug.name, str(len(found.seeds)), str(next(iter(found.seeds), "-")), found.words)
    Console(width=160).print(shown)
    print(f"{len(BUGS)} bugs, {len(missed)} of them not found{': ' if missed else ''}{', '.join(missed)}")
    return not missed


def main(name: str, first: int, last: int, all_seeds: bool) -> None:
    """The other side of `hunt`: play the seeds with the bug, and say in JSON which of them show it."""
    bug = next(bug for bug in BUGS if bug.name == name)
    assert not any(module in sys.modules for module, _, _ in bug.patches), "too late: it is loaded without the bug"
    sys.meta_path.insert(0, _Finder(bug))
    from harness.simulation.seed import freeze, play

    freeze()
    seeds, words = [], ""
    for seed in range(first, last + 1):
        problems = play(seed).problems
        if problems:
            seeds.append(seed)
            words = words or problems[0]
            if not all_seeds:
                break
    print(json.dumps({"seeds": seeds, "words": words}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "1")
