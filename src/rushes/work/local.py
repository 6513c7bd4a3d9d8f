"""The dispatch port in one process, over asyncio tasks. All of it may be lost at any time: the table is the truth."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from rushes.core.protocols import Turn
from rushes.work.dispatch import Freed, Handler


@dataclass(slots=True)
class _Line:
    """One provider's waiting tasks and its slots."""

    slots: int
    waiting: dict[str, Turn] = field(default_factory=dict)
    running: dict[str, asyncio.Task[None]] = field(default_factory=dict)


class LocalDispatch:
    """Runs the handler for what is enqueued, at most `slots` at a time for each provider."""

    def __init__(self) -> None:
        self._handler: Handler | None = None
        self._freed: Freed | None = None
        self._lines: dict[str, _Line] = {}

    async def set_limit(self, provider: str, slots: int) -> None:
        """How many of a provider's tasks run at a time."""
        self._lines.setdefault(provider, _Line(slots)).slots = slots
        self._start(provider)

    async def enqueue(self, provider: str, turns: Sequence[Turn]) -> None:
        """Let these tasks have their turn, in order. One that waits already only moves up; one that runs stays."""
        line = self._lines[provider]
        for turn in turns:
            waits = line.waiting.get(turn.task_id)
            if turn.task_id not in line.running and (waits is None or turn.order < waits.order):
                line.waiting[turn.task_id] = turn
        self._start(provider)

    async def run(self, handler: Handler, freed: Freed, lost: Handler) -> None:
        """Begin to run what is enqueued. A runner cannot die before this dispatch does: nothing is ever lost."""
        self._handler, self._freed = handler, freed
        for provider in self._lines:
            self._start(provider)

    async def cancel(self, task_id: str) -> None:
        """Stop a task's run, if it has one here, and wait until it has let go."""
        for line in self._lines.values():
            line.waiting.pop(task_id, None)
            if run := line.running.get(task_id):
                run.cancel()
                await asyncio.wait({run})

    async def stop(self) -> None:
        """Hand everything back: no new run starts, and those that go on are cancelled and waited for."""
        self._handler = None
        runs = [run for line in self._lines.values() for run in line.running.values()]
        for run in runs:
            run.cancel()
        if runs:
            await asyncio.wait(runs)

    def window(self, provider: str) -> int:
        """How many waiting tasks it wants to hold: twice the slots."""
        return 2 * self._lines[provider].slots

    async def unheld(self, task_ids: Iterable[str]) -> set[str]:
        """Which of these tasks no run holds."""
        return set(task_ids) - {task_id for line in self._lines.values() for task_id in line.running}

    def _start(self, provider: str) -> None:
        line = self._lines[provider]
        while self._handler and line.waiting and len(line.running) < line.slots:
            turn = min(line.waiting.values(), key=lambda turn: turn.order)
            del line.waiting[turn.task_id]
            run = asyncio.create_task(self._one(self._handler, turn.task_id), name=turn.task_id)
            line.running[turn.task_id] = run
            run.add_done_callback(partial(self._ended, provider, turn.task_id))

    async def _one(self, handler: Handler, task_id: str) -> None:
        await handler(task_id)

    def _ended(self, provider: str, task_id: str, run: asyncio.Task[None]) -> None:
        del self._lines[provider].running[task_id]
        self._start(provider)
        error = None if run.cancelled() else run.exception()
        if error is not None:
            message = {"message": f"a run of {task_id} broke", "exception": error}
            asyncio.get_running_loop().call_exception_handler(message)
        elif self._freed:
            self._freed(provider)
