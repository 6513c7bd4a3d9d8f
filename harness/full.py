"""A full disk and I/O errors on every write path: is each refusal clear, is nothing half left, does it heal by itself?

Faults come from `harness/faultydisk.py` into the real app; one app lives through all of them. Then I/O errors at random
under creates; and, where this user may make a name space, a real server on a real full disk.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx2
import structlog
from rich.console import Console
from rich.table import Table

from harness.faultydisk import BROKEN, DATABASE, FULL, LOG, MEDIA, Faults, faulty
from harness.fulldisk import Outcome, possible, real_disk
from harness.inside import BODY, PATH, PATIENCE_SECONDS, Inside, inside, picture, small_film
from rushes.core.event import Progressed
from rushes.core.protocols import Filters
from rushes.core.task import Status
from rushes.media.disk import DiskMedia
from rushes.work import again, feeder, sweep

SHARE, SLOTS = 0.05, 2
OPEN = Filters(statuses=frozenset({"queued", "in_progress"}))
PICTURED = {**BODY, "image": picture(1)}
#: Which kinds of faults the first place meets, which the second, and so on in turns.
Kinds = tuple[tuple[str, ...], ...]
Try = Callable[[Inside, str], Awaitable[httpx2.Response]]


@dataclass
class Findings:
    """What one write path did."""

    tried: int = 0
    refused: int = 0
    healed: int = 0
    odd: list[str] = field(default_factory=list)


async def _create(app: Inside, _: str) -> httpx2.Response:
    return await app.client.post(PATH, json=BODY)


async def _create_with_picture(app: Inside, _: str) -> httpx2.Response:
    return await app.client.post(PATH, json=PICTURED)


async def _cancel(app: Inside, task: str) -> httpx2.Response:
    return await app.client.post(f"/v1/videos/{task}/cancel")


async def _delete(app: Inside, task: str) -> httpx2.Response:
    return await app.client.delete(f"/v1/videos/{task}")


#: Requests that write: what they are, where the disk may fail them, whether they need a waiting or a finished task.
REQUESTS: dict[str, tuple[Try, tuple[str, ...], str]] = {
    "create": (_create, DATABASE, ""),
    "create with a picture": (_create_with_picture, (*DATABASE, *MEDIA[:4]), ""),
    "cancel": (_cancel, DATABASE, "waiting"),
    "delete": (_delete, DATABASE, "finished"),
}
#: What a run writes by itself.
RUNS = {
    "events of a run": DATABASE,
    "keeping a film": ("media sync", "media rename", "media folder"),
    "keeping a poster": ("media write",),
}


def run(long: bool) -> bool:
    """Print the figures; true when every refusal was clear and nothing was lost."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # runs break here by design
    table = Table(title="disk full and I/O errors on every write path, previs, SQLite")
    for column in ("write path", "faults", "refused with 503", "healed by itself", "odd"):
        table.add_column(column, justify="left" if column == "write path" else "right")
    good = True
    for name, found in every_path().items():
        good = good and not found.odd
        refused = str(found.refused) if name in REQUESTS else "-"
        table.add_row(name, str(found.tried), refused, str(found.healed), str(len(found.odd)))
        for line in found.odd:
            print(f"{name}: {line}")
    Console(width=110).print(table)
    outcomes = {f"{SHARE:.0%} of writes and syncs fail": at_random(2000 if long else 200)}
    if possible():
        outcomes["a real server on a full tmpfs"] = real_disk(rounds=5 if long else 1)
    else:
        print("A real full disk is left out: this user may not make a name space.")
    return _report(outcomes) and good


def _report(outcomes: dict[str, Outcome]) -> bool:
    table = Table(title="creates under it")
    for column in ("disk", "asked", "answered", "refused with 503", "stored", "films", "lost or odd"):
        table.add_column(column, justify="left" if column == "disk" else "right")
    for name, found in outcomes.items():
        row = (found.asked, len(found.answered), found.refused, found.stored, found.films, len(found.odd))
        table.add_row(name, *(str(value) for value in row))
        for line in found.odd[:10]:
            print(f"{name}: {line}")
    Console(width=110).print(table)
    return all(not found.odd and found.refused for found in outcomes.values())


def every_path(*, both: bool = True) -> dict[str, Findings]:
    """Each write path with each fault, in one app that is never started again; not `both`, the kinds take turns."""

    async def story(folder: Path, faults: Faults) -> dict[str, Findings]:
        film = small_film(folder / "film.mp4")
        script = [Progressed(0.2), 0.05, film]
        found: dict[str, Findings] = {}
        kinds: Kinds = ((FULL, BROKEN),) if both else ((FULL,), (BROKEN,))
        async with inside(folder / "data", script) as app:
            for name, (ask, places, needs) in REQUESTS.items():
                found[name] = await _requests(app, faults, ask, places, needs, kinds)
            for name, places in RUNS.items():
                found[name] = await _runs(app, faults, places, kinds)
            found["left over"] = Findings(odd=await _leftovers(app, folder / "data" / "media"))
        found["start after a crash"] = await _starts(folder / "data", faults, film)
        return found

    with _place() as (folder, faults), _impatient():
        return asyncio.run(story(folder, faults))


async def _starts(data: Path, faults: Faults, film: Path) -> Findings:
    """A server whose last one crashed in a film's middle starts on a full disk, is read, and makes the film later."""
    found = Findings()
    for place in LOG:
        for kind in (FULL, BROKEN):
            found.tried += 1
            async with inside(data, [60.0]) as app:
                task = await app.create()
                async with asyncio.timeout(20):
                    while (await app.parts.store.known(task)).status is not Status.RUNNING:
                        await asyncio.sleep(0.01)
                faults.kinds = {place: kind}  # so that the stop cannot hand it back, like a crash
            async with inside(data, [film]) as app:
                if (await app.client.get(f"/v1/videos/{task}")).status_code != 200:
                    found.odd.append(f"{place}, {kind}: cannot be read")
                faults.kinds = {}
                found.healed += (await app.ended(task))["status"] == "completed"
    return found


def at_random(creates: int) -> Outcome:
    """Creates while a share of all writes and syncs fails: what is answered is stored, and its film is made after."""

    async def story(folder: Path, faults: Faults) -> Outcome:
        found, film = Outcome(), small_film(folder / "film.mp4")
        async with inside(folder / "data", [film], slots=4) as app:
            faults.kinds, faults.share = dict.fromkeys(DATABASE, BROKEN), SHARE
            for _ in range(creates):
                found.hear(await app.client.post(PATH, json=BODY))
            faults.kinds = {}
            for task in found.answered:
                ended = await app.ended(task)
                found.films += ended["status"] == "completed"
                found.odd += [] if ended["status"] == "completed" else [f"{task}: {ended['error']}"]
            found.stored = len(await _listed(app))
            found.odd += await _leftovers(app, folder / "data" / "media")
        if found.stored != len(found.answered):
            found.odd.append(f"{len(found.answered)} answered, {found.stored} stored")
        return found

    with _place() as (folder, faults), _impatient():
        return asyncio.run(story(folder, faults))


async def _requests(
    app: Inside, faults: Faults, ask: Try, places: tuple[str, ...], needs: str, kinds: Kinds
) -> Findings:
    """The request is refused while the disk fails it, and taken afterwards."""
    found = Findings()
    for at, place in enumerate(places):
        for kind in kinds[at % len(kinds)]:
            found.tried += 1
            task = await _needed(app, needs)
            await _arm(app, faults, place, kind)
            refusal = await ask(app, task)
            reading = await app.client.get("/v1/videos")
            faults.kinds = {}
            clear = refusal.status_code == 503 and refusal.json()["error"]["code"] == "storage_full"
            found.refused += clear and "Retry-After" in refusal.headers
            if not clear or not faults.hits:
                found.odd.append(f"{place}, {kind}: {faults.hits} faults, {refusal.status_code} {refusal.text}")
            if reading.status_code != 200:
                found.odd.append(f"{place}, {kind}: a list is answered {reading.status_code}")
            after = await ask(app, task)
            found.healed += after.status_code == 200
            if after.status_code != 200:
                found.odd.append(f"{place}, {kind}: still {after.status_code} {after.text}")
            await _let_run(app, SLOTS)
            await _settled(app)
    return found


async def _arm(app: Inside, faults: Faults, place: str, kind: str) -> None:
    """Let the disk fail from now on. A media folder is made but once: where its making fails, there must be none."""
    if place == "media folder":
        assert isinstance(app.parts.media, DiskMedia)
        for task in await _listed(app):
            if task["status"] in ("completed", "failed"):
                await app.delete(task["id"])
        for folder in app.parts.media._root.iterdir():
            folder.rmdir()
        app.parts.media._sure.clear()
    faults.kinds, faults.hits = {place: kind}, 0


async def _let_run(app: Inside, slots: int) -> None:
    """How many films may be in the making at a time."""
    await app.parts.studio._dispatch.set_limit("previs", slots)


async def _runs(app: Inside, faults: Faults, places: tuple[str, ...], kinds: Kinds) -> Findings:
    """A film is made all the same once the disk can be written to; the task has not failed meanwhile."""
    found = Findings()
    for at, place in enumerate(places):
        for kind in kinds[at % len(kinds)]:
            found.tried += 1
            await _let_run(app, 0)  # else a busy machine may have made the film before there is a fault
            task = await app.create()
            await _arm(app, faults, place, kind)
            await _let_run(app, SLOTS)
            async with asyncio.timeout(20):
                while faults.hits < 2:
                    await asyncio.sleep(0.01)
            between = (await app.client.get(f"/v1/videos/{task}")).json()["status"]
            faults.kinds = {}
            ended = await app.ended(task)
            found.healed += ended["status"] == "completed"
            if ended["status"] != "completed" or between not in ("queued", "in_progress"):
                found.odd.append(f"{place}, {kind}: {between}, then {ended['status']}, {ended['error']}")
    return found


async def _needed(app: Inside, needs: str) -> str:
    """The id of a task in the state that a request needs."""
    if not needs:
        return ""
    if needs == "waiting":
        await _let_run(app, 0)
    task = await app.create()
    if needs == "finished":
        await app.ended(task)
    return task


async def _settled(app: Inside) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await app.parts.store.page("default", OPEN)).tasks:
            await asyncio.sleep(0.02)


async def _listed(app: Inside) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = []
    after = ""
    while True:
        page = (await app.client.get(f"/v1/videos?limit=100{after}")).raise_for_status().json()
        tasks += page["data"]
        if not page["has_more"]:
            return tasks
        after = f"&after={page['last_id']}"


async def _leftovers(app: Inside, media: Path) -> list[str]:
    """Files that belong to no task, and tasks without their files."""
    await _settled(app)
    needed = set()
    for task in await _listed(app):
        found = await app.parts.store.known(task["id"])
        needed |= {*found.request.media, *((found.clip.media, found.clip.poster) if found.clip else ())}
    there = {path.name for path in media.rglob("*") if path.is_file()}
    odd = [f"{name} belongs to nothing" for name in there - needed]
    return odd + [f"{name} is missing" for name in needed - there]


@contextmanager
def _place() -> Iterator[tuple[Path, Faults]]:
    with tempfile.TemporaryDirectory(prefix="rushes-full-") as folder:
        here = Path(folder).resolve()
        with faulty(here / "data") as faults:
            yield here, faults


@contextmanager
def _impatient() -> Iterator[None]:
    """What usually waits for a minute waits for a moment."""
    with (
        patch.object(sweep, "SWEEP_SECONDS", 0.1),
        patch.object(feeder, "SWEEP_SECONDS", 0.1),
        patch.object(again, "NO_ROOM_SECONDS", 0.1),
    ):
        yield
