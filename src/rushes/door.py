"""Lets callers in: from a key's text to a `Caller`, or a refusal that says why.

What a key allows is read anew within a second of any change, whichever process made it. Keys of the settings are
known from the start and never change. Who may change keys is the keyring's.
"""

from __future__ import annotations

import contextlib
import hmac
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from rushes.core.caller import Caller
from rushes.core.key import PREFIX, Key, caller_of, digest, well_formed
from rushes.core.pace import Limit
from rushes.errors import NotFound, ServerBusy, StorageFull, Unauthenticated
from rushes.rates import Rates
from rushes.storage.keys import KeyStore

log = structlog.get_logger()

#: How old what is known of a key may be: the net for a notice of a change that never came.
FRESH_SECONDS = 1.0
#: `used_at` is written this rarely.
TOUCH_SECONDS = 600.0
MOST_KNOWN = 10_000
LONG_AGO = float("-inf")

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class _Known:
    chain: Sequence[Key]
    caller: Caller
    at: float


class Door:
    """One for the process. `static` are the callers of the settings' keys, by the hash of their text.

    A request of a kept key is counted for that key and for all it descends from, or for none of them.
    """

    def __init__(
        self,
        keys: KeyStore,
        static: Mapping[str, Caller],
        *,
        operator: str | None = None,
        rates: Rates | None = None,
        now: Clock = time.time,
        tick: Clock = time.monotonic,
    ) -> None:
        self._keys, self._static, self._now, self._tick = keys, static, now, tick
        #: The hash of what this process's own command shows; it is open to that one whatever keys there are.
        self._operator = operator
        self._anyone = Caller()
        self._known: dict[str, _Known] = {}
        self._changes = 0
        self._rates = rates or Rates(tick=tick)
        self._touched: dict[str, float] = {}
        self._listeners: list[Callable[[str], None]] = []
        #: Whether callers need a key. It stays so: a server whose last key was revoked is closed, not open.
        self.keyed = bool(static)
        self._asked_at = LONG_AGO
        keys.hear(self.changed)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have `listener(key_id)` called when a key changes; with "" when callers begin to need one."""
        self._listeners.append(listener)

    def changed(self, key_id: str) -> None:
        """A key has changed: forget all that was known of it and of those that descend from it."""
        self._changes += 1
        self._known.clear()
        names = (key_id,) if self.keyed else (key_id, "")
        self.keyed = True
        for name in names:
            for listener in self._listeners:
                listener(name)

    async def locked(self) -> bool:
        """Whether callers need a key."""
        if not self.keyed and self._tick() - self._asked_at >= FRESH_SECONDS:
            self._asked_at = self._tick()
            self.keyed = await self._keys.any()
        return self.keyed

    async def admit(self, text: str | None) -> Caller:
        """Who calls with this text. Raises `Unauthenticated`, `RateLimited`."""
        given = None if text is None else digest(text)
        if given and self._operator and hmac.compare_digest(given, self._operator):
            return Caller()
        if not await self.locked():
            return self._anyone
        if text is None or given is None:
            raise Unauthenticated
        return self._of_settings(given) or await self._of_database(text, given)

    async def holds(self, caller: Caller) -> bool:
        """Whether whoever was let in would be let in now with the same rights: asked while a stream is open."""
        if caller is self._anyone:
            return not await self.locked()
        if not caller.lineage:
            return True
        try:
            chain = await self._keys.chain(caller.lineage[-1])
        except NotFound:
            return False
        return all(key.state(self._now()) == "live" for key in chain) and caller_of(chain) == caller

    def _of_settings(self, given: str) -> Caller | None:
        # Every key is compared, so that the time taken says nothing of which one was close.
        found = [caller for known, caller in self._static.items() if hmac.compare_digest(given, known)]
        return found[0] if found else None

    async def _of_database(self, text: str, given: str) -> Caller:
        known = self._known.get(given)
        if known is None or self._tick() - known.at > FRESH_SECONDS:
            known = await self._look_up(text, given)
        for key in known.chain:
            _alive(key, self._now())
        await self._rates.take([Limit(key.id, most) for key in known.chain if (most := key.grant.requests_per_minute)])
        await self._touch(known.chain[-1])
        return known.caller

    async def _look_up(self, text: str, given: str) -> _Known:
        if text.startswith(PREFIX) and not well_formed(text):
            raise Unauthenticated("This key has a typo: its checksum does not hold. Copy it again, the whole of it.")
        changes = self._changes
        try:
            chain = await self._keys.chain_of(given, self._now())
        except NotFound:
            raise Unauthenticated("This server does not know this key; it may have been replaced by another.") from None
        known = _Known(chain, caller_of(chain), self._tick())
        if changes == self._changes:  # else it may be older than the change
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[given] = known
        return known

    async def _touch(self, key: Key) -> None:
        """Write down that the key was shown, rarely; a disk that takes no more is no reason to refuse a query."""
        now = self._now()
        if now - max(self._touched.get(key.id, LONG_AGO), key.used_at or LONG_AGO) < TOUCH_SECONDS:
            return
        self._touched[key.id] = now
        with contextlib.suppress(StorageFull, ServerBusy):
            await self._keys.touch(key.id, now)


def _alive(key: Key, now: float) -> None:
    state = key.state(now)
    if state != "live":
        raise Unauthenticated(f"This key is {state}; ask the server's operator for another one.")
