"""Every fault of the vendor in every state of a task: each film comes, or ends as it should, and is paid once.

A cell is a fault and the state that the task is in when it meets it. On PostgreSQL the short form plays some of them.
The long form sends 10,000 submissions besides, half of them on each store, all of them spoilt in some way.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import structlog
from rich.console import Console
from rich.table import Table
from tests.vendor import free_port

from harness.accounts import BUDGET
from harness.books import faults, open_tasks
from harness.door import Door
from harness.postgres import STORES, database
from harness.vendor import Fake
from rushes.cli.serving import configure_logs, serving
from rushes.fake_kling.faults import AFTER, BEFORE, CALLBACKS, FILES, QUERIES, SHAPES
from rushes.providers.kling.codes import CONTENT, REJECTS, STOPS
from rushes.settings import Settings

#: Spoilt submissions on each store; cells that the short form draws for PostgreSQL.
SUBMISSIONS, DRAWN = 5_000, 24
#: Submissions under way at a time.
AT_ONCE, SLOTS = 60, 80
BOUNDS: dict[str, Any] = {
    "send_seconds": 3, "late_seconds": 3, "accept_seconds": 0.2, "look_ups": 3, "look_up_seconds": 0.4,
    "poll_least_seconds": 0.5, "poll_most_seconds": 0.6, "trouble_seconds": 0.6, "hint_seconds": 0.1,
    "ask_seconds": 5, "forgotten_times": 4, "forgotten_seconds": 1, "retry_after_seconds": 1, "file_seconds": 3,
    "copy_pause_seconds": 0.1,
    "wait_least_seconds": 0.3, "wait_most_seconds": 1, "slots": SLOTS,
}  # fmt: skip
#: What costs the fake 100 MB each.
HEAVY = ("big", "gzip_bomb")
#: The units of these are not to be read: the film comes, and the ledger has none.
UNREAD = ("units_missing", "units_negative", "units_text")
#: What is wrong with the way to the vendor, for everybody at once.
WAYS = ("refused", "reset", "silent", "garbled")
#: And with its certificate, on a way of its own: what is garbled under TLS never gets as far as an answer.
CERTIFICATES = ("expired", "other-name")
PATIENCE = 120.0
#: Turns the way to the vendor into this one.
Turn = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Cell:
    """A fault in a state, and how its task has to end: "completed", "cancelled", or the code of its error."""

    state: str
    fault: str
    mark: str
    end: str = "completed"


@dataclass
class Tally:
    """What became of the cells."""

    ended: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def cells() -> list[Cell]:
    """All of them."""
    found = [Cell("queued", name, _at_create(name), _end(name)) for name in (*BEFORE, *AFTER, *SHAPES)]
    asked = [*BEFORE, *SHAPES, *QUERIES]
    found += [Cell("submitting", name, f"[[fault:reset_after]]{_thrice(name)}") for name in asked]
    found += [Cell("running", name, _thrice(name)) for name in asked]
    found += [Cell("saving", name, f"[[fault:file:{name}*2]]") for name in (*BEFORE, *FILES)]
    found += [Cell("cancelled", name, _thrice(name), "cancelled") for name in asked]
    found += [Cell("called back", name, f"[[fault:callback:{name}]]") for name in CALLBACKS]
    return found


def _at_create(fault: str) -> str:
    """Who refuses a request refuses it again: on a busy machine the first refusal may come too late to be heard."""
    return f"[[fault:create:{fault}{'' if _end(fault) == 'completed' else '*9'}]]"


def _thrice(fault: str) -> str:
    return f"[[fault:query:{fault}{'' if fault in HEAVY else '*3'}]]"


def _end(fault: str) -> str:
    code = int(fault.removeprefix("code_")) if fault.startswith("code_") and fault[5:].isdigit() else 0
    return "content_refused" if code in CONTENT else "upstream_rejected" if code in REJECTS else "completed"


def run(long: bool) -> bool:
    """Print the figures; true when every task has ended as it should, and every bill is right."""
    configure_logs("error")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # all of it is meant
    with contextlib.ExitStack() as stack:
        urls = [stack.enter_context(database(store)) for store in STORES]
        names = [stack.enter_context(tempfile.TemporaryDirectory(prefix="rushes-matrix-")) for store in STORES]
        stores = zip(STORES, urls, map(Path, names), strict=True)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rushes-matrix-")))
        return asyncio.run(_all([*(_whole(*store, long) for store in stores), _wrong_certificates(folder)], long))


async def _all(stores: list[Coroutine[Any, Any, bool]], long: bool) -> bool:
    """Together where that is short, for most of it is waiting; one after the other where it is long."""
    return all([await store for store in stores] if long else await asyncio.gather(*stores))


async def _whole(store: str, url: str | None, folder: Path, long: bool) -> bool:
    began, chance = time.monotonic(), random.Random(7)
    table = _table(f"every fault of the vendor in every state of a task, against fake-kling, {store}")
    fake = Fake(folder, bounds=BOUNDS).start(slots=SLOTS * 2, seconds=0.15)
    tally = Tally()
    try:
        async with Door(fake.url) as door, _server(folder, url, fake, door.url) as client:
            chosen = cells()
            chance.shuffle(chosen)
            if drawn := url is not None and not long:
                chosen = chosen[:DRAWN]
            await _played(client, chosen, tally)
            _report(table, chosen, tally, time.monotonic() - began)
            if not drawn:
                await _ways(client, door.turn, WAYS, tally, table)
            if long:
                await _spoilt(client, chance, tally, table)
            await _none_open(folder, url)
        books, jobs = fake.call("GET", "/_fake/ledger"), fake.call("GET", "/_fake/jobs")["jobs"]
        wrong = await asyncio.to_thread(faults, folder, url, tally.answered, jobs, unread=tally.unread)
    finally:
        fake.stop()
    return _said(table, tally, wrong, books["accepted"], sum(books["faults"].values()))


def _said(table: Table, tally: Tally, wrong: Counter[str], accepted: int, shown: int = 0) -> bool:
    """Whether all is as it should be, once it is printed."""
    del wrong["failed"]  # those that should have are counted above
    Console(width=120).print(table)
    for line in tally.odd:
        print(line)
    kinds = ", ".join(f"{number} {kind}" for kind, number in wrong.items())
    print(f"{len(tally.answered)} tasks, {accepted} accepted, {shown} faults: {kinds}")
    return not tally.odd and not +wrong


def _table(what: str) -> Table:
    table = Table(title=what)
    for column in ("state", "faults", "tasks", "ended as they should", "time"):
        table.add_column(column, justify="left" if column == "state" else "right")
    return table


async def _none_open(folder: Path, url: str | None) -> None:
    async with asyncio.timeout(PATIENCE):
        while await asyncio.to_thread(open_tasks, folder, url):
            await asyncio.sleep(0.2)


@contextlib.asynccontextmanager
async def _server(folder: Path, url: str | None, fake: Fake, vendor: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A server, a client of it, and somebody who resumes the provider whenever it stops."""
    port = free_port()
    settings = Settings(
        data=folder / "data",
        database_url=url,  # type: ignore[arg-type]  pydantic makes a secret of it
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        budget={"total": BUDGET // 10**6},  # type: ignore[arg-type]
        providers={"kling": {**fake.table, "base_url": vendor}},  # type: ignore[arg-type]
    )
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)  # none is closed just as it is used
    client = httpx2.AsyncClient(trust_env=False, timeout=90, limits=limits)
    async with serving(settings) as address, client:
        client.base_url = httpx2.URL(address)
        resuming = asyncio.create_task(_resume(client))
        try:
            yield client
        finally:
            resuming.cancel()


async def _resume(client: httpx2.AsyncClient) -> None:
    while True:
        await asyncio.sleep(0.3)
        with contextlib.suppress(httpx2.TransportError):
            if (await client.get("/readyz")).json()["providers"]["kling"] == "stopped":
                await client.post("/v1/providers/kling/resume")


async def _played(client: httpx2.AsyncClient, chosen: list[Cell], tally: Tally) -> None:
    """Each cell's task to its end, so many at a time."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(cell: Cell) -> None:
        async with room:
            await _one(client, cell, tally)

    await asyncio.gather(*(one(cell) for cell in chosen))


async def _one(client: httpx2.AsyncClient, cell: Cell, tally: Tally) -> None:
    body = {"model": "kling-v3-std-silent", "prompt": f"a boat {cell.mark}", "duration": 3}
    wait = {} if cell.end == "cancelled" else {"Prefer": "wait=60"}
    made = (await client.post("/v1/video/generations", json=body, headers=wait)).raise_for_status().json()
    tally.answered.append(made["id"])
    if cell.fault in UNREAD:
        tally.unread.add(made["id"])
    if cell.end == "cancelled":
        await _until(client, made["id"], ("in_progress", "completed", "failed"))
        await asyncio.sleep(random.random() * 0.1)
        await client.post(f"/v1/videos/{made['id']}/cancel")
    try:
        found = await _until(client, made["id"], ("completed", "failed"))
    except TimeoutError:
        tally.odd.append(f"{cell.fault} while {cell.state}: did not end")
        return
    end = found["error"]["code"] if found["error"] else found["status"]
    tally.ended[cell.state] += end == cell.end
    if end != cell.end and not (cell.end == "cancelled" and end == "completed"):
        tally.odd.append(f"{cell.fault} while {cell.state}: {end} instead of {cell.end}: {found['error']}")


async def _until(client: httpx2.AsyncClient, task: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        while True:
            found: dict[str, Any] = (await client.get(f"/v1/videos/{task}")).raise_for_status().json()
            if found["status"] in statuses:
                return found
            await asyncio.sleep(0.3)


async def _wrong_certificates(folder: Path) -> bool:
    """The vendor's certificate is a wrong one for everybody while tasks are in all states."""
    table = _table("a wrong certificate, sqlite")
    fake = Fake(folder, bounds=BOUNDS).start(slots=SLOTS * 2, seconds=0.15, tls=True)
    tally = Tally()

    async def turn(way: str) -> None:
        asked = {"certificate": "good" if way == "open" else way, "seconds": 0.4}
        if way != "open":  # which it is again by itself
            await asyncio.to_thread(fake.call, "POST", "/_fake/tls", asked)

    try:
        async with _server(folder, None, fake, fake.url) as client:
            await _ways(client, turn, CERTIFICATES, tally, table)
            await _none_open(folder, None)
        jobs = (await asyncio.to_thread(fake.call, "GET", "/_fake/jobs"))["jobs"]
        wrong = await asyncio.to_thread(faults, folder, None, tally.answered, jobs)
    finally:
        fake.stop()
    return _said(table, tally, wrong, len(jobs), len(CERTIFICATES))


async def _ways(client: httpx2.AsyncClient, turn: Turn, ways: Sequence[str], tally: Tally, table: Table) -> None:
    """The way to the vendor breaks for everybody while tasks are in all states, and mends again."""
    began, chosen = time.monotonic(), [Cell("any", way, "") for way in ways for _ in range(12)]

    async def later(at: int, cell: Cell) -> None:
        await asyncio.sleep(at * 0.05)
        await _one(client, cell, tally)

    async def breaking() -> None:
        for way in ways:
            await asyncio.sleep(0.25)
            await turn(way)
            await asyncio.sleep(0.4)
            await turn("open")

    await asyncio.gather(breaking(), *(later(at, cell) for at, cell in enumerate(chosen)))
    _report(table, chosen, tally, time.monotonic() - began)


async def _spoilt(client: httpx2.AsyncClient, chance: random.Random, tally: Tally, table: Table) -> None:
    """Submissions with a fault each, those that pass and those that do not; some with more trouble later."""
    began, chosen = time.monotonic(), []
    names = [name for name in (*BEFORE, *AFTER, *SHAPES) if name not in HEAVY]
    rare = {f"code_{code}" for code in (*STOPS, *REJECTS, *CONTENT)}
    weights = [0.1 if name in rare else 0.2 if name.startswith("silence") else 1.0 for name in names]
    for name in chance.choices(names, weights, k=SUBMISSIONS):
        more = f"[[fault:{chance.choice((*QUERIES, *FILES))}]]" if chance.random() < 0.1 else ""
        cell = Cell("spoilt submissions", name, _at_create(name), _end(name))
        chosen.append(cell if "units" in more or "slow" in more else Cell(cell.state, name, cell.mark + more, cell.end))
    for at in range(0, SUBMISSIONS, 1000):
        await _played(client, chosen[at : at + 1000], tally)
        print(f"{at + 1000} submissions, {len(tally.odd)} odd, {time.monotonic() - began:.0f} s", flush=True)
    _report(table, chosen, tally, time.monotonic() - began)


def _report(table: Table, chosen: list[Cell], tally: Tally, seconds: float) -> None:
    for state in dict.fromkeys(cell.state for cell in chosen):
        names = [cell.fault for cell in chosen if cell.state == state]
        row = (state, len(set(names)), len(names), tally.ended[state], f"{seconds:.0f} s")
        table.add_row(*(str(value) for value in row))
