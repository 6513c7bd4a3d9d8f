"""The dispatch port in one process, over asyncio tasks.

It holds a small window of the task table in memory and only decides who tries next; the table is the truth, so
all of this may be lost at any time. Slots hold per provider. A task that must wait until a written time is not
enqueued before it: the feeder reads the times.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

Handler = Callable[[str], Awaitable[None]]


@dataclass(slots=True)
class _Line:
    """One provider's waiting tasks and its slots."""

    slots: int
    waiting: deque[str] = field(default_factory=deque)
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)


class LocalDispatch:
    """Runs `handler(task_id)` for what is enqueued, at most `slots` at a time for each provider."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._lines: dict[str, _Line] = {}
        self._known: dict[str, str] = {}
        self._stopping = False
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have `listener(provider)` called after each run that has let go, but not after one that broke."""
        self._listeners.append(listener)

    def holds(self, task_id: str) -> bool:
        """Whether a task has its turn here, or waits for it."""
        return task_id in self._known

    def set_limit(self, provider: str, slots: int) -> None:
        """How many of a provider's tasks run at a time."""
        self._lines.setdefault(provider, _Line(slots)).slots = slots
        self._start(provider)

    def enqueue(self, provider: str, task_id: str) -> None:
        """Let a task have its turn; one that is waiting or running already is left as it is."""
        if task_id in self._known or self._stopping:
            return
        self._known[task_id] = provider
        self._lines[provider].waiting.append(task_id)
        self._start(provider)

    def window(self, provider: str) -> int:
        """How many of the oldest waiting tasks it wants to hold: twice the slots."""
        return 2 * self._lines[provider].slots

    async def cancel(self, task_id: str) -> None:
        """Stop a task's run, if it has one here, and wait until it has let go."""
        provider = self._known.get(task_id)
        if provider is None:
            return
        line = self._lines[provider]
        run = line.running.get(task_id)
        if run is None:
            line.waiting.remove(task_id)
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
        for run in runs:
            run.cancel()
        if runs:
            await asyncio.wait(runs)

    def _start(self, provider: str) -> None:
        line = self._lines[provider]
        while not self._stopping and line.waiting and len(line.running) < line.slots:
            task_id = line.waiting.popleft()
            run = asyncio.create_task(self._run(task_id), name=task_id)
            line.running[task_id] = run
            run.add_done_callback(partial(self._ended, provider, task_id))

    async def _run(self, task_id: str) -> None:
        await self._handler(task_id)

    def _ended(self, provider: str, task_id: str, run: asyncio.Task[None]) -> None:
        self._lines[provider].running.pop(task_id, None)
        self._known.pop(task_id, None)
        self._start(provider)
        error = None if run.cancelled() else run.exception()
        if error is None:
            for listener in self._listeners:
                listener(provider)
        else:
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"a run of {task_id} broke", "exception": error}
            )
