"""The dispatch port for any number of processes: turns and leases in the database that they share.

A run holds a slot by a lease that its process renews. Who is frozen or cut off for longer than a lease has lost the
slot; its tasks are reported lost and tried anew, and the epoch makes void what it still writes. A row that is gone
(somebody truncated the table) is written anew by the next renewal, so live runs go on.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from rushes.core.protocols import Turn
from rushes.errors import RushesError
from rushes.storage.engine import Engine
from rushes.storage.leases import Leases, Taken
from rushes.work.dispatch import Freed, Handler

LEASE_SECONDS = 15.0
#: Slots of a provider whose processes count their own.
UNLIMITED = 1_000_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Run:
    provider: str
    task: asyncio.Task[None]


class LeaseDispatch:
    """Runs what it takes. `own` are providers whose slots are each process's own, and not the fleet's."""

    def __init__(self, engine: Engine, *, own: Collection[str] = (), lease_seconds: float = LEASE_SECONDS) -> None:
        self._worker = uuid.uuid4().hex
        self._leases = Leases(engine, self._worker, lease_seconds)
        self._own, self._lease = own, lease_seconds
        self._slots: dict[str, int] = {}
        self._runs: dict[str, _Run] = {}
        self._wake = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._leases.hear(self._changed, self._stop_here, self._wake.set)

    async def set_limit(self, provider: str, slots: int) -> None:
        """How many of a provider's tasks run at a time."""
        self._slots[provider] = slots
        await self._leases.set_slots(provider, UNLIMITED if provider in self._own else slots)
        self._wake.set()

    async def enqueue(self, provider: str, turns: Sequence[Turn]) -> None:
        """Let these tasks have their turn, in order. One that waits already only moves up; one that runs stays."""
        await self._leases.put(provider, turns)
        self._wake.set()

    async def run(self, handler: Handler, freed: Freed, lost: Handler) -> None:
        """Begin to take turns and to renew leases."""
        self._handler, self._freed, self._lost = handler, freed, lost
        self._keeper = asyncio.create_task(self._keep(), name="dispatch")

    async def cancel(self, task_id: str) -> None:
        """Stop a task's run and wait until it has let go here; in another process it is told, not waited for."""
        run = self._runs.get(task_id)
        if run is None:
            await self._leases.stop(task_id)
            return
        run.task.cancel()
        await asyncio.wait({run.task})

    async def stop(self) -> None:
        """Hand everything back: no new run starts, and those that go on here are cancelled and waited for."""
        if self._keeper:
            self._keeper.cancel()
            await asyncio.wait({self._keeper})
        runs = {run.task for run in self._runs.values()}
        for task in runs:
            task.cancel()
        if runs:
            await asyncio.wait(runs)
        for provider in self._slots:
            with contextlib.suppress(RushesError, OSError):  # the leases will run out by themselves
                await self._let_go(provider)

    def window(self, provider: str) -> int:
        """How many waiting tasks it wants to hold: twice the slots."""
        return 2 * self._slots[provider]

    async def unheld(self, task_ids: Iterable[str]) -> set[str]:
        """Which of these tasks no run holds: nobody has a lease, nor renews one within the time of a lease."""
        found = await self._leases.without(task_ids)
        if found - self._runs.keys():
            await asyncio.sleep(self._lease)
            found = await self._leases.without(found)
        return found - self._runs.keys()

    async def _keep(self) -> None:
        loop, beat = asyncio.get_running_loop(), self._lease / 3
        next_beat = loop.time()
        while True:
            self._wake.clear()
            try:
                due = loop.time() >= next_beat
                if due:
                    next_beat = loop.time() + beat
                    await self._renew()
                for provider in self._slots:
                    await self._turn_over(provider, look=due)
            except (RushesError, OSError) as error:
                log.error("dispatch_failed", worker=self._worker, running=len(self._runs), why=str(error))
            # Not wait_for: in Python 3.11 it loses a cancellation that comes together with the event.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(next_beat):
                    await self._wake.wait()

    async def _renew(self) -> None:
        running = {task_id: run.provider for task_id, run in self._runs.items() if not run.task.done()}
        if not running:
            return
        for task_id in await self._leases.renew(running):
            if run := self._runs.get(task_id):
                log.warning("lease_lost", worker=self._worker, task=task_id)
                run.task.cancel()

    async def _turn_over(self, provider: str, *, look: bool) -> None:
        """Let go of what has ended and take what there is room for; `look` for the dead even where there is none."""
        over = [run.task.done() for run in self._runs.values() if run.provider == provider]
        room = self._slots[provider] - over.count(False)
        if room <= 0 and not look and not any(over):
            return
        taken = await self._let_go(provider, room)
        self._begin(provider, taken.turns)
        for task_id in (*taken.inherited, *taken.lost):
            log.warning("lease_ran_out", worker=self._worker, task=task_id)
            await self._lost(task_id)
            if task_id in taken.inherited:
                self._begin(provider, (task_id,))
            else:
                self._freed(provider)

    def _begin(self, provider: str, task_ids: Iterable[str]) -> None:
        for task_id in task_ids:
            if task_id in self._runs:  # its row was gone and its task fed again: now it is leased again
                continue
            run = asyncio.create_task(self._one(task_id), name=task_id)
            self._runs[task_id] = _Run(provider, run)
            run.add_done_callback(partial(self._ended, task_id))

    async def _let_go(self, provider: str, room: int = 0) -> Taken:
        """Write down which runs have ended, and take so many turns, in one go."""
        ended = [id for id, run in self._runs.items() if run.provider == provider and run.task.done()]
        slots = UNLIMITED if provider in self._own else self._slots[provider]
        taken = await self._leases.turn_over(provider, ended, room, slots)
        for task_id in ended:
            if not _broke(self._runs.pop(task_id).task):
                self._freed(provider)
        return taken

    async def _one(self, task_id: str) -> None:
        await self._handler(task_id)

    def _ended(self, task_id: str, run: asyncio.Task[None]) -> None:
        if _broke(run):
            message = {"message": f"a run of {task_id} broke", "exception": run.exception()}
            asyncio.get_running_loop().call_exception_handler(message)
        self._wake.set()

    def _changed(self, provider: str) -> None:
        if provider in self._slots:
            self._wake.set()

    def _stop_here(self, task_id: str) -> None:
        if run := self._runs.get(task_id):
            run.task.cancel()


def _broke(run: asyncio.Task[None]) -> bool:
    return not run.cancelled() and run.exception() is not None
