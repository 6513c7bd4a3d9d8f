"""The same create twice: answered as at first, refused, or adopted, so that one wish makes one film.

With an `Idempotency-Key` the caller says what belongs together. A library that tries again by itself without one says
only how often it has tried: then the newest equal task of its key is taken for the one whose answer was lost. What is
under way in this process is known here; what is kept, in the store.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

from rushes.core.caller import Caller
from rushes.core.repeat import Mark
from rushes.errors import IdempotencyConflict, IdempotencyInFlight
from rushes.storage.repeats import RepeatStore


class Repeats:
    """One for the whole app. `window` is for how many seconds a task without a key may be adopted."""

    def __init__(self, store: RepeatStore, now: Callable[[], float], window: float) -> None:
        self._store, self._now, self._window = store, now, window
        self._keys: set[tuple[str, str]] = set()
        self._plain: dict[tuple[str, str | None, str], set[asyncio.Event]] = {}

    @contextlib.contextmanager
    def one_at_a_time(self, caller: Caller, key: str | None) -> Iterator[None]:
        """Hold a key until its answer is on its way. Raises `IdempotencyInFlight` where another request holds it.

        A request in another process is met only where both are kept, and refused there in the same words.
        """
        if key is None:
            yield
            return
        held = (caller.tenant, key)
        if held in self._keys:
            raise IdempotencyInFlight.of(key)
        self._keys.add(held)
        try:
            yield
        finally:
            self._keys.discard(held)

    @contextlib.asynccontextmanager
    async def under_way(self, caller: Caller, mark: Mark) -> AsyncIterator[None]:
        """Where a create comes as another try, those equal to it that are under way end first."""
        equal = self._plain.setdefault((caller.tenant, caller.key, mark.digest), set())
        ended = asyncio.Event()
        before = list(equal) if mark.retry else []
        equal.add(ended)
        try:
            for other in before:
                await other.wait()
            yield
        finally:
            ended.set()
            equal.discard(ended)
            if not equal:
                self._plain.pop((caller.tenant, caller.key, mark.digest), None)

    async def answer(self, caller: Caller, mark: Mark) -> str | None:
        """What was answered under the same key. Raises `IdempotencyConflict` where something else was asked."""
        kept = await self._store.look_up(caller.tenant, mark.key) if mark.key else None
        if kept is None:
            return None
        if kept.digest != mark.digest:
            message = (
                f"The Idempotency-Key {mark.key!r} was used for another request, which made {kept.task_id}; "
                "use a new key for this one, or send exactly what was sent then."
            )
            raise IdempotencyConflict(message, param="Idempotency-Key")
        if kept.answer is None:
            message = (
                f"The Idempotency-Key {mark.key!r} made {kept.task_id}, which was deleted; "
                "use a new key to have the film made anew."
            )
            raise IdempotencyConflict(message, param="Idempotency-Key")
        return kept.answer

    async def lost(self, caller: Caller, mark: Mark) -> str | None:
        """The task that a library's earlier try has made, where its answer seems to have been lost; its id."""
        if mark.key is not None or not mark.retry:
            return None
        return await self._store.adopt(caller.tenant, caller.key, mark, self._now() - self._window)

    async def answered(self, caller: Caller, key: str, answer: str) -> None:
        """Another answer is sent than the one kept with the task."""
        await self._store.answered(caller.tenant, key, answer)

    async def forget(self) -> None:
        """Remove what was kept long enough."""
        await self._store.forget(self._now(), self._window)
