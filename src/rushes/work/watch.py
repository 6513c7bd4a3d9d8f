"""Lets many wait for changes of tasks in this process: a change wakes who watches its task or tenant."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from rushes.core.caller import Caller
from rushes.core.protocols import Change

#: At most one notice: True for «look again», False once there will be no more. What has changed stands in the store.
Changes = asyncio.Queue[bool]


class Watch:
    """Subscriptions by name: a task id, `tenant:` and a tenant, `key:` and a key's id."""

    def __init__(self) -> None:
        self._queues: dict[str, set[Changes]] = {}
        self._closed = False

    def tell(self, change: Change) -> None:
        """A task has changed; the store calls this after each commit."""
        for key in (change.id, tenant_key(change.tenant)):
            for queue in self._queues.get(key, ()):
                _put(queue, True)

    #: A deleted task wakes its watchers too; they find it gone.
    gone = tell

    def stir(self) -> None:
        """Anything may have changed: all look again."""
        for queues in self._queues.values():
            for queue in queues:
                _put(queue, True)

    def close(self) -> None:
        """The server stops: all who wait are woken for the last time, and so is who comes later."""
        self._closed = True
        for queues in self._queues.values():
            for queue in queues:
                _put(queue, False)

    def cut(self, key_id: str) -> None:
        """A key has changed: who watches with it is woken for the last time, and may come again if still let in."""
        for queue in self._queues.get(key_name(key_id), ()):
            _put(queue, False)

    @contextlib.contextmanager
    def on(self, *names: str) -> Iterator[Changes]:
        """A queue of changes for as long as the block lasts."""
        queue: Changes = asyncio.Queue(1)
        if self._closed:
            queue.put_nowait(False)
        for name in names:
            self._queues.setdefault(name, set()).add(queue)
        try:
            yield queue
        finally:
            for name in names:
                self._queues[name].discard(queue)
                if not self._queues[name]:
                    del self._queues[name]


def _put(queue: Changes, more: bool) -> None:
    """One notice says it all; an end that is not read yet stays an end."""
    if queue.full():
        more = queue.get_nowait() and more
    queue.put_nowait(more)


def key_names(caller: Caller) -> tuple[str, ...]:
    """The names under which the end of a caller's keys comes; of one without a key, the end of open mode."""
    return tuple(key_name(key_id) for key_id in caller.lineage or ("",))


def key_name(key_id: str) -> str:
    """The name under which a key's change comes."""
    return f"key:{key_id}"


def tenant_key(tenant: str) -> str:
    """The name under which all of a tenant's changes come."""
    return f"tenant:{tenant}"
