"""Marks of transactions, by which an unanswered commit is looked up: each inserts a row of its own.

A transaction's number would not do: after a crash PostgreSQL gives the numbers of what it has lost to others.
"""

from __future__ import annotations

import itertools
from datetime import timedelta

import asyncpg

KEPT = timedelta(hours=1)

PUT = "INSERT INTO mark (id, undone) VALUES ($1, false)"
#: With what the transaction tells, which PostgreSQL delivers once it is committed.
PUT_AND_TELL = f"WITH marked AS ({PUT}) SELECT pg_notify($2, $3)"
TELL = "SELECT pg_notify($1, $2)"
#: Waits for a transaction that still goes on. Where its mark is not there, puts one that it would stumble on.
_ASK = (
    "INSERT INTO mark (id, undone) VALUES ($1, true) ON CONFLICT (id) DO UPDATE SET undone = mark.undone "
    "RETURNING NOT undone"
)
#: By the database's clock, which put the time there too: those of the processes may differ.
_FORGET = "DELETE FROM mark WHERE at < now() - $1::interval"


class Marks:
    """Makes the marks of one process."""

    def __init__(self, nonce: str) -> None:
        self._nonce, self._numbers = nonce, itertools.count()

    def new(self) -> str:
        """A mark that nobody else makes."""
        return f"{self._nonce}-{next(self._numbers)}"


async def is_done(connection: asyncpg.Connection, mark: str) -> bool:
    """Whether the transaction with this mark is committed; where it is not, it never will be."""
    return bool(await connection.fetchval(_ASK, mark))


async def forget(connection: asyncpg.Connection) -> None:
    """Remove the marks that nobody asks for any more."""
    await connection.execute(_FORGET, KEPT)
