"""Who speaks to the servers of a simulation: clients that ask again until they are answered, and the operator."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from harness.simulation.disk import Disk
from harness.simulation.plan import Wish
from harness.simulation.servers import Gone, Servers
from rushes.api.context import Context
from rushes.core.caller import Caller
from rushes.core.fields import Fields
from rushes.core.repeat import Attempt
from rushes.core.task import Task
from rushes.desk import Decision
from rushes.errors import (
    AlreadyFinal,
    IdempotencyInFlight,
    InsufficientBudget,
    NotFound,
    OutcomeUnknown,
    RushesError,
    ServerBusy,
)
from rushes.fake_kling.world import World as Vendor

T = TypeVar("T")
#: How long an operator waits until he looks into a vendor's account: by then it shows what it has.
CAREFUL = 400.0


@dataclass
class Told:
    """What clients have been answered."""

    #: The answered tasks of each client's key.
    created: dict[str, set[str]] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    #: A cancel was asked for, whatever was answered.
    cancelling: set[str] = field(default_factory=set)
    deleting: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    #: Those that the operator has ended.
    given_up: set[str] = field(default_factory=set)
    #: What the operator has said that a vendor billed, where nobody could ask it.
    settled: dict[str, int] = field(default_factory=dict)
    refused: int = 0


class People:
    """All of them; `busy` while somebody still wants something."""

    def __init__(self, servers: Servers, disk: Disk, vendors: dict[str, Vendor], chance: random.Random) -> None:
        self._servers, self._disk, self._vendors, self._chance = servers, disk, vendors, chance
        self.told = Told()
        self.busy = 0

    def begin(self) -> None:
        """All clients and the operator."""
        for wish in self._servers.plan.wishes:
            self._servers.people.create_task(self._client(wish))
            self.busy += 1
        self._servers.people.create_task(self._operator())

    async def _client(self, wish: Wish) -> None:
        try:
            await asyncio.sleep(wish.at)
            task_id = await self._created(wish)
            if task_id is None:
                return
            caller = Caller(wish.tenant)
            if wish.cancel_after is not None:
                await asyncio.sleep(wish.cancel_after)
                self.told.cancelling.add(task_id)
                await self._cancelled(task_id, caller)
            if wish.delete:
                await asyncio.sleep(self._chance.uniform(1, 60))
                self.told.deleting.add(task_id)
                await self._deleted(task_id, caller)
        finally:
            self.busy -= 1

    async def _created(self, wish: Wish) -> str | None:
        """Ask until there is an answer, always with the same key."""
        for _ in range(100):
            try:
                task_id = await self._any(lambda parts: _create(parts, wish))
            except InsufficientBudget:
                self.told.refused += 1
                return None
            except IdempotencyInFlight:
                await asyncio.sleep(1)
                continue
            self.told.created.setdefault(wish.key, set()).add(task_id)
            # Now and then the answer is lost, and the client asks again.
            if self._chance.random() < 0.9:
                return task_id
        return None

    async def _cancelled(self, task_id: str, caller: Caller) -> None:
        with suppress(AlreadyFinal):
            task: Task = await self._any(lambda parts: parts.studio.cancel(task_id, caller))
            assert task.status.final, task.status
            self.told.cancelled.add(task_id)

    async def _deleted(self, task_id: str, caller: Caller) -> None:
        with suppress(NotFound):  # an earlier try was not answered
            await self._any(lambda parts: parts.studio.delete(task_id, caller))
        self.told.deleted.add(task_id)

    async def _any(self, question: Callable[[Context], Awaitable[T]]) -> T:
        """The answer of a server that lives; nobody gives up."""
        while True:
            try:
                if not self._servers.alive:
                    raise Gone
                return await self._chance.choice(self._servers.alive).ask(question)
            except (Gone, ServerBusy, OutcomeUnknown):
                await asyncio.sleep(self._chance.uniform(0.5, 3))

    async def _operator(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(30, 60))
            for server in list(self._servers.alive):
                with suppress(Gone):
                    await server.ask(_resumed)
            for task_id, provider, intent_at in self._disk.rows(
                "SELECT id, provider, intent_at FROM task WHERE status = 'unknown' ORDER BY place"
            ):
                if self._servers.people.clock() - intent_at > CAREFUL:
                    await self._resolve(task_id, provider)

            for task_id, intent_at in self._disk.rows(
                "SELECT id, intent_at FROM task WHERE billing_open = 1 AND handle IS NULL AND provider = 'generations'"
            ):
                if not self._servers.plan.finds and self._servers.people.clock() - intent_at > CAREFUL:
                    await self._settle(task_id)

    async def _settle(self, task_id: str) -> None:
        """He looks at what the account was billed."""
        jobs = self._vendors["generations"].jobs.values()
        units = sum(job.milli_units for job in jobs if job.wish.external_id == task_id)
        self.told.settled[task_id] = units * 140
        with suppress(AlreadyFinal):
            await self._any(lambda parts: parts.desk.settle(task_id, units * 140, Caller()))

    async def _resolve(self, task_id: str, provider: str) -> None:
        """He looks into the vendor's account, and says what is so."""
        job = next((job for job in self._vendors[provider].jobs.values() if job.wish.external_id == task_id), None)
        decision, name = (Decision.ADOPT, job.id) if job else (Decision.RESUBMIT, None)
        if job is None and self._chance.random() < 0.3:
            decision = Decision.FAIL
            self.told.given_up.add(task_id)
        with suppress(RushesError):  # it was cancelled meanwhile, or resolved by a try whose answer was lost
            await self._any(lambda parts: parts.desk.resolve(task_id, decision, name, Caller()))


async def _resumed(parts: Context) -> None:
    for standing in parts.desk.standings():
        if standing.stop:
            await parts.desk.resume(standing.name, Caller())


async def _create(parts: Context, wish: Wish) -> str:
    """As the wire does it: the answer is kept with the task."""
    caller = Caller(wish.tenant)

    async def write(task: Task) -> str:
        return json.dumps({"id": task.id})

    with parts.studio.repeats.flight(caller, wish.key) as take:
        attempt = Attempt(key=wish.key, write=write, take=take)
        made = await parts.studio.create(Fields(wish.body), caller, (), attempt)
    answered: str = json.loads(made.answer or "")["id"]
    return answered
