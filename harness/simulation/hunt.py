"""Are seeded bugs found? Each is patched into the shipped code as it is imported, in a process of its own.

A patch whose text is not there any more, or stands there twice, fails: the bug must be seeded anew.
"""

from __future__ import annotations

import importlib.machinery
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

from rich.console import Console
from rich.table import Table

from harness.simulation import server_of
from harness.simulation.bugs import BUGS, FLEET_BUGS, Bug

POSTGRES = "postgres"
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Found:
    """The first seed that showed a bug, and as what."""

    bug: Bug
    seed: int | None
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


def hunt(bugs: Sequence[Bug], first: int, last: int, *, postgres: bool = False) -> Iterator[Found]:
    """Look for each bug in these seeds, up to the first that shows it. `postgres`: in a fleet on it."""
    names = [POSTGRES if postgres else "", *(bug.name for bug in bugs)]
    command = [sys.executable, "-m", "harness.simulation.hunt", str(first), str(last), *names]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as hunting:
        assert hunting.stdout is not None
        for bug, line in zip(bugs, hunting.stdout, strict=False):
            yield Found(bug, *json.loads(line))
    if hunting.returncode:
        raise Stale("a bug could not be seeded; what was wrong with it stands above")


def table(bugs: Sequence[Bug], seeds: int, *, postgres: bool = False) -> bool:
    """Look for every bug in so many seeds and print which of them showed it; true where each was seen."""
    shown = Table(title=f"Seeded bugs, each in the seeds 1 to {seeds}{' on PostgreSQL' if postgres else ''}")
    for column in ("bug", "seen in seed", "as"):
        shown.add_column(column)
    missed = []
    for found in hunt(bugs, 1, seeds, postgres=postgres):
        print(f"{found.bug.name}: {found.seed or 'NOT SEEN'}", flush=True)
        missed += [] if found.seed else [found.bug.name]
        shown.add_row(found.bug.name, str(found.seed or "-"), found.words)
    Console(width=160).print(shown)
    print(f"{len(bugs)} bugs, {len(missed)} of them not seen{': ' if missed else ''}{', '.join(missed)}")
    return not missed


def main(first: int, last: int, database: str, names: Sequence[str]) -> None:
    """The other side of `hunt`: for each bug a process that has it, and a line of JSON of what it has seen."""
    import av  # noqa: F401  what takes long to import and holds no bug is there for all of them
    import fastapi  # noqa: F401
    import numpy as np  # noqa: F401
    import pydantic_settings  # noqa: F401
    import uvicorn  # noqa: F401

    for name in names:
        bug = next(bug for bug in (*BUGS, *FLEET_BUGS) if bug.name == name)
        child = os.fork()
        if not child:
            print(json.dumps(_seen(bug, first, last, postgres=database == POSTGRES)), flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(1)


def _seen(bug: Bug, first: int, last: int, *, postgres: bool) -> tuple[int | None, str]:
    """The first seed that shows the bug, and as what."""
    assert not any(name.partition(".")[0] == "rushes" for name in sys.modules), "too late: it is loaded without the bug"
    sys.meta_path.insert(0, _Finder(bug))
    from harness.simulation.seed import freeze, play

    with server_of(postgres) as server:
        freeze()
        for seed in range(first, last + 1):
            if problems := play(seed, server).problems:
                return seed, problems[0]
    return None, ""


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
