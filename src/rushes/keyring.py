"""The use cases of keys: make, see, change, turn, revoke. No key gives or takes more than it may do itself.

An admin key of the tenant `default` is the operator's and sees the keys of every tenant; one of another tenant sees
its own tenant's. Letting callers in is the door's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from rushes.core.caller import DEFAULT_TENANT, Caller, Scope
from rushes.core.ids import new_key_id
from rushes.core.key import DEEPEST, Grant, Key, digest, hint, new_text, rights
from rushes.core.key_rules import check_change, check_new
from rushes.errors import Forbidden, KeyRevoked, NotFound
from rushes.paging import begins
from rushes.storage.keys import KeyStore

log = structlog.get_logger()

#: What a key may do when nothing is said: everything but to make keys.
USUAL = frozenset({Scope.MAKE, Scope.READ})


class Keyring:
    """One for the process. `changed` tells the door."""

    def __init__(
        self,
        keys: KeyStore,
        models: Sequence[str],
        changed: Callable[[str], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._keys, self._models, self._changed, self._now = keys, models, changed, now

    async def make(self, given: Mapping[str, object], by: Caller) -> tuple[Key, str]:
        """A new key and its text, which is not to be had again."""
        by.need(Scope.ADMIN)
        values = check_new(given, self._models, self._now())
        name, tenant = values.pop("name"), values.pop("tenant", by.tenant)
        if tenant != by.tenant and not _operates(by):
            raise Forbidden(f"tenant is {tenant!r}; this key makes keys for {by.tenant!r} only.", param="tenant")
        if len(by.lineage) > DEEPEST:
            raise Forbidden(f"This key descends from {DEEPEST} others; make the new one with one of those.")
        bound = await self._bound(by)
        values.setdefault("scopes", bound.scopes & USUAL or bound.scopes)
        _stay_within(values, bound)
        text, key_id = new_text(), new_key_id()
        grant = replace(bound, **values)
        key = Key(key_id, tenant, name, hint(text), (*by.lineage, key_id), grant, self._now())
        await self._keys.add(key, digest(text))
        self._tell("key_made", key, by)
        return key, text

    async def get(self, key_id: str, by: Caller) -> Key:
        """A key. Raises `NotFound`."""
        by.need(Scope.ADMIN)
        key = (await self._keys.chain(key_id))[-1]
        _seen(key, by)
        return key

    async def page(self, by: Caller, after: str | None, limit: int) -> list[Key]:
        """Keys, oldest first."""
        by.need(Scope.ADMIN)
        if after is not None:
            await begins(self.get(after, by), after)
        return await self._keys.page(None if _operates(by) else by.tenant, after, limit)

    async def change(self, key_id: str, given: Mapping[str, object], by: Caller) -> Key:
        """Give a key another name or other rights."""
        by.need(Scope.ADMIN)
        values = check_change(given, self._models, self._now())
        bound = await self._bound(by)

        def edit(chain: Sequence[Key]) -> Key:
            _held(chain, by, bound)
            limits = {name: value for name, value in values.items() if name != "name"}
            _stay_within(limits, bound)
            _stay_within(limits, rights(chain[:-1]))
            return chain[-1].changed(**values)

        key = await self._keys.change(key_id, edit)
        self._tell("key_changed", key, by, fields=sorted(values))
        return key

    async def turn(self, key_id: str, overlap: float, by: Caller) -> tuple[Key, str]:
        """Another text for the same key; the one before opens for `overlap` seconds more."""
        by.need(Scope.ADMIN)
        text, now, bound = new_text(), self._now(), await self._bound(by)

        def check(chain: Sequence[Key]) -> None:
            _held(chain, by, bound)
            if chain[-1].revoked_at is not None:
                raise KeyRevoked(f"The key {key_id} is revoked for good; make another one.")

        key = await self._keys.turn(key_id, check, digest(text), hint(text), now, now + overlap)
        self._tell("key_rotated", key, by, overlap=overlap)
        return key, text

    async def revoke(self, key_id: str, by: Caller) -> Key:
        """End a key and all that descend from it, for good."""
        by.need(Scope.ADMIN)
        bound, now = await self._bound(by), self._now()
        key = await self._keys.revoke(key_id, lambda chain: _held(chain, by, bound), now)
        self._tell("key_revoked", key, by)
        return key

    async def _bound(self, by: Caller) -> Grant:
        """What the one who asks may do at most; all, for the operator without a kept key."""
        return rights(await self._keys.chain(by.lineage[-1])) if by.lineage else Grant()

    def _tell(self, what: str, key: Key, by: Caller, **facts: Any) -> None:
        self._changed(key.id)
        log.info(what, key=key.id, tenant=key.tenant, by=by.key or "operator", **facts)


def _operates(by: Caller) -> bool:
    return by.tenant == DEFAULT_TENANT


def _seen(key: Key, by: Caller) -> None:
    """Another tenant's key looks like one that never was."""
    if key.tenant != by.tenant and not _operates(by):
        raise NotFound("There is no such key here.")


def _held(chain: Sequence[Key], by: Caller, bound: Grant) -> None:
    """Refuse to touch a key that may do more than the one who asks."""
    _seen(chain[-1], by)
    if field := rights(chain).excess(bound):
        raise Forbidden(f"That key may do more than yours ({field}); use a key with at least its rights.")


def _stay_within(values: Mapping[str, Any], bound: Grant) -> None:
    """Refuse new rights beyond `bound`; those that stay as they are do not matter."""
    if field := replace(bound, **values).excess(bound):
        most, wanted = _shown(getattr(bound, field)), _shown(values[field])
        raise Forbidden(f"{field} is {wanted}, beyond what may be given here; allowed: at most {most}.", param=field)


def _shown(value: object) -> str:
    if value is None:
        return "no limit"
    return ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
