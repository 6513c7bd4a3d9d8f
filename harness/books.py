"""What a server's database and files say once all is over, held against its vendor's books.

One look finds every fault that the harnesses are about: lost, doubled, wrongly billed, ended twice, left over.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from harness.accounts import BUDGET, look, look_at

ENDS = ("succeeded", "failed", "cancelled")
TASKS = "SELECT id, status, intent_at, handle, billing_open, clip, error FROM task WHERE deleted_at IS NULL"
LINES = "SELECT task_id, vendor_units FROM ledger"
ENDINGS = "SELECT task_id FROM event WHERE kind IN ('Succeeded', 'Failed', 'Cancelled')"

Rows = list[dict[str, Any]]


def rows(folder: Path, url: str | None, query: str) -> Rows:
    """A query's rows, from whichever database it is; nobody writes meanwhile."""
    if url is not None:
        return asyncio.run(_postgres(url, query))
    with closing(sqlite3.connect(folder / "data" / "rushes.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(query)]


async def _postgres(url: str, query: str) -> Rows:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def open_tasks(folder: Path, url: str | None) -> int:
    """How many tasks have not ended, or have ended and are not billed yet."""
    query = f"SELECT count(*) AS n FROM task WHERE status NOT IN {ENDS} OR billing_open = 1"
    return int(rows(folder, url, query)[0]["n"])


def left_over(folder: Path) -> int:
    """Films and posters that belong to no task's end."""
    return _files(folder / "data" / "media", rows(folder, None, TASKS))[1]


def faults(
    folder: Path, url: str | None, answered: Iterable[str], jobs: Rows, *, unread: Collection[str] = ()
) -> Counter[str]:
    """What is wrong, by kind, each with how often. `jobs` are the vendor's; the units of `unread` could not be read."""
    tasks = {row["id"]: row for row in rows(folder, url, TASKS)}
    lines = rows(folder, url, LINES)
    found: Counter[str] = Counter()
    found["lost"] = sum(task not in tasks for task in answered)
    found["not ended"] = sum(row["status"] not in ENDS or bool(row["billing_open"]) for row in tasks.values())
    failed = [row for row in tasks.values() if row["status"] == "failed"]
    found["failed"] = len(failed)
    for row in failed if not unread else ():  # who spoils tasks so that they fail says so himself
        print(f"{row['id']} failed: {row['error']}", flush=True)
    found["two ends"] = sum(
        times > 1 for times in Counter(row["task_id"] for row in rows(folder, url, ENDINGS)).values()
    )
    found["doubled"] = sum(times - 1 for times in Counter(job["external_task_id"] for job in jobs).values())
    found["wrong units"] = _wrong_units(tasks, lines, jobs, unread)
    found["wrong sums"] = len(_sums(folder, url))
    found["missing files"], orphans = _files(folder / "data" / "media", tasks.values())
    if url is None:  # in a shared place, what is left over may be another's for some hours
        found["left-over files"] = orphans
        found["integrity"] = sum(row["integrity_check"] != "ok" for row in rows(folder, url, "PRAGMA integrity_check"))
    return found


def _wrong_units(tasks: dict[str, Any], lines: Rows, jobs: Rows, unread: Collection[str]) -> int:
    """Tasks whose ledger has other units than the vendor billed for them."""
    billed: dict[str, Decimal] = dict.fromkeys(tasks, Decimal(0))
    for job in jobs:
        billed[job["external_task_id"]] = billed.get(job["external_task_id"], Decimal(0)) + Decimal(job["units"])
    ours: Counter[str] = Counter()
    for line in lines:
        ours[line["task_id"]] += Decimal(line["vendor_units"] or 0)  # type: ignore[assignment]
    return sum(ours[task] not in ({units, 0} if task in unread else {units}) for task, units in billed.items())


def _sums(folder: Path, url: str | None) -> list[str]:
    """What does not add up in the ledger."""
    if url is None:
        return look(folder / "data" / "rushes.db", budget=BUDGET)
    return asyncio.run(look_at(url, budget=BUDGET))


def _files(media: Path, tasks: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """Films and posters that are missing, and files that belong to no film."""
    wanted = set()
    for row in tasks:
        clip = json.loads(row["clip"]) if row["clip"] else {}
        wanted |= {clip[name] for name in ("media", "poster") if name in clip}
    there = {path.name for path in media.glob("*/*")}
    return len(wanted - there), len(there - wanted)
