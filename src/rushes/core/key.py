"""A key: its text, what it grants, and how the rights of a chain of keys come together.

A key that was made with another key descends from it and can never do more: whatever happens to the parent later,
the rights of the whole chain are what counts. Only the hash of a key's text is ever kept.
"""

from __future__ import annotations

import hashlib
import secrets
import string
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from rushes.core.caller import ALL_SCOPES, Caller, Scope

PREFIX = "sk-rushes-"
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM, CHECK = 43, 6  # 43 × log2(62): 256 random bits
#: How many keys may stand between a key and its first ancestor.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Grant:
    """What a key may do, and how much of it; None is no limit. Money is in millionths of a US dollar."""

    scopes: frozenset[Scope] = ALL_SCOPES
    models: frozenset[str] | None = None
    expires_at: float | None = None
    requests_per_minute: int | None = None
    #: Tasks that have not ended.
    concurrent_tasks: int | None = None
    budget_day: int | None = None
    budget_month: int | None = None
    budget_total: int | None = None

    def excess(self, other: Grant) -> str | None:
        """The first field in which this goes beyond `other`; None where it stays within."""
        return next((name for name in _NAMES if getattr(self.within(other), name) != getattr(self, name)), None)

    def within(self, other: Grant) -> Grant:
        """What is left of this where no more than `other` is allowed."""
        models = [each for each in (self.models, other.models) if each is not None]
        return Grant(
            self.scopes & other.scopes,
            frozenset.intersection(*models) if models else None,
            **{name: _least(getattr(self, name), getattr(other, name)) for name in _NAMES[2:]},
        )


_NAMES = tuple(field.name for field in fields(Grant))


def _least(one: Any, other: Any) -> Any:
    return min((each for each in (one, other) if each is not None), default=None)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: all but its text."""

    id: str
    tenant: str
    name: str
    #: The last characters of the text, by which people tell their keys apart.
    hint: str
    #: The ids of the keys it descends from, oldest first, and its own.
    lineage: tuple[str, ...]
    grant: Grant
    created_at: float
    revoked_at: float | None = None
    #: When it was last shown, within ten minutes; None before.
    used_at: float | None = None

    @property
    def parent(self) -> str | None:
        """The id of the key it was made with."""
        return self.lineage[-2] if len(self.lineage) > 1 else None

    def state(self, now: float) -> str:
        """`live`, `revoked` or `expired`, by itself."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.grant.expires_at is not None and self.grant.expires_at <= now else "live"

    def changed(self, **changes: object) -> Key:
        """The same with another name or other rights."""
        name = changes.pop("name", self.name)
        assert isinstance(name, str)
        return replace(self, name=name, grant=replace(self.grant, **changes))  # type: ignore[arg-type]


def rights(chain: Sequence[Key]) -> Grant:
    """What the last key of a chain may really do: what all of them may."""
    found = Grant()
    for key in chain:
        found = key.grant.within(found)
    return found


def caller_of(chain: Sequence[Key]) -> Caller:
    """Who calls with the last key of a chain."""
    key, grant = chain[-1], rights(chain)
    return Caller(key.tenant, key.id, grant.scopes, grant.models, key.lineage, grant.expires_at)


def new_text() -> str:
    """A fresh key: prefix, random part, checksum."""
    body = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + _check(body)


def well_formed(text: str) -> bool:
    """Whether the checksum holds: a key of ours with a typo does not, whatever the database knows."""
    right = len(text) == len(PREFIX) + RANDOM + CHECK and text.startswith(PREFIX)
    return right and text.isascii() and _check(text[:-CHECK]) == text[-CHECK:]


def digest(text: str) -> str:
    """What is kept of a key's text. The text is random, so a quick hash is as good as a slow one."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def hint(text: str) -> str:
    """What people see of a key's text later."""
    return text[-4:]


def _check(body: str) -> str:
    number = zlib.crc32(body.encode())
    found = ""
    for _ in range(CHECK):
        number, at = divmod(number, len(ALPHABET))
        found = ALPHABET[at] + found
    return found
