"""Who asks, and what they may do: the tenant, the key and its rights, as every use case is given them.

How a caller proves who they are is for `api/auth.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from rushes.errors import Forbidden

#: The tenant of open mode and of the keys in the settings.
DEFAULT_TENANT = "default"


class Scope(enum.StrEnum):
    """One right of a key; none contains another."""

    #: Create, cancel and delete tasks.
    MAKE = "make"
    #: Query, list and watch tasks, and download films.
    READ = "read"
    #: See and change the server's keys.
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Caller:
    """The one who asks, for the length of a request."""

    tenant: str = DEFAULT_TENANT
    #: The id of the key; None in open mode and for a signed link.
    key: str | None = None
    scopes: frozenset[Scope] = ALL_SCOPES
    #: The models that may be asked for; None is all of them.
    models: frozenset[str] | None = None
    #: The key and those it descends from, oldest first; none for keys of the settings.
    lineage: tuple[str, ...] = ()
    #: When the key expires.
    until: float | None = None

    @property
    def operates(self) -> bool:
        """Whether this is the operator, who sees all tenants: an admin of the first one."""
        return Scope.ADMIN in self.scopes and self.tenant == DEFAULT_TENANT

    def need(self, scope: Scope) -> None:
        """Raises `Forbidden` where the key lacks this right."""
        if scope not in self.scopes:
            has = ", ".join(sorted(self.scopes)) or "none"
            raise Forbidden(f"This key lacks the scope {scope}; it has: {has}. Use a key with {scope}.")

    def reach(self, models: Iterable[str]) -> list[str]:
        """Those of the models that this caller may ask for."""
        return [model for model in models if self.models is None or model in self.models]
