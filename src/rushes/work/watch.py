"""Lets many wait for changes of tasks in this process: a change wakes who watches its task or tenant."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from rushes.core.task import Task

#: A watcher that reads this far behind has its oldest notices dropped; streams then read the store.
MOST_PENDING = 256


class Watch:
    """Subscriptions by key: a task id, or `tenant:` and a tenant."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[Task]]] = {}

    def tell(self, task: Task) -> None:
        """A task has changed; the store calls this after each commit."""
        for key in (task.id, tenant_key(task.tenant)):
            for queue in self._queues.get(key, ()):
                if queue.full():
                    queue.get_nowait()
                queue.put_nowait(task)

    #: A deleted task wakes its watchers too; they find it gone.
    gone = tell

    @contextlib.contextmanager
    def on(self, key: str) -> Iterator[asyncio.Queue[Task]]:
        """A queue of changes for as long as the block lasts."""
        queue: asyncio.Queue[Task] = asyncio.Queue(MOST_PENDING)
        self._queues.setdefault(key, set()).add(queue)
        try:
            yield queue
        finally:
            self._queues[key].discard(queue)
            if not self._queues[key]:
                del self._queues[key]


def tenant_key(tenant: str) -> str:
    """The key under which all of a tenant's changes come."""
    return f"tenant:{tenant}"
