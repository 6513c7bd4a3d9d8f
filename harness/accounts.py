"""Do the books add up? What each harness asks of every database that it leaves, SQLite's or PostgreSQL's.

The lines of the ledger make up the accounts, each task's hold is open as long as it may cost and then closed once, and
no account has more reserved and spent than its budget. `python -m harness` prints a line of what each harness showed.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from rushes.core.task import FINAL

#: Films of the renderer are free; with this price money moves.
PRICES = {"previs-std-silent": "0.10"}
#: The same for a server of its own process, and a budget that is never reached.
BUDGET = 10**12
SETTINGS = {"RUSHES_PRICES": json.dumps(PRICES), "RUSHES_BUDGET__TOTAL": str(BUDGET // 10**6)}

QUERIES = {
    "lines": "SELECT task_id, kind, tenant, lineage, day, reserved, spent FROM ledger ORDER BY number",
    "accounts": "SELECT scope, id, period, reserved, spent FROM account",
    "tasks": "SELECT id, status, billing_open FROM task",
    "keys": "SELECT id, budget_day, budget_month, budget_total FROM key",
}
Tables = Mapping[str, Sequence[Sequence[Any]]]
Sums = dict[tuple[str, str, str], tuple[int, int]]


@dataclass
class Seen:
    """What was looked at since the harness began."""

    databases: int = 0
    lines: int = 0
    wrong: list[str] = field(default_factory=list)

    def told(self) -> str:
        """One line of it."""
        state = f"{len(self.wrong)} WRONG" if self.wrong else "exact"
        return f"books: {self.databases} databases, {self.lines} lines, {state}"


SEEN = Seen()


def look(path: Path, *, budget: int | None = None, copies: bool = False) -> list[str]:
    """What does not add up in a database of SQLite that nobody in this process has open.

    `copies` are tasks that a harness has put there without a hold.
    """
    alone = not path.with_name(f"{path.name}-wal").exists()  # then nothing is made beside it
    with closing(sqlite3.connect(f"file:{path}?mode=ro{'&immutable=1' * alone}", uri=True, timeout=30)) as database:
        try:
            database.execute("BEGIN")  # all of one moment
            tables = {name: database.execute(query).fetchall() for name, query in QUERIES.items()}
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return _counted(tables, budget, copies)


async def look_at(url: str, *, budget: int | None = None, copies: bool = False) -> list[str]:
    """The same of one of PostgreSQL."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            return _counted({name: await connection.fetch(query) for name, query in QUERIES.items()}, budget, copies)
    finally:
        await connection.close()


def _counted(tables: Tables, budget: int | None, copies: bool) -> list[str]:
    wrong = [*_sums(tables), *_holds(tables, copies=copies), *_budgets(tables, budget)]
    SEEN.databases += 1
    SEEN.lines += len(tables["lines"])
    SEEN.wrong += wrong
    return [f"ledger: {fault}" for fault in wrong]


def _sums(tables: Tables) -> Iterable[str]:
    """Accounts that are not the sum of their lines."""
    sums: Sums = defaultdict(lambda: (0, 0))
    for _, _, tenant, lineage, day, reserved, spent in tables["lines"]:
        owners = [("server", ""), ("tenant", tenant), *(("key", key) for key in json.loads(lineage))]
        for scope, owner in owners if reserved or spent else ():
            for period in (day, day[:7], ""):
                before = sums[scope, owner, period]
                sums[scope, owner, period] = (before[0] + reserved, before[1] + spent)
    kept: Sums = {
        (scope, owner, period): (reserved, spent) for scope, owner, period, reserved, spent in tables["accounts"]
    }
    for place in sorted(sums.keys() | kept.keys()):
        if sums[place] != kept.get(place, (0, 0)):
            yield f"account {place} says {kept.get(place)}, its lines say {sums[place]}"


def _holds(tables: Tables, *, copies: bool) -> Iterable[str]:
    """Tasks whose hold is not as they are."""
    left, kinds = Counter[str](), defaultdict(list)
    for task, kind, _, _, _, reserved, _ in tables["lines"]:
        left[task] += reserved
        kinds[task].append(kind)
    for task, status, owes in tables["tasks"]:
        closed, lines = status in FINAL and not owes, kinds.get(task, [])
        if not lines and not copies:
            yield f"{task} has no hold"
        elif lines and (lines[0] != "hold" or len(set(lines)) != len(lines)):
            yield f"{task} has the lines {lines}"
        elif (lines and closed != (len(lines) > 1)) or (closed and left[task]):
            yield f"{task} is {status}{' and owes' * owes}, has the lines {lines} and {left[task]} reserved"


def _budgets(tables: Tables, budget: int | None) -> Iterable[str]:
    """Budgets that are exceeded."""
    keys = {key: {10: day, 7: month, 0: total} for key, day, month, total in tables["keys"]}
    for scope, owner, period, reserved, spent in tables["accounts"]:
        most = (
            keys.get(owner, {}).get(len(period))
            if scope == "key"
            else budget
            if (scope, period) == ("server", "")
            else None
        )
        if reserved < 0 or spent < 0 or (most is not None and reserved + spent > most):
            yield f"account {scope} {owner} {period!r}: {reserved} reserved and {spent} spent of {most}"
