"""The dispatch port in one process: five verbs over asyncio tasks.

It holds a small window of the task table in memory and only decides who tries next; the table is the truth, so
all of this may be lost at any time. Slots hold per provider.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

Handler = Callable[[str], Awaitable[None]]


@dataclass(slots=True)
class _Line:
    """One provider's waiting tasks and its slots."""

    slots: int
    waiting: list[tuple[float, int, str]] = field(default_factory=list)
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    timer: asyncio.TimerHandle | None = None


class LocalDispatch:
    """Runs `handler(task_id)` for what is enqueued, at most `slots` at a time for each provider."""

    def __init__(self, handler: Handler, now: Callable[[], float]) -> None:
        self._handler, self._now = handler, now
        self._lines: dict[str, _Line] = {}
        self._order = itertools.count()
        self._known: dict[str, str] = {}
        self._stopping = False

    def set_limit(self, provider: str, slots: int) -> None:
        """How many of a provider's tasks run at a time."""
        self._lines.setdefault(provider, _Line(slots)).slots = slots
        self._start(provider)

    def enqueue(self, provider: str, task_id: str, not_before: float = 0.0) -> None:
        """Let a task have its turn; one that is waiting or running already is left as it is."""
        if task_id in self._known or self._stopping:
            return
        self._known[task_id] = provider
        heapq.heappush(self._lines[provider].waiting, (not_before, next(self._order), task_id))
        self._start(provider)

    def room(self, provider: str) -> int:
        """How many more tasks the window has room for: about twice the slots."""
        line = self._lines[provider]
        return max(0, 2 * line.slots - len(line.waiting))

    async def cancel(self, task_id: str) -> None:
        """Stop a task's run, if it has one here, and wait until it has let go."""
        provider = self._known.get(task_id)
        if provider is None:
            return
        line = self._lines[provider]
        run = line.running.get(task_id)
        if run is None:
            line.waiting = [entry for entry in line.waiting if entry[2] != task_id]
            heapq.heapify(line.waiting)
            self._known.pop(task_id, None)
            return
        run.cancel()
        await asyncio.wait({run})

    async def stop(self) -> None:
        """Hand everything back: no new run starts, and those that go on are cancelled and waited for."""
        self._stopping = True
        runs = [run for line in self._lines.values() for run in line.running.values()]
        for line in self._lines.values():
            line.waiting.clear()
            if line.timer:
                line.timer.cancel()
        for run in runs:
            run.cancel()
        if runs:
            await asyncio.wait(runs)

    def _start(self, provider: str) -> None:
        line = self._lines[provider]
        while not self._stopping and line.waiting and len(line.running) < line.slots:
            not_before = line.waiting[0][0]
            if not_before > self._now():
                self._wake_at(provider, not_before)
                return
            _, _, task_id = heapq.heappop(line.waiting)
            run = asyncio.create_task(self._run(task_id), name=task_id)
            line.running[task_id] = run
            run.add_done_callback(partial(self._ended, provider, task_id))

    async def _run(self, task_id: str) -> None:
        await self._handler(task_id)

    def _ended(self, provider: str, task_id: str, run: asyncio.Task[None]) -> None:
        self._lines[provider].running.pop(task_id, None)
        self._known.pop(task_id, None)
        self._start(provider)
        if not run.cancelled() and (error := run.exception()):
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"a run of {task_id} broke", "exception": error}
            )

    def _wake_at(self, provider: str, when: float) -> None:
        line = self._lines[provider]
        if line.timer:
            line.timer.cancel()
        delay = max(0.0, when - self._now())
        line.timer = asyncio.get_running_loop().call_later(delay, self._start, provider)
