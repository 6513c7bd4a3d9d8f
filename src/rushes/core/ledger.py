"""Which moves of money an event causes. The store writes them in the transaction of that event.

| what happens | moves |
|---|---|
| a task is created | hold: its whole price is reserved |
| it succeeds | charge: price × seconds of film, at most the hold; what is left is released |
| it ends before anything was sent | release |
| it ends, and its vendor has billed | charge what was billed, at most the hold; the rest is released |
| it ends, and its vendor may still bill | none: the bill is open, and the hold stays |
| the vendor's bill of an ended task comes | charge or release, as above |
| it is claimed, sent, handed back, in doubt, deleted, its film expires | none |

Where a vendor bills more than was charged, the rest is an overrun: the operator's, never the budget's.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from rushes.core.event import Billed
from rushes.core.money import Caps
from rushes.core.task import Status, Task

#: Codes of failures that are the vendor's own verdict: it has ended the job itself, and billed only what it says.
VERDICTS = frozenset({"content_refused", "upstream_rejected"})


class Kind(enum.StrEnum):
    """A line's kind; a task has at most one line of each."""

    HOLD = "hold"
    CHARGE = "charge"
    RELEASE = "release"
    OVERRUN = "overrun"


@dataclass(frozen=True, slots=True)
class Move:
    """What one line moves: `reserved` and `spent` are added to the accounts, `beyond` is the operator's loss."""

    kind: Kind
    reserved: int = 0
    spent: int = 0
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What a hold must fit into: a key, a tenant or the server (`scope`), each with its caps."""

    scope: str
    id: str
    caps: Caps


def hold(price: int, seconds: int) -> Move:
    """The move of a task's arrival."""
    return Move(Kind.HOLD, reserved=price * seconds)


def closes(before: Task, after: Task) -> bool:
    """Whether nothing more can be owed for a task from this event on, where before it something could."""
    return _closed(after) and not _closed(before)


def owed(task: Task, held: int) -> int:
    """What of the hold a task that has ended is charged."""
    if task.status is Status.SUCCEEDED:
        return held
    verdict = task.error is not None and task.error.code in VERDICTS
    return owed_without_film(held, sent=task.intent_at is not None, billed=task.billed, verdict=verdict)


def owed_without_film(held: int, *, sent: bool, billed: Billed | None, verdict: bool) -> int:
    """The same for a task that came to nothing. A vendor that does not say what it billed is taken to have billed."""
    if not sent or (billed is None and verdict):
        return 0
    if billed is None or billed.cost is None:
        return 0 if verdict else held
    return min(held, billed.cost)


def closing(held: int, charge: int, billed: Billed | None, *, film: bool) -> list[Move]:
    """The moves that close an account: they take back the whole hold, so that it is released or charged once."""
    moves = [Move(Kind.CHARGE, -charge, charge)] if charge or film else []
    if charge < held or not moves:
        moves.append(Move(Kind.RELEASE, reserved=charge - held))
    cost = billed.cost if billed and billed.cost is not None else 0
    if cost > charge:
        moves.append(Move(Kind.OVERRUN, beyond=cost - charge))
    return moves


def periods(caps: Caps, day: str) -> list[tuple[str, int | None]]:
    """The periods of an account on that day, by name, each with the most it may hold; "" is for ever."""
    return [(day, caps.day), (day[:7], caps.month), ("", caps.total)]


def _closed(task: Task) -> bool:
    return task.status.final and not task.billing_open
