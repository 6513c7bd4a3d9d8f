"""Many at once: does one wish ever make two films, does a budget ever give more than it has, what does a create cost?

Equal creates in parallel, creates that race for the last money, the openai client behind a proxy that drops answers
after the server has kept the task, and the time of a create with key, hold and idempotency beside one bare fdatasync.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import openai
from rich.console import Console
from rich.table import Table

from harness.accounts import look, look_at
from harness.dropper import Dropper
from harness.inside import PATH, Inside, inside
from harness.postgres import Postgres
from rushes.cli.serving import serving
from rushes.core.ids import new_key_id
from rushes.core.key import Grant, Key, digest, new_text
from rushes.core.protocols import Filters
from rushes.settings import Settings
from rushes.storage.keys import KeyStore

MODEL, PRICE = "previs-std-silent", 100_000
BODY = {"model": MODEL, "prompt": "a boat at sea", "duration": 10}
PRICES = {MODEL: "0.10"}
EQUAL, RIVALS, WINNERS = 64, 200, 10
NEVER = [3600.0]


@dataclass
class Figures:
    """What is counted, short and long."""

    equal_rounds: int
    budget_rounds: int
    timed: int
    dropped: int


SHORT, LONG = Figures(5, 3, 200, 10), Figures(100, 50, 2000, 100)


@dataclass
class Found:
    """One line of the table; `wrong` says what should not be."""

    what: str
    how_many: str
    came_to: str = ""
    #: How many tasks should be kept in the end, and how many are.
    expected: int | None = None
    kept: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where one race is held: a folder of its own, and perhaps a database of PostgreSQL."""

    folder: Path
    url: str | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """What a server needs to know of it."""
        return {"database_url": self.url} if self.url else {}

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def tasks(self) -> int:
        """How many are kept. Only once the app is closed: two SQLites in one process break each other's locks."""
        if self.url:
            return int(asyncio.run(_fetched(self.url, "SELECT count(*) FROM task")))
        with sqlite3.connect(self.data / "rushes.db") as database:
            return int(database.execute("SELECT count(*) FROM task").fetchone()[0])


def run(long: bool) -> bool:
    """Print the figures, in the long form on both stores; true when all is as it should be."""
    held = _races("SQLite on disk", LONG if long else SHORT, lambda _: None)
    if not long:
        return held
    postgres = Postgres().start()

    def database(name: str) -> str:
        asyncio.run(_fetched(postgres.url(), f"CREATE DATABASE {name}"))
        return postgres.url(name)

    try:
        return _races("PostgreSQL", LONG, database) and held
    finally:
        postgres.stop()


def _races(store: str, figures: Figures, database: Callable[[str], str | None]) -> bool:
    found = []
    races: list[Callable[[Figures, Place], Any]] = [_equal, _budget, _timed, _dropped]
    for race in races:
        with tempfile.TemporaryDirectory(prefix="rushes-races-") as folder:
            place = Place(Path(folder), database(race.__name__))
            line: Found = asyncio.run(race(figures, place))
            line.kept = place.tasks()
            if line.expected is not None and line.kept != line.expected:
                line.wrong.append(f"{line.kept} tasks are kept, and {line.expected} should be")
            line.wrong += asyncio.run(look_at(place.url)) if place.url else look(place.data / "rushes.db")
        found.append(line)
    table = Table(title=f"Races: {store}, nothing is made")
    for column in ("what", "how many", "came to", "tasks", "ledger", "wrong"):
        table.add_column(column)
    for line in found:
        exact = "off" if any("ledger" in wrong for wrong in line.wrong) else "exact"
        table.add_row(line.what, line.how_many, line.came_to, str(line.kept), exact, str(len(line.wrong)))
    Console(width=130).print(table)
    for line in found:
        for wrong in line.wrong:
            print(f"{line.what}: {wrong}")
    return not any(line.wrong for line in found)


async def _fetched(url: str, query: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def _equal(figures: Figures, place: Place) -> Found:
    line = Found(f"{EQUAL} equal creates at once", f"{figures.equal_rounds} rounds", expected=figures.equal_rounds)
    statuses: Counter[int] = Counter()
    async with inside(place.data, NEVER, slots=1, prices=PRICES, **place.settings) as app:
        for number in range(figures.equal_rounds):
            headers = {"Idempotency-Key": f"round-{number}"}
            answers = await _at_once(app, EQUAL, lambda _, given=headers: {"json": BODY, "headers": given})
            answers += await _at_once(app, EQUAL, lambda _, given=headers: {"json": BODY, "headers": given})
            statuses.update(answer.status_code for answer in answers)
            bodies = {answer.content for answer in answers if answer.status_code == 200}
            odd = {answer.status_code for answer in answers} - {200, 409}
            replayed = sum("idempotent-replayed" in answer.headers for answer in answers)
            if len(bodies) != 1 or odd or replayed < EQUAL:
                line.wrong.append(f"round {number}: {len(bodies)} bodies, {odd or 'no'} odd statuses")
            kept = await app.parts.store.page("default", Filters(limit=1000))
            if len(kept.tasks) != number + 1:
                line.wrong.append(f"round {number}: {len(kept.tasks)} tasks in all")
    line.came_to = ", ".join(f"{count} × {code}" for code, count in statuses.items())
    return line


async def _budget(figures: Figures, place: Place) -> Found:
    line = Found(
        f"{RIVALS} creates with money for {WINNERS}",
        f"{figures.budget_rounds} rounds",
        expected=figures.budget_rounds * WINNERS,
    )
    budget, accepted = {"day": str(WINNERS + 0.5)}, []
    async with inside(place.data, NEVER, slots=1, prices=PRICES, **place.settings, budget=budget) as app:
        for number in range(figures.budget_rounds):
            answers = await _at_once(app, RIVALS, lambda _: {"json": BODY})
            made = [answer.json()["id"] for answer in answers if answer.status_code == 200]
            odd = {answer.status_code for answer in answers} - {200, 402}
            accepted.append(len(made))
            held = await app.parts.studio.ledger.account("server", "", "")
            if len(made) != WINNERS or odd or held != (WINNERS * 10 * PRICE, 0):
                line.wrong.append(f"round {number}: {len(made)} accepted, {odd or 'no'} odd statuses, {held} held")
            for task in made:
                await app.client.post(f"/v1/videos/{task}/cancel")
            if await app.parts.studio.ledger.account("server", "", "") != (0, 0):
                line.wrong.append(f"round {number}: not all was released")
    line.came_to = f"{min(accepted)} to {max(accepted)} accepted a round"
    return line


async def _timed(figures: Figures, place: Place) -> Found:
    async with inside(place.data, NEVER, slots=1, prices=PRICES, **place.settings, budget={"total": "1000000"}) as app:
        headers = await _with_key(app)
        times = []
        for number in range(figures.timed):
            began = time.perf_counter()
            answer = await app.client.post(PATH, json=BODY, headers={**headers, "Idempotency-Key": f"k{number}"})
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.text
    bare = await asyncio.to_thread(_bare, place.folder / "bare", figures.timed)
    came_to = f"p50 {_at(times, 50)}, p99 {_at(times, 99)}; bare fdatasync p50 {_at(bare, 50)}, p99 {_at(bare, 99)}"
    return Found("one create: key, hold, idempotency", f"{figures.timed} creates", came_to, figures.timed)


async def _dropped(figures: Figures, place: Place) -> Found:
    settings = Settings(data=place.data, host="127.0.0.1", port=0, prices=PRICES, **place.settings)  # type: ignore[arg-type]
    line = Found("openai client, answers dropped", f"{figures.dropped} calls", expected=figures.dropped)
    async with serving(settings, works=False) as url, Dropper(url) as dropper:
        client = openai.OpenAI(base_url=f"{dropper.url}/v1", api_key="sk-unused", max_retries=3)

        def call(number: int) -> str:
            prompt = f"boat {number}" if number % 2 else "boat"  # every other one asks for the same
            made = client.videos.create(model=MODEL, prompt=prompt, seconds="3")  # type: ignore[arg-type]
            return made.id

        ids = []
        for at in range(0, figures.dropped, 5):
            numbers = [number for number in range(at, min(at + 5, figures.dropped)) if number % 2]
            alike = [number for number in range(at, min(at + 5, figures.dropped)) if not number % 2]
            ids += await asyncio.gather(*(asyncio.to_thread(call, number) for number in numbers))
            for number in alike:  # equal ones one after the other: nobody can tell two at once apart
                ids.append(await asyncio.to_thread(call, number))
        client.close()
    if len(set(ids)) != figures.dropped:
        line.wrong.append(f"{len(set(ids))} ids for {figures.dropped} calls")
    line.came_to = f"{len(set(ids))} ids; {dropper.dropped} answers dropped, {dropper.passed} passed on"
    return line


async def _at_once(app: Inside, count: int, request: Callable[[int], dict[str, Any]]) -> list[httpx2.Response]:
    return list(await asyncio.gather(*(app.client.post(PATH, **request(number)) for number in range(count))))


async def _with_key(app: Inside) -> dict[str, str]:
    """The header of a fresh key with a budget."""
    text, key_id = new_text(), new_key_id()
    grant = Grant(budget_day=10**12, budget_total=10**12)
    await KeyStore(
        app.parts.store.engine
    ).add(  # type: ignore[attr-defined]
        Key(key_id, "default", "races", text[-4:], (key_id,), grant, time.time()), digest(text)
    )
    app.parts.door.changed("")
    return {"Authorization": f"Bearer {text}"}


def _bare(path: Path, count: int) -> list[float]:
    """The times of as many writes of a page, each synced."""
    times = []
    with path.open("wb", buffering=0) as file:
        for _ in range(count):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return times


def _at(times: list[float], percent: int) -> str:
    return f"{sorted(times)[min(len(times) - 1, len(times) * percent // 100)] * 1000:.2f} ms"
