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

from harness.inside import Inside, inside, picture, small_film
from rushes.core.event import Progressed
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
    found = under_load(40 if long else 5)
    table = Table(title="backups under load, each restored into an empty folder and started")
    for column in ("backups", "tasks in the last", "slowest", "films that play after", "lost or odd"):
        table.add_column(column, justify="right")
    row = (found.backups, found.tasks, f"{found.slowest:.2f} s", found.films, len(found.odd))
    table.add_row(*(str(value) for value in row))
    Console(width=110).print(table)
    for line in found.odd[:10]:
        print(line)
    return not found.odd


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
