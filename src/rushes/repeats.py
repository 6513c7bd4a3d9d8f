"""The same create twice: answered as at first, refused, or adopted, so that one wish makes one film.

With an `Idempotency-Key` the caller says what belongs together. A library that tries again by itself without one says
only how often it has tried: then the newest equal task of its key is taken for the one whose answer was lost. What is
under way in this process is known here; what is kept, in the store.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from rushes.core.caller import Caller
from rushes.core.repeat import TO_COME, Mark
from rushes.errors import IdempotencyConflict, IdempotencyInFlight
from rushes.storage.repeats import RepeatStore

#: The longest wait for a film, and what it takes to answer.
LONGEST_ANSWER = 75.0


class Repeats:
    """One for the whole app. `window` is for how many seconds a task without a key may be adopted.

    `shared`: other processes answer creates too, and only the clock tells whether one of them still waits.
    """

    def __init__(self, store: RepeatStore, now: Callable[[], float], window: float, *, shared: bool = False) -> None:
        self._store, self._now, self._window, self._shared = store, now, window, shared
        self._keys: set[tuple[str, str]] = set()
        self._plain: dict[tuple[str, str | None, str], set[asyncio.Event]] = {}

    @contextlib.contextmanager
    def flight(self, caller: Caller, key: str | None) -> Iterator[Callable[[], None]]:
        """Gives what takes the key, and holds it from then on to the end of the block: its answer is on its way then.

        Taking raises `IdempotencyInFlight` where another request holds the key. One in another process is met only
        where both are kept, and refused there in the same words.
        """
        taken = False

        def take() -> None:
            nonlocal taken
            if key is not None:
                self._free(caller, key)
                self._keys.add((caller.tenant, key))
                taken = True

        try:
            yield take
        finally:
            if taken and key is not None:
                self._keys.discard((caller.tenant, key))

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

    async def answer(
        self, caller: Caller, mark: Mark, take: Callable[[], None], late: Callable[[str], Awaitable[str]]
    ) -> str | None:
        """What was answered under the same key; None where the key is this request's to use, and taken.

        Raises `IdempotencyConflict` where something else was asked, `IdempotencyInFlight` where the answer is not yet
        on its way. `late(task_id)` writes the one that a process which died in its wait still owed.
        """
        if mark.key is None:
            return None
        if (answer := await self._answer(caller, mark.key, mark, late)) is not None:
            self._free(caller, mark.key)
            return answer
        take()
        return await self._answer(caller, mark.key, mark, late)  # it may have been made while this request looked

    async def _answer(self, caller: Caller, key: str, mark: Mark, late: Callable[[str], Awaitable[str]]) -> str | None:
        kept = await self._store.look_up(caller.tenant, key)
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
        if kept.answer != TO_COME:
            return kept.answer
        self._free(caller, key)
        if self._shared and self._now() - kept.at < LONGEST_ANSWER:
            raise IdempotencyInFlight.of(key)
        answer = await late(kept.task_id)
        await self._store.answered(caller.tenant, key, answer)
        return answer

    async def lost(self, caller: Caller, mark: Mark) -> str | None:
        """The task that a library's earlier try has made, where its answer seems to have been lost; its id."""
        if mark.key is not None or not mark.retry:
            return None
        return await self._store.adopt(caller.tenant, caller.key, mark, self._now() - self._window)

    async def answered(self, caller: Caller, key: str, answer: str) -> None:
        """Keep the answer of one that has waited."""
        await self._store.answered(caller.tenant, key, answer)

    def _free(self, caller: Caller, key: str) -> None:
        if (caller.tenant, key) in self._keys:
            raise IdempotencyInFlight.of(key)

    async def forget(self) -> None:
        """Remove what was kept long enough."""
        await self._store.forget(self._now(), self._window)
