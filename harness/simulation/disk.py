"""The disk of a simulation: SQLite in memory, which outlives the processes that write it, and a folder for films.

The store is the shipped one, its statements, its transactions and its group commit included; its threads are steps of
the process's loop, so that a death comes between any two of them. What a loss of power does to syncs is shown by
`harness/power.py`.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import apsw

from harness.simulation.loop import Loop
from rushes import ground
from rushes.core.clip import Probe
from rushes.ground import Ground
from rushes.media import probe as films
from rushes.media.disk import DiskMedia
from rushes.providers import copying
from rushes.settings import Settings
from rushes.storage.lane import Lane
from rushes.storage.lock import Owned
from rushes.storage.sqlite import SqliteEngine, migrated
from rushes.storage.store import TaskStore
from rushes.work import worker

T = TypeVar("T")
#: SQLite's own file system in memory: paths that begin with a slash name one database for all connections.
MEMORY = "memdb"
#: How long a transaction takes, at most.
SLOWEST = 0.02


class Disk:
    """What a machine's processes share. `committed` is called after each commit."""

    def __init__(self, folder: Path, name: str, chance: random.Random, committed: Callable[[], None]) -> None:
        self.folder, self.path, self.chance, self.committed = folder, Path(f"/{name}/rushes.db"), chance, committed
        #: Keeps the database while no process has it open.
        self.database = apsw.Connection(str(self.path), vfs=MEMORY)
        with self.database.backup("main", _template(), "main") as copy:
            copy.step()

    @property
    def cuts(self) -> int:
        """How many connections to it broke: a file has none."""
        return 0

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database, past all processes."""
        return list(self.database.execute(statement, values))

    def close(self) -> None:
        """All of it is gone."""
        self.database.close()

    @asynccontextmanager
    async def stand(
        self, loop: Loop, number: int, shared: bool, settings: Settings, owned: Owned | None, *, works: bool
    ) -> AsyncIterator[Ground]:
        """The ground of one process, as `ground.ground` opens it."""
        work = self.folder / f"work{number}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        media = DiskMedia(self.folder / "media")
        media.clean(0.0 if shared else None)
        store = await self.store(settings)
        yield Ground(store, media, work, shared, [] if shared else await media.names())

    async def store(self, settings: Settings) -> TaskStore:
        """The store of one process."""
        return TaskStore(SqliteEngine(self.path, partial(InlineLane, self)))


class InlineLane(Lane):
    """A lane whose jobs are done in steps of the process's loop, a while after they were given."""

    def __init__(self, disk: Disk, *arguments: Any, **options: Any) -> None:
        self._disk = disk
        super().__init__(*arguments, **options)

    async def run(self, work: Callable[[apsw.Connection], T]) -> T:
        """The result of the work."""
        asyncio.get_running_loop().call_later(self._disk.chance.random() * SLOWEST, self._do)
        return await super().run(work)

    def _begin(self, name: str) -> None:
        """There is no thread."""

    def _end(self) -> None:
        """Nothing runs beside this."""
        self._serve()

    def _do(self) -> None:
        if self._open and not self._jobs.empty() and (first := self._jobs.get_nowait()) is not None:
            self._turn(first)
            if self._writes:
                self._disk.committed()


@contextmanager
def in_memory(clock: Callable[[], float]) -> Iterator[None]:
    """Databases lie in memory and have this clock, and a film is decoded once for all that hold the same bytes."""

    def adapt(connection: apsw.Connection) -> None:
        connection.create_scalar_function("unixepoch", lambda *_: clock(), -1, deterministic=False)

    apsw.set_default_vfs(MEMORY)
    apsw.connection_hooks.append(adapt)
    try:
        with (
            patch.object(copying, "probe", _probe),
            patch.object(worker, "probe", _probe),
            patch.object(worker, "poster", _poster),
            patch.object(ground, "clear_dead", lambda _: 0),  # a folder's age is real time, which does not pass here
        ):
            yield
    finally:
        apsw.connection_hooks.remove(adapt)
        apsw.set_default_vfs("unix")


def _probe(path: Path) -> Probe:
    return _known(films.probe, path)


def _poster(path: Path) -> bytes:
    return _known(films.poster, path)


_seen: dict[tuple[Any, bytes], Any] = {}


def _known(look: Callable[[Path], T], path: Path) -> T:
    """What the shipped function says of a file with these bytes; a refusal is asked for each time."""
    key = look, path.read_bytes()
    if key not in _seen:
        _seen[key] = look(path)
    found: T = _seen[key]
    return found


@cache
def _template() -> apsw.Connection:
    """A database of the shipped schema."""
    path = Path("/template/rushes.db")
    kept = apsw.Connection(str(path), vfs=MEMORY)
    migrated(path)
    return kept
