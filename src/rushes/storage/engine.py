"""What a store needs of a database, so that its logic is written once for SQLite and PostgreSQL.

A transaction is a generator of steps: it yields a named statement and is sent its rows. An engine plays the steps,
on a thread or over a socket; the logic holds no connection, no lock and no await. An error raised by the steps rolls
their transaction back and reaches the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
Rows = list[dict[str, Any]]


class Tell(NamedTuple):
    """Once committed, have the other processes on this database hear `text` on `topic`."""

    topic: str
    text: str


class Ask(NamedTuple):
    """Run this statement with these values; with `told`, say what it does, where it does something."""

    statement: str
    values: Mapping[str, Any]
    told: Tell | None = None


Steps = Generator[Ask | Tell, Rows, T]


class Engine(Protocol):
    """A database that plays steps. Takes a maker of steps, not steps: a transaction may have to be tried again."""

    async def write(self, steps: Callable[[], Steps[T]]) -> T:
        """Play the steps in one transaction; what they did is on the disk when the call returns."""

    async def swap(self, steps: Callable[[], Steps[T]]) -> T:
        """Play steps that read and then change, in one statement, what is still as they have read it.

        Nothing is locked while they think. The one that changes is an `Ask` with `told`; where it is answered with
        rows, it has, and the steps do nothing more. It is for what is only news to others: they hear of it a moment
        later, and not at all where this process dies in that moment.
        """

    async def read(self, steps: Callable[[], Steps[T]]) -> T:
        """Play steps that change nothing."""

    def hear(self, topic: str, listener: Callable[[str], None], missed: Callable[[], None] | None = None) -> None:
        """Have `listener(text)` called on the event loop for what other processes tell.

        `missed()` is called after a time in which this process could not hear: read anew what you hold.
        """

    async def close(self) -> None:
        """Commit what is queued and let go of the database."""


def ask(statement: str, **values: Any) -> Steps[Rows]:
    """One statement's rows, inside steps: `rows = yield from ask("get_task", id=…)`."""
    return (yield Ask(statement, values))


def ask_and_tell(statement: str, told: Tell, **values: Any) -> Steps[Rows]:
    """The same of a statement that says, in one go, what it does: one round trip less."""
    return (yield Ask(statement, values, told))


def tell(topic: str, text: str) -> Steps[None]:
    """Tell the other processes, inside steps, once this transaction is committed."""
    yield Tell(topic, text)
