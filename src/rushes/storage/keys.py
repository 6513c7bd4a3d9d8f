"""Keys in a database: their rows, their transactions as steps, and the class over an engine.

What a key grants and how a chain adds up is `core/key`'s; who may change which key is the keyring's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rushes.core.caller import Scope
from rushes.core.key import Grant, Key
from rushes.errors import NotFound, RateLimited, Unauthenticated
from rushes.storage.engine import Engine, Steps, ask, tell

#: What is told to other processes when a key has changed; the text is its id.
CHANGED = "key"
#: A slot may come free any moment; nobody knows when.
SLOT_SECONDS = 5.0
#: Looks at a key's whole chain, the key last, and raises where it may not be touched.
Check = Callable[[Sequence[Key]], None]
LIMITS = ("expires_at", "requests_per_minute", "concurrent_tasks", "budget_day", "budget_month", "budget_total")


class KeyStore:
    """Keys, over the same engine as the tasks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hear(self, listener: Callable[[str], None]) -> None:
        """Have `listener(key_id)` called for changes that other processes make."""
        self._engine.hear(CHANGED, listener)

    async def add(self, key: Key, digest: str) -> Key:
        """Keep a new key."""
        return await self._engine.write(lambda: add(key, digest))

    async def change(self, key_id: str, edit: Callable[[Sequence[Key]], Key]) -> Key:
        """Put `edit(chain)` in the key's place; what `edit` raises leaves it as it is. Raises `NotFound`."""
        return await self._engine.write(lambda: change(key_id, edit))

    async def turn(self, key_id: str, check: Check, digest: str, hint: str, now: float, until: float) -> Key:
        """Give the key another text; the one before still opens until then. Raises `NotFound` and what `check` does."""
        return await self._engine.write(lambda: turn(key_id, check, digest, hint, now, until))

    async def revoke(self, key_id: str, check: Check, now: float) -> Key:
        """End the key and all that descend from it. Raises `NotFound` and what `check` does."""
        return await self._engine.write(lambda: revoke(key_id, check, now))

    async def touch(self, key_id: str, now: float) -> None:
        """Remember that the key was shown."""
        await self._engine.write(lambda: ask("touch_key", id=key_id, now=now))

    async def chain(self, key_id: str) -> list[Key]:
        """The key with all that it descends from, oldest first. Raises `NotFound`."""
        return await self._engine.read(lambda: chain(key_id))

    async def chain_of(self, digest: str, now: float) -> list[Key]:
        """The same, by the hash of the key's text. Raises `NotFound`."""
        return await self._engine.read(lambda: chain_of(digest, now))

    async def page(self, tenant: str | None, after: str | None, limit: int) -> list[Key]:
        """Keys of a tenant, or of all, oldest first."""
        return await self._engine.read(lambda: page(tenant, after, limit))

    async def any(self) -> bool:
        """Whether a key was ever made."""
        return bool(await self._engine.read(lambda: ask("any_key")))


def add(key: Key, digest: str) -> Steps[Key]:
    """Keep a new key."""
    yield from ask("add_key", **key_to_row(key), digest=digest)
    yield from tell(CHANGED, key.id)
    return key


def change(key_id: str, edit: Callable[[Sequence[Key]], Key]) -> Steps[Key]:
    """Read, edit, write."""
    after = edit((yield from _locked(key_id)))
    yield from ask("update_key", **{name: value for name, value in key_to_row(after).items() if name in UPDATED})
    yield from tell(CHANGED, key_id)
    return after


def turn(key_id: str, check: Check, digest: str, hint: str, now: float, until: float) -> Steps[Key]:
    """Put another hash in the key's place."""
    check((yield from _locked(key_id)))
    yield from ask("turn_key", id=key_id, digest=digest, hint=hint, now=now, until=until)
    yield from tell(CHANGED, key_id)
    return (yield from _one("get_key", id=key_id))


def revoke(key_id: str, check: Check, now: float) -> Steps[Key]:
    """Mark a whole branch of the family; who was revoked before keeps that moment."""
    found = yield from _locked(key_id)
    check(found)
    yield from ask("revoke_lineage", lineage=_path(found[-1]), now=now)
    yield from tell(CHANGED, key_id)
    return (yield from _one("get_key", id=key_id))


def chain(key_id: str) -> Steps[list[Key]]:
    """A key and all that it descends from."""
    return (yield from _with_ancestors((yield from _one("get_key", id=key_id)), "get_key"))


def chain_of(digest: str, now: float) -> Steps[list[Key]]:
    """The same, by hash."""
    return (yield from _with_ancestors((yield from _one("key_by_digest", digest=digest, now=now)), "get_key"))


def page(tenant: str | None, after: str | None, limit: int) -> Steps[list[Key]]:
    """A slice of the list."""
    rows = yield from ask("page_of_keys", tenant=tenant, after=after, limit=limit)
    return [row_to_key(row) for row in rows]


def room_for_task(key_id: str | None) -> Steps[list[Key]]:
    """The chain of the key that makes a task, locked; none for keys that are not kept here.

    Raises `RateLimited` where one of them has as many open tasks as it may, `Unauthenticated` where one was revoked
    since the request was let in.
    """
    rows = (yield from ask("get_key", id=key_id)) if key_id else []
    if not rows:
        return []
    keys = yield from _with_ancestors(row_to_key(rows[0]), "lock_key")
    for key in keys:
        if key.revoked_at is not None:
            raise Unauthenticated("This key was revoked.")
        most = key.grant.concurrent_tasks
        if most is None:
            continue
        (found,) = yield from ask("open_tasks_of_lineage", lineage=_path(key))
        if found["open"] >= most:
            message = f"This key may have {most} tasks that have not ended, and has them; wait for one to end."
            raise RateLimited(message, seconds=SLOT_SECONDS)
    return keys


def key_to_row(key: Key) -> dict[str, Any]:
    """The columns of a key, but for its hashes."""
    plain = {
        name: getattr(key, name) for name in ("id", "tenant", "name", "hint", "created_at", "revoked_at", "used_at")
    }
    limits = asdict(key.grant)
    return {
        **plain,
        "lineage": _path(key),
        "scopes": json.dumps(sorted(key.grant.scopes)),
        "models": None if key.grant.models is None else json.dumps(sorted(key.grant.models)),
        **{name: limits[name] for name in LIMITS},
    }


UPDATED = ("id", "name", "scopes", "models", *LIMITS, "revoked_at")


def row_to_key(row: Mapping[str, Any]) -> Key:
    """The key of a row of `SELECT *`."""
    models = None if row["models"] is None else frozenset(json.loads(row["models"]))
    scopes = frozenset(Scope(word) for word in json.loads(row["scopes"]))
    return Key(
        id=row["id"],
        tenant=row["tenant"],
        name=row["name"],
        hint=row["hint"],
        lineage=tuple(row["lineage"].strip("/").split("/")),
        grant=Grant(scopes, models, **{name: row[name] for name in LIMITS}),
        created_at=row["created_at"],
        revoked_at=row["revoked_at"],
        used_at=row["used_at"],
    )


def _path(key: Key) -> str:
    return f"/{'/'.join(key.lineage)}/"


def _one(statement: str, **values: Any) -> Steps[Key]:
    rows = yield from ask(statement, **values)
    if not rows:
        raise NotFound("There is no such key here.")
    return row_to_key(rows[0])


def _locked(key_id: str) -> Steps[list[Key]]:
    return (yield from _with_ancestors((yield from _one("get_key", id=key_id)), "lock_key"))


def _with_ancestors(key: Key, statement: str) -> Steps[list[Key]]:
    """Always from the oldest on, so that two who lock a family wait for each other in one order."""
    found = []
    for key_id in key.lineage:
        found.append((yield from _one(statement, id=key_id)))
    return found
