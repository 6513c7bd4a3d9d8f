"""The transactions of tasks and their events, as steps: which statement runs when, whichever database plays them.

A statement's text is in `statements.sql`, a task's shape in `rows`.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, NamedTuple

from rushes.core.event import KINDS, Claimed, Event, Progressed, Recorded, Saving, Sending, Submitted
from rushes.core.ledger import closes
from rushes.core.money import Terms
from rushes.core.protocols import Filters, Page
from rushes.core.repeat import Mark
from rushes.core.task import WIRE, Status, Task
from rushes.errors import ExternalTaskIdTaken, NotFound, StaleEpoch
from rushes.storage import ledger, outbox, repeats
from rushes.storage.engine import Rows, Steps, Tell, ask, ask_and_tell, tell
from rushes.storage.keys import room_for_task
from rushes.storage.rows import event_to_row, row_to_task, task_to_row

#: What is told to other processes when a task has changed; `Told` is the text.
CHANGED = "task"
#: Events that change their task and, where nobody is to be told by webhook, nothing beside it.
ALONE = (Claimed, Sending, Submitted, Progressed, Saving)


class Told(NamedTuple):
    """A `Change`, as another process tells it: enough to know whom to wake, so that nobody needs to look it up."""

    id: str
    tenant: str
    provider: str
    status: Status

    @classmethod
    def read(cls, text: str) -> Told:
        """From the text. A later version may tell more."""
        task_id, tenant, provider, status = json.loads(text)[:4]
        return cls(task_id, tenant, provider, Status(status))


def add(task: Task, mark: Mark | None = None, terms: Terms | None = None) -> Steps[Task]:
    """Keep a new task, the event of its arrival, what it is known by when it comes again, and the hold of its price.

    Raises what `room_for_task` and `ledger.take` do. The tenant's other writers wait from `add_task` to the commit: all
    that can be done before is done before.
    """
    chain = yield from room_for_task(task.key)
    if mark is not None:
        yield from repeats.keep(task, mark)
    if terms is not None:
        yield from ledger.take(task, chain, terms)
    yield from outbox.owe(task, KINDS["Queued"], task.created_at)
    if not (yield from ask("add_task", **task_to_row(task))):
        raise ExternalTaskIdTaken.named(task.request.external_task_id or "")
    yield from ask_and_tell("add_event", _told(task), **event_to_row(task, None, task.created_at))
    return task


def record(task_id: str, event: Event, now: float, epoch: int | None) -> Steps[Task]:
    """Apply one event to a task; the row is locked from the first step on, the tenant's writers by the last."""
    rows = yield from ask("lock_task", id=task_id)
    task = one(rows)
    after = _applied(task, event, now, epoch)
    if _is_watched(rows[0], task):
        yield from outbox.owe(after, KINDS.get(type(event).__name__), now)
    if closes(task, after):
        yield from ledger.settle(after, now)
    yield from _change(task, after, event, now)
    return after


def record_alone(task_id: str, event: Event, now: float, epoch: int | None) -> Steps[Task | None]:
    """The same for an event of `ALONE`, in one statement; None where a webhook wants it, which is for `record`.

    No lock is held from one statement to the next: the task is read again where it has changed since it was read.
    """
    while True:
        rows = yield from ask("watch_task", id=task_id)
        task = one(rows)
        if type(event).__name__ in KINDS and _is_watched(rows[0], task):
            return None
        after = _applied(task, event, now, epoch)
        if (yield from _change(task, after, event, now)):
            return after


def remove(task_id: str, tenant: str, now: float) -> Steps[Task]:
    """Leave a tombstone in place of a task; answer what it was."""
    task = one((yield from ask("lock_task", id=task_id)))
    if task.tenant != tenant:
        raise NotFound
    yield from ask("bury_task", id=task_id, deleted_at=now)
    yield from ask("drop_events", task_id=task_id)
    yield from repeats.bury(task_id)
    yield from outbox.bury(task_id)
    yield from _changed(task)
    return task


def get(statement: str, **values: str) -> Steps[Task]:
    """The one task that the statement finds."""
    return one((yield from ask(statement, **values)))


def several(statement: str, **values: float) -> Steps[list[Task]]:
    """All tasks that the statement finds."""
    return [row_to_task(row) for row in (yield from ask(statement, **values))]


def place(task_id: str, tenant: str) -> Steps[int]:
    """Where a task stands in the order of arrival."""
    rows = yield from ask("place_of_task", id=task_id, tenant=tenant)
    if not rows:
        raise NotFound
    return int(rows[0]["place"])


def page(tenant: str, filters: Filters) -> Steps[Page]:
    """A slice of a tenant's tasks."""
    after = filters.after if filters.after is not None else (2**62 if filters.descending else 0)
    settled = yield from _settled(tenant, "place", wanted=not filters.descending)
    inner = " ".join(str(status) for status, wire in WIRE.items() if wire in filters.statuses)
    rows = yield from ask(
        "page_down" if filters.descending else "page_up",
        tenant=tenant,
        after=after,
        settled=settled,
        model=filters.model,
        statuses=f" {inner} " if filters.statuses else None,
        pictured=None if filters.pictured is None else int(filters.pictured),
        limit=filters.limit + 1,
        skip=filters.skip,
    )
    return Page(tuple(row_to_task(row) for row in rows[: filters.limit]), len(rows) > filters.limit)


def events(tenant: str, after: int, limit: int) -> Steps[list[Recorded]]:
    """A tenant's events after a number; none is passed over by who goes on from the last of them."""
    settled = yield from _settled(tenant, "number")
    rows = yield from ask("events_after", tenant=tenant, number=after, settled=settled, limit=limit)
    return [Recorded(**row) for row in rows]


def events_of(task_id: str, after: int, limit: int) -> Steps[list[Recorded]]:
    """A task's events after a sequence number."""
    rows = yield from ask("events_of_task_after", task_id=task_id, sequence=after, limit=limit)
    return [Recorded(**row) for row in rows]


def last_event_number(tenant: str) -> Steps[int]:
    """The number of a tenant's newest event. Those of others may be higher, and seen before it."""
    settled = yield from _settled(tenant, "number")
    return int((yield from ask("last_event_number", tenant=tenant, settled=settled))[0]["number"])


def secret(name: str) -> Steps[bytes]:
    """A random secret of this installation, made on first use."""
    yield from ask("keep_secret", name=name, value=secrets.token_bytes(32))
    return bytes((yield from ask("get_secret", name=name))[0]["value"])


def _settled(tenant: str, what: str, *, wanted: bool = True) -> Steps[int]:
    """Up to where a tenant's numbers or places are decided. Writers commit side by side, and not in their order."""
    return int((yield from ask("settled", tenant=tenant))[0][what]) if wanted else 0


def _applied(task: Task, event: Event, now: float, epoch: int | None) -> Task:
    if epoch is not None and task.epoch != epoch:
        raise StaleEpoch(f"{task.id} is at epoch {task.epoch}; this write carries {epoch}.")
    return task.apply(event, now)


def _is_watched(row: dict[str, Any], task: Task) -> bool:
    """Whether anybody may be owed a word of what becomes of a task."""
    return bool(row["watched"] or task.request.callback_url)


def _change(before: Task, after: Task, event: Event, now: float) -> Steps[Rows]:
    """Write a task down as it is after an event, and the event; no rows where it is not as it was before."""
    values = {**task_to_row(after), **event_to_row(after, event, now), "seen": before.sequence}
    return (yield from ask_and_tell("change_task", _told(after), **values))


def _told(task: Task) -> Tell:
    return Tell(CHANGED, json.dumps([task.id, task.tenant, task.provider, task.status]))


def _changed(task: Task) -> Steps[None]:
    yield from tell(*_told(task))


def one(rows: Rows) -> Task:
    """The task of the only row. Raises `NotFound`."""
    if not rows:
        raise NotFound
    return row_to_task(rows[0])
