"""The dispatch port: who tries next, and no more. The task table is the truth; a dispatch may forget all it holds.

Five verbs: `enqueue`, `run`, `cancel`, `set_limit`, `stop`. There is no `retry_after`: the time of the next try is
written in the task (`not_before`), and the feeder enqueues it when that has come; a second clock could only disagree.
`local.py` holds a window in memory for one process, `leases.py` in the database for any number of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol

from rushes.core.protocols import Turn

#: Makes one film; it returns when the run is over, however it ended.
Handler = Callable[[str], Awaitable[None]]
#: Called with the provider's name after each run that has let go.
Freed = Callable[[str], None]


class Dispatch(Protocol):
    """Runs the handler for what is enqueued, at most `slots` at a time for each provider."""

    async def set_limit(self, provider: str, slots: int) -> None:
        """How many of a provider's tasks run at a time, in all processes together."""

    async def enqueue(self, provider: str, turns: Sequence[Turn]) -> None:
        """Let these tasks have their turn, in their order. One that waits already only moves up; one that runs stays.

        A process that runs nothing of this provider may pass over it.
        """

    async def run(self, handler: Handler, freed: Freed, lost: Handler) -> None:
        """Begin to run what is enqueued; returns at once. `lost` is called with a task whose runner has died."""

    async def cancel(self, task_id: str) -> None:
        """Stop a task's run and wait until it has let go here; in another process it is told, not waited for."""

    async def stop(self) -> None:
        """Hand everything back: no new run starts, and those that go on here are cancelled and waited for."""

    def window(self, provider: str) -> int:
        """How many waiting tasks it wants to hold: twice the slots."""

    async def unheld(self, task_ids: Iterable[str]) -> set[str]:
        """Which of these tasks no run holds, in no process; takes as long as it needs to be sure."""
