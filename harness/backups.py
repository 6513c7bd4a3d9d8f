"""Backups while films are made and deleted: does each come back whole, with all that was answered before it?"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

from harness.crashdisk import CHANCE, KEPT, LOST, MEMORY, Disk, recorded
from harness.inside import Inside, inside, picture, small_film
from rushes.core.event import Progressed
from rushes.errors import BackupRefused
from rushes.media.disk import make_folder
from rushes.work.backup import back_up, restore


@dataclass
class Findings:
    """What the backups held, and what came back."""

    backups: int = 0
    tasks: int = 0
    slowest: float = 0.0
    films: int = 0
    odd: list[str] = field(default_factory=list)


@dataclass
class Said:
    """What clients had been told when a backup began, and what they had asked to be deleted when it ended."""

    created: set[str] = field(default_factory=set)
    finished: dict[str, str] = field(default_factory=dict)
    leaving: set[str] = field(default_factory=set)

    def copy(self) -> Said:
        """As it is now."""
        return Said(set(self.created), dict(self.finished), set(self.leaving))


def run(long: bool) -> bool:
    """Print the figures; true when nothing is missing."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    found = under_load(40 if long else 3)
    table = Table(title="backups under load, each restored into an empty folder and started")
    for column in ("backups", "tasks in the last", "slowest", "films that play after", "lost or odd"):
        table.add_column(column, justify="right")
    row = (found.backups, found.tasks, f"{found.slowest:.2f} s", found.films, len(found.odd))
    table.add_row(*(str(value) for value in row))
    Console(width=110).print(table)
    power, odd = power_loss(12 if long else 3)
    print(f"power loss while a backup and a restore are made: {power} images, {len(odd)} lost or odd")
    for line in [*found.odd[:10], *odd[:10]]:
        print(line)
    return not found.odd and not odd


def under_load(backups: int) -> Findings:
    """Four clients create, download and delete; backups are taken meanwhile; each is restored and started."""

    async def story(folder: Path) -> Findings:
        found, said, halt = Findings(), Said(), asyncio.Event()
        film = small_film(folder / "film.mp4")
        taken: list[tuple[Path, Said, set[str]]] = []
        async with inside(folder / "data", [Progressed(0.3), 0.02, film], slots=4) as app:
            clients = [asyncio.create_task(_client(app, at, said, halt)) for at in range(4)]
            for at in range(backups):
                await asyncio.sleep(0.3)
                before, target, began = said.copy(), folder / f"backup-{at}", time.monotonic()
                await asyncio.to_thread(back_up, folder / "data", target)
                found.slowest = max(found.slowest, time.monotonic() - began)
                taken.append((target, before, set(said.leaving)))
            halt.set()
            await asyncio.gather(*clients)
        for target, before, leaving in taken:
            await _comes_back(target, folder / f"{target.name}-again", film, before, leaving, found)
        return found

    with tempfile.TemporaryDirectory(prefix="rushes-backups-") as folder:
        return asyncio.run(story(Path(folder)))


async def _client(app: Inside, at: int, said: Said, halt: asyncio.Event) -> None:
    number = 0
    while not halt.is_set():
        number += 1
        task = await app.create(**({"image": picture(at)} if number % 5 == 0 else {}))
        said.created.add(task)
        if number % 3 == 0:
            continue  # still open when a backup comes, perhaps
        await app.ended(task)
        said.finished[task] = hashlib.sha256(await app.film(task)).hexdigest()
        if number % 4 == 0:
            said.leaving.add(task)
            await app.delete(task)


async def _comes_back(target: Path, data: Path, film: Path, before: Said, leaving: set[str], found: Findings) -> None:
    data.mkdir()
    found.backups, found.tasks = found.backups + 1, restore(target, data).tasks
    async with inside(data, [film], slots=8) as app:
        for task in before.created - leaving:
            answer = await app.client.get(f"/v1/videos/{task}")
            if answer.status_code != 200:
                found.odd.append(f"{target.name}: {task} was answered before and is not in it")
                continue
            ended = await app.ended(task)
            if ended["status"] != "completed":
                found.odd.append(f"{target.name}: {task} ended as {ended['status']}: {ended['error']}")
                continue
            found.films += 1
            digest = hashlib.sha256(await app.film(task)).hexdigest()
            if before.finished.get(task, digest) != digest:
                found.odd.append(f"{target.name}: {task} has another film")


def power_loss(seeds: int) -> tuple[int, list[str]]:
    """Lose power at every sync of a backup and a restore: whichever said it was done is whole afterwards.

    A backup that was not done is not there under its name; a restore that was not done has no database.
    """
    images, odd = 0, []
    with tempfile.TemporaryDirectory(prefix="rushes-backups-", dir=MEMORY) as folder:
        here = Path(folder).resolve()
        asyncio.run(_fill(here / "data", small_film(here / "film.mp4")))
        root = here / "disk"
        root.mkdir()
        with recorded(root) as recorder:
            tasks = back_up(here / "data", root / "safe").tasks
            recorder.mark("safe")
            make_folder(root / "again")
            restore(root / "safe", root / "again")
            recorder.mark("again")
        disk, done = Disk(), set()
        for at, step in enumerate(recorder.steps):
            if step.kind == "mark":
                done.add(step.value[0])
            if step.kind in ("mark", "sync"):
                for fate, seed in [(LOST, 0), (KEPT, 0), *((CHANCE, at * 100 + seed) for seed in range(seeds))]:
                    images += 1
                    with tempfile.TemporaryDirectory(dir=here) as left:
                        disk.image(Path(left), fate, seed)
                        faults = [_whole(Path(left) / name, name in done, tasks) for name in ("safe", "again")]
                        odd += [f"step {at}, {fate}, seed {seed}: {fault}" for fault in faults if fault]
            if step.kind != "mark":
                disk.play(step)
    return images, odd


async def _fill(data: Path, film: Path) -> None:
    async with inside(data, [film]) as app:
        for at in range(4):
            await app.ended(await app.create(**({"image": picture(at)} if at % 2 else {})))


def _whole(folder: Path, said: bool, tasks: int) -> str:
    """What is wrong with a copy, given whether anybody was told that it was made."""
    if not (folder / "rushes.db").exists():
        return f"{folder.name} was made and is gone" if said else ""
    copy = folder.parent / f"copy-of-{folder.name}"
    copy.mkdir()
    try:
        found = restore(folder, copy).tasks
    except BackupRefused as refused:
        return f"{folder.name}: {refused.message}"
    return "" if found == tasks else f"{folder.name} has {found} of {tasks} tasks"
