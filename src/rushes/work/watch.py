"""Lets many wait for changes of tasks in this process: a change wakes who watches its task or tenant."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from rushes.core.caller import Caller
from rushes.core.task import Task

#: A watcher that reads this far behind has its oldest notices dropped; streams then read the store.
MOST_PENDING = 256


#: Changes of tasks, and None once there will be no more.
Changes = asyncio.Queue[Task | None]


class Watch:
    """Subscriptions by name: a task id, `tenant:` and a tenant, `key:` and a key's id."""

    def __init__(self) -> None:
        self._queues: dict[str, set[Changes]] = {}
        self._closed = False

    def tell(self, task: Task) -> None:
        """A task has changed; the store calls this after each commit."""
        for key in (task.id, tenant_key(task.tenant)):
            for queue in self._queues.get(key, ()):
                _put(queue, task)

    #: A deleted task wakes its watchers too; they find it gone.
    gone = tell

    def close(self) -> None:
        """The server stops: all who wait are woken by a last None, and so is who comes later."""
        self._closed = True
        for queues in self._queues.values():
            for queue in queues:
                _put(queue, None)

    def cut(self, key_id: str) -> None:
        """A key has changed: who watches with it is woken by a last None, and may come again if still let in."""
        for queue in self._queues.get(key_name(key_id), ()):
            _put(queue, None)

    @contextlib.contextmanager
    def on(self, *names: str) -> Iterator[Changes]:
        """A queue of changes for as long as the block lasts."""
        queue: Changes = asyncio.Queue(MOST_PENDING)
        if self._closed:
            queue.put_nowait(None)
        for name in names:
            self._queues.setdefault(name, set()).add(queue)
        try:
            yield queue
        finally:
            for name in names:
                self._queues[name].discard(queue)
                if not self._queues[name]:
                    del self._queues[name]


def _put(queue: Changes, task: Task | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(task)


def key_names(caller: Caller) -> tuple[str, ...]:
    """The names under which the end of a caller's keys comes; of one without a key, the end of open mode."""
    return tuple(key_name(key_id) for key_id in caller.lineage or ("",))


def key_name(key_id: str) -> str:
    """The name under which a key's change comes."""
    return f"key:{key_id}"


def tenant_key(tenant: str) -> str:
    """The name under which all of a tenant's changes come."""
    return f"tenant:{tenant}"
