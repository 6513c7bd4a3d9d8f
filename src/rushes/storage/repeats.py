"""Creates that may come twice, in the database: the answers to keys, and the tries of callers without one.

Rows are written with their task (`keep` is part of its transaction). Who may be answered with what is decided in
`rushes/repeats.py`.
"""

from __future__ import annotations

from rushes.core.repeat import KEPT_SECONDS, Kept, Mark
from rushes.core.task import Task
from rushes.errors import IdempotencyInFlight
from rushes.storage.engine import Engine, Steps, ask


class RepeatStore:
    """The two tables of repeats, over the store's engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def look_up(self, tenant: str, key: str) -> Kept | None:
        """What was made and answered under a caller's key."""
        return await self._engine.read(lambda: _look_up(tenant, key))

    async def adopt(self, tenant: str, key_id: str | None, mark: Mark, since: float) -> str | None:
        """Take the newest equal task that this try may be answered with; its id."""
        return await self._engine.write(lambda: _adopt(tenant, key_id or "", mark, since))

    async def answered(self, tenant: str, key: str, answer: str) -> None:
        """Keep the answer that was still to come."""
        await self._engine.write(lambda: ask("answer_key", tenant=tenant, key=key, answer=answer))

    async def forget(self, now: float, window: float) -> None:
        """Remove the rows whose time is over."""
        await self._engine.write(lambda: _forget(now - KEPT_SECONDS, now - window))


def keep(task: Task, mark: Mark) -> Steps[None]:
    """Keep what a create is known by. Raises `IdempotencyInFlight` where another one has its key since just now."""
    if mark.key is None:
        yield from ask(
            "keep_attempt",
            task_id=task.id,
            tenant=task.tenant,
            key_id=task.key or "",
            digest=mark.digest,
            retry=mark.retry,
            at=task.created_at,
        )
        return
    kept = yield from ask(
        "keep_key",
        tenant=task.tenant,
        key=mark.key,
        digest=mark.digest,
        task_id=task.id,
        answer=mark.answer,
        at=task.created_at,
    )
    if not kept:
        raise IdempotencyInFlight.of(mark.key)


def bury(task_id: str) -> Steps[None]:
    """A deleted task leaves no word of what it was; its key stays taken."""
    yield from ask("bury_key", task_id=task_id)
    yield from ask("bury_attempt", task_id=task_id)


def _look_up(tenant: str, key: str) -> Steps[Kept | None]:
    rows = yield from ask("look_up_key", tenant=tenant, key=key)
    return Kept(**rows[0]) if rows else None


def _adopt(tenant: str, key_id: str, mark: Mark, since: float) -> Steps[str | None]:
    rows = yield from ask(
        "adopt_attempt", tenant=tenant, key_id=key_id, digest=mark.digest, retry=mark.retry, since=since
    )
    return str(rows[0]["task_id"]) if rows else None


def _forget(keys_before: float, attempts_before: float) -> Steps[None]:
    yield from ask("forget_keys", before=keys_before)
    yield from ask("forget_attempts", before=attempts_before)
