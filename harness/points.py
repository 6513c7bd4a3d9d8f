"""Named points in a server's work at which it can be made to die by `kill -9`, the shipped code around it untouched.

A point is a moment of one of the code's own calls: `before` it, `after` it, or `during` it (a moment after it began).
Points inside a transaction stand before one of its statements; what was asked before is then never committed.
"""

from __future__ import annotations

import asyncio
import functools
import os
import signal
from collections.abc import Callable
from typing import Any

from rushes.media.disk import DiskMedia
from rushes.providers.kling.provider import KlingProvider
from rushes.providers.poller import Poller
from rushes.providers.upstream import Upstream
from rushes.storage.engine import Steps
from rushes.storage.postgres.engine import PostgresEngine
from rushes.storage.sqlite import SqliteEngine
from rushes.storage.store import TaskStore
from rushes.work.worker import Worker

DURING_SECONDS = 0.03
#: name: (its class, its method); an event's name after a method narrows it to that event.
CALLS: dict[str, tuple[type, str]] = {
    "add": (TaskStore, "add"),
    "send": (Upstream, "create"),
    "look up": (KlingProvider, "find"),
    "poll": (Poller, "once"),
    "download": (Upstream, "download"),
    "keep the film": (DiskMedia, "put"),
    "keep the poster": (DiskMedia, "put_bytes"),
    "work": (Worker, "work"),
    "close a bill": (TaskStore, "close_bill"),
    "read open bills": (TaskStore, "open_bills"),
    "read what is held": (TaskStore, "held"),
    "read the turns": (TaskStore, "next_turns"),
}
EVENTS = ("Claimed", "Sending", "NotTaken", "Submitted", "Billed", "Saving", "Succeeded", "Cancelled", "Requeued")
#: Statements of transactions: the task's row, its event, its money, what it is known by when it comes again.
STATEMENTS = ("add_task", "change_task", "add_event", "add_line", "take_hold", "move_money", "keep_key")

POINTS = (
    *(f"{when} {name}" for name in CALLS for when in ("before", "after")),
    *(f"during {name}" for name in ("send", "look up", "poll", "download", "keep the film")),
    *(f"{when} {event}" for event in EVENTS for when in ("before", "after")),
    *(f"in a transaction, before {name}" for name in STATEMENTS),
)


def arm(point: str, times: int) -> None:
    """Have this process die when it comes to the point for the so-many-th time."""
    countdown = _Countdown(times)
    when, _, name = point.partition(" ")
    if when == "in":
        statement = name.rpartition(" ")[2]
        for engine in (SqliteEngine, PostgresEngine):
            _wrap(engine, "write", functools.partial(_in_transaction, statement, countdown))
    elif name in EVENTS:
        _wrap(TaskStore, "record", functools.partial(_around, when, countdown, lambda call: _kind(call) == name))
    else:
        owner, method = CALLS[name]
        _wrap(owner, method, functools.partial(_around, when, countdown, lambda call: True))


class _Countdown:
    def __init__(self, times: int) -> None:
        self._left = times

    def tick(self) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def _kind(call: tuple[Any, ...]) -> str:
    return type(call[2]).__name__


def _wrap(owner: type, name: str, around: Callable[..., Any]) -> None:
    real = getattr(owner, name)

    @functools.wraps(real)
    async def wrapped(*args: Any, **options: Any) -> Any:
        return await around(real, args, options)

    setattr(owner, name, wrapped)


async def _around(
    when: str,
    countdown: _Countdown,
    meant: Callable[[tuple[Any, ...]], bool],
    real: Callable[..., Any],
    args: tuple[Any, ...],
    options: dict[str, Any],
) -> Any:
    if not meant(args):
        return await real(*args, **options)
    if when == "before":
        countdown.tick()
    if when == "during":
        asyncio.get_running_loop().call_later(DURING_SECONDS, countdown.tick)
    found = await real(*args, **options)
    if when == "after":
        countdown.tick()
    return found


async def _in_transaction(
    statement: str, countdown: _Countdown, real: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
) -> Any:
    engine, steps = args

    def watched() -> Steps[Any]:
        inner, rows = steps(), None
        while True:
            try:
                step = inner.send(rows)  # type: ignore[arg-type]  the first one is None, as `next` has it
            except StopIteration as end:
                return end.value
            if getattr(step, "statement", "") == statement:
                countdown.tick()
            rows = yield step

    return await real(engine, watched, **options)
