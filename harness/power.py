"""Power loss at every sync: is an answered create, a finished film or a deletion lost, a half file pointed at?

The real app works on a disk that records (`harness/crashdisk.py`); then each moment's possible remains are opened with
the real code. The same is done with the syncs taken out, to show that this harness would see the loss.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog
from rich.console import Console
from rich.table import Table

from harness import accounts
from harness.crashdisk import CHANCE, KEPT, LOST, MEMORY, Disk, Recorder, recorded
from harness.inside import inside, picture, small_film
from rushes.core.event import Progressed
from rushes.core.protocols import Filters, MediaStore, Store
from rushes.core.task import Task
from rushes.errors import NotFound, RushesError
from rushes.media import disk as disk_media
from rushes.media.disk import DiskMedia
from rushes.storage import sqlite as sqlite_store
from rushes.storage.sqlite import open_sqlite

TENANT = "default"
#: How long a start may take to remove what belongs to nothing.
TIDY_SECONDS = 20.0


@dataclass
class Findings:
    """What the remains showed."""

    moments: int = 0
    images: int = 0
    revived: int = 0
    odd: list[str] = field(default_factory=list)


@dataclass
class Known:
    """What clients had been told when the power went."""

    created: set[str] = field(default_factory=set)
    finished: dict[str, str] = field(default_factory=dict)
    #: Those whose deletion was asked for, and those whose deletion was answered.
    leaving: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def hear(self, what: str, task: str, *facts: str) -> None:
        """A client was told one thing more."""
        match what:
            case "created":
                self.created.add(task)
            case "finished":
                self.finished[task] = facts[0]
            case "leaving":
                self.leaving.add(task)
            case "gone":
                self.gone.add(task)


def run(long: bool) -> bool:
    """Print the figures; true when nothing was lost with the syncs, and something without each of them."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    table = Table(title="power loss at every sync: SQLite and media files, unsynced writes lost, kept or torn")
    for column in ("code", "tasks", "moments", "images", "started again", "lost or odd"):
        table.add_column(column, justify="right" if column != "code" else "left")
    tasks, seeds = (80, 12) if long else (8, 2)
    good = True
    for name, change in {**WHOLE, **BROKEN}.items():
        whole, seen = name in WHOLE, replace(accounts.SEEN, wrong=[*accounts.SEEN.wrong])
        found = examine(change, tasks=tasks, seeds=seeds, revive_every=(50 if whole else 0), enough=0 if whole else 20)
        good = good and bool(found.odd) != whole
        accounts.SEEN = accounts.SEEN if whole else seen  # what broken code leaves is no finding
        odd = f"{len(found.odd)}+" if found.odd and not whole else str(len(found.odd))
        table.add_row(name, *(str(value) for value in (tasks, found.moments, found.images, found.revived, odd)))
        for line in found.odd[: 10 if whole else 1]:
            print(f"{name}: {line}")
    Console(width=110).print(table)
    return good


def examine(
    broken: Callable[[], AbstractContextManager[None]],
    *,
    tasks: int,
    seeds: int,
    revive_every: int = 0,
    enough: int = 0,
) -> Findings:
    """Work with the code that `broken` gives, lose power at every moment, look at what is left.

    Each moment's remains are built with everything loose lost, with all of it kept, and by `seeds` chances. Every
    so-many-th is not only looked at but started, until all tasks have ended. Stops at `enough` findings.
    """
    found = Findings()
    with tempfile.TemporaryDirectory(prefix="rushes-power-", dir=MEMORY) as folder:
        here = Path(folder).resolve()
        film, root = small_film(here / "film.mp4"), here / "disk"
        root.mkdir()
        with recorded(root) as recorder, broken():
            for again in range(2):  # the second time on a database that was closed
                asyncio.run(_work(root / "data", recorder, film, tasks // 2, again))
        disk, known = Disk(), Known()
        for at, step in enumerate(recorder.steps):
            if step.kind == "mark":
                known.hear(*step.value)
            if step.kind in ("mark", "sync"):
                found.moments += 1
                _lose_power(here / "image", disk, known, at, seeds, found)
                if revive_every and found.moments % revive_every == 0:
                    _revive(here / "image", disk, known, at, film, found)
                if enough and len(found.odd) >= enough:
                    break
            if step.kind != "mark":
                disk.play(step)
    return found


async def _work(data: Path, recorder: Recorder, film: Path, tasks: int, again: int) -> None:
    """Creates with and without pictures, films, deletions; each told to the recorder once it is answered."""
    async with inside(data, [Progressed(0.2), Progressed(0.7), film]) as app:

        async def one(at: int) -> None:
            pictures = {"image": picture(at)} if at % 2 == 0 else {}
            task = await app.create(**pictures, **({"last_image": picture(at + 1)} if at % 4 == 0 else {}))
            recorder.mark("created", task)
            await app.ended(task)
            recorder.mark("finished", task, hashlib.sha256(await app.film(task)).hexdigest())
            if at % 3 == again:
                recorder.mark("leaving", task)
                await app.delete(task)
                recorder.mark("gone", task)

        await asyncio.gather(*(one(at) for at in range(tasks)))


def _lose_power(target: Path, disk: Disk, known: Known, at: int, seeds: int, found: Findings) -> None:
    """Look at the remains of this moment."""
    for fate, seed in [(LOST, 0), (KEPT, 0), *((CHANCE, at * 1000 + seed) for seed in range(seeds))]:
        found.images += 1
        with _image(target, disk, fate, seed) as data:
            found.odd += [f"step {at}, {fate}, seed {seed}: {fault}" for fault in asyncio.run(_look(data, known))]


def _revive(target: Path, disk: Disk, known: Known, at: int, film: Path, found: Findings) -> None:
    """Start a server on the remains: everything must come to its end, and nothing may lie about."""

    async def story(data: Path) -> None:
        async with inside(data, [film], slots=4) as app:
            listed = (await app.client.get("/v1/videos?limit=100")).raise_for_status().json()["data"]
            for task in listed:
                if (await app.ended(task["id"]))["status"] != "completed":
                    found.odd.append(f"step {at}: {task['id']} has no film after the start")
            with suppress(TimeoutError):  # what is left then is found below
                async with asyncio.timeout(TIDY_SECONDS):
                    while await _orphans(app.parts.store, app.parts.media):
                        await asyncio.sleep(0.02)

    found.revived += 1
    with _image(target, disk, CHANCE, at) as data:
        asyncio.run(story(data))
        found.odd += [f"step {at}, started: {fault}" for fault in asyncio.run(_look(data, known, tidy=True))]


@contextmanager
def _image(target: Path, disk: Disk, fate: str, seed: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        disk.image(Path(folder), fate, seed)
        yield Path(folder) / "data"


async def _look(data: Path, known: Known, *, tidy: bool = False) -> list[str]:
    """What is wrong with the remains, as the real code reads them."""
    promised = known.created - known.leaving
    if not (data / "rushes.db").exists():
        return [f"{len(promised)} answered creates are gone with the database"] if promised else []
    media = DiskMedia(data / "media")
    try:
        store = open_sqlite(data / "rushes.db")
    except RushesError as error:
        return [error.message]
    try:
        try:
            tasks = {task.id: task for task in (await store.page(TENANT, Filters(limit=1000))).tasks}
        except RushesError as error:
            return [error.message]
        faults = [f"{task} was answered and is not there" for task in promised - set(tasks)]
        faults += [f"{task} was deleted and is back" for task in known.gone & set(tasks)]
        for task, digest in known.finished.items():
            if task in tasks and (tasks[task].clip is None or tasks[task].clip.sha256 != digest):
                faults.append(f"{task} was finished and is {tasks[task].status}")
        for task in tasks.values():
            faults += _half_files(task, media)
        if tidy:
            faults += [f"{name} belongs to nothing" for name in await _orphans(store, media)]
    finally:
        await store.close()
    return faults + accounts.look(data / "rushes.db") + _unsound(data / "rushes.db")


async def _orphans(store: Store, media: MediaStore) -> set[str]:
    """Files that no row needs."""
    tasks = (await store.page(TENANT, Filters(limit=1000))).tasks
    return set(await media.names()) - {name for task in tasks for name in task.files}


def _unsound(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a database."""
    with closing(sqlite3.connect(path)) as database:
        try:
            found = str(database.execute("PRAGMA integrity_check").fetchone()[0])
        except sqlite3.DatabaseError as error:
            found = str(error)
    return [] if found == "ok" else [f"integrity: {found}"]


def _half_files(task: Task, media: DiskMedia) -> list[str]:
    """Files of a row that are not there, or not whole."""
    faults = []
    for name, digest in _files(task).items():
        try:
            data = media.path(name).read_bytes()
        except (FileNotFoundError, NotFound):
            faults.append(f"{name} of a task that is {task.status} is not there")
            continue
        if digest and hashlib.sha256(data).hexdigest() != digest:
            faults.append(f"{name} of a task that is {task.status} is not whole: {len(data)} bytes")
        if not digest and not data.endswith(b"\xff\xd9"):  # the last bytes of a JPEG
            faults.append(f"{name} of a task that is {task.status} is cut off")
    return faults


def _files(task: Task) -> dict[str, str | None]:
    """The files that a row points to, each with its digest where the row knows it."""
    frames = (task.request.first_frame, task.request.last_frame)
    files: dict[str, str | None] = {frame.media: frame.sha256 for frame in frames if frame}
    return files | ({task.clip.media: task.clip.sha256, task.clip.poster: None} if task.clip else {})


@contextmanager
def _with(pragma: str) -> Iterator[None]:
    real = sqlite_store._connect

    def connect(path: Path) -> Any:
        connection = real(path)
        connection.execute(f"PRAGMA {pragma}")
        return connection

    with patch.object(sqlite_store, "_connect", connect):
        yield


@contextmanager
def _without_syncs_of(folders: bool) -> Iterator[None]:
    real = disk_media.sync

    def sync(path: Path) -> None:
        if path.is_dir() is not folders or "media" not in path.parts:
            real(path)

    with patch.object(disk_media, "sync", sync):
        yield


#: The code as it is, and with its log written back to the database all the time, which else takes long to come.
WHOLE: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "as it is": nullcontext,
    "a checkpoint every 8 pages": lambda: patch.object(sqlite_store, "MOST_LOG_PAGES", 8),
}
#: The syncs, taken out one kind at a time.
BROKEN: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "synchronous=OFF": lambda: _with("synchronous=OFF"),
    "synchronous=NORMAL": lambda: _with("synchronous=NORMAL"),
    "no fsync of media files": lambda: _without_syncs_of(folders=False),
    "no fsync of media folders": lambda: _without_syncs_of(folders=True),
}
