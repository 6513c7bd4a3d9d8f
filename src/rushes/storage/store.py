"""The store: the `Store` seam over whichever engine plays its steps. It tells its listeners of every change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from rushes.core.event import Billed, Event, Recorded
from rushes.core.money import Terms
from rushes.core.protocols import Filters, Listener, OpenBill, Page, Turn
from rushes.core.repeat import Mark
from rushes.core.task import Task
from rushes.storage import bills, turns
from rushes.storage import tasks as steps
from rushes.storage.engine import Engine


class TaskStore:
    """Tasks and events in a database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._listeners: list[Listener] = []
        self._after_gaps: list[Callable[[], None]] = []
        engine.hear(steps.CHANGED, self._elsewhere, self._after_a_gap)

    async def close(self) -> None:
        """Commit what is queued and let go of the database."""
        await self.engine.close()

    def listen(self, *listeners: Listener) -> None:
        """Have each `listener(change)` called after each committed change, whichever process made it."""
        self._listeners += listeners

    def listen_for_gaps(self, *listeners: Callable[[], None]) -> None:
        """Have each called after a time in which changes made elsewhere could not be heard: look again."""
        self._after_gaps += listeners

    async def add(self, task: Task, mark: Mark | None = None, terms: Terms | None = None) -> Task:
        """Keep a new task, what it is known by when it comes again, and the hold of its price.

        Raises `ExternalTaskIdTaken`, `IdempotencyInFlight`, `InsufficientBudget`.
        """
        return self._told(await self.engine.write(lambda: steps.add(task, mark, terms)))

    async def record(self, task_id: str, event: Event, now: float, epoch: int | None = None) -> Task:
        """Apply one event in one transaction. Raises `StaleEpoch`, `IllegalTransition`, `NotFound`."""
        after = None
        if isinstance(event, steps.ALONE):
            after = await self.engine.swap(lambda: steps.record_alone(task_id, event, now, epoch))
        if after is None:
            after = await self.engine.write(lambda: steps.record(task_id, event, now, epoch))
        return self._told(after)

    async def remove(self, task_id: str, tenant: str, now: float) -> Task:
        """Leave a tombstone in place of an ended task and answer what it was. Raises `NotFound`."""
        return await self.engine.write(lambda: steps.remove(task_id, tenant, now))

    async def get(self, task_id: str, tenant: str) -> Task:
        """The task, if it is this tenant's. Raises `NotFound`."""
        return await self.engine.read(lambda: steps.get("get_task_of_tenant", id=task_id, tenant=tenant))

    async def find(self, external_task_id: str, tenant: str) -> Task:
        """The task with the caller's own id. Raises `NotFound`."""
        return await self.engine.read(lambda: steps.get("find_task", external_task_id=external_task_id, tenant=tenant))

    async def known(self, task_id: str) -> Task:
        """The task of whichever tenant. Raises `NotFound`."""
        return await self.engine.read(lambda: steps.get("get_task", id=task_id))

    async def place(self, task_id: str, tenant: str) -> int:
        """Where a task stands in the order of arrival; a deleted one keeps its place. Raises `NotFound`."""
        return await self.engine.read(lambda: steps.place(task_id, tenant))

    async def page(self, tenant: str, filters: Filters) -> Page:
        """A slice of a tenant's tasks."""
        return await self.engine.read(lambda: steps.page(tenant, filters))

    async def held(self) -> Sequence[Task]:
        """All tasks that a run has claimed and not let go, oldest first."""
        return await self.engine.read(lambda: steps.several("held"))

    async def next_turns(self, provider: str, now: float, limit: int) -> list[Turn]:
        """A provider's queued tasks that may run now, the next one first: round-robin over tenants, priority, age."""
        return await self.engine.read(lambda: turns.next_turns(provider, now, limit))

    async def next_due(self, provider: str, now: float) -> float | None:
        """When the next of a provider's queued tasks that must still wait may run."""
        return await self.engine.read(lambda: turns.next_due(provider, now))

    async def open_bills(self) -> list[OpenBill]:
        """Jobs at vendors whose tasks have ended, and whose price is not known yet, oldest first."""
        return await self.engine.read(bills.open_bills)

    async def open_bill(self, task_id: str) -> OpenBill | None:
        """One of them."""
        return next(iter(await self.engine.read(lambda: bills.open_bills(task_id))), None)

    async def close_bill(self, task_id: str, billed: Billed, now: float) -> bool:
        """Keep what an ended task's vendor billed, also where the task is deleted; false where it was known."""
        return await self.engine.write(lambda: bills.close(task_id, billed, now))

    async def expired(self, now: float) -> list[Task]:
        """Tasks whose films' time is over, up to a hundred."""
        return await self.engine.read(lambda: steps.several("expired", now=now))

    async def oldest_films(self) -> list[Task]:
        """Finished tasks that have their films, up to a hundred, those that ended first."""
        return await self.engine.read(lambda: steps.several("oldest_films"))

    async def too_old(self, before: float) -> list[Task]:
        """Tasks that were created before then and have not ended, up to a hundred; uncertain ones are an operator's."""
        return await self.engine.read(lambda: steps.several("too_old", before=before))

    async def prospects(self, tasks: Sequence[Task]) -> list[tuple[int, float | None]]:
        """For each task: about how many run before it, and seconds of work for a second of its model's film.

        The pace is that of the model's last runs; None where there are none.
        """
        return await self.engine.read(lambda: turns.prospects(tasks))

    async def events(self, tenant: str, after: int, limit: int = 500) -> list[Recorded]:
        """A tenant's events after a number, oldest first."""
        return await self.engine.read(lambda: steps.events(tenant, after, limit))

    async def events_of(self, task_id: str, after: int, limit: int = 500) -> list[Recorded]:
        """A task's events after a sequence number, oldest first."""
        return await self.engine.read(lambda: steps.events_of(task_id, after, limit))

    async def last_event_number(self, tenant: str) -> int:
        """The number of a tenant's newest event; 0 where there is none."""
        return await self.engine.read(lambda: steps.last_event_number(tenant))

    async def secret(self, name: str) -> bytes:
        """A random secret of this installation, made on first use and kept."""
        return await self.engine.write(lambda: steps.secret(name))

    def _told(self, task: Task) -> Task:
        for listener in self._listeners:
            asyncio.get_running_loop().call_soon(listener, task)
        return task

    def _elsewhere(self, text: str) -> None:
        told = steps.Told.read(text)
        for listener in self._listeners:
            listener(told)

    def _after_a_gap(self) -> None:
        for listener in self._after_gaps:
            listener()
