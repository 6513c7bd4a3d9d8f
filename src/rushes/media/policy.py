"""What a fetch may reach, as one value: fetches of pictures, webhooks and vendors' files differ in data only.

The strictest is the default. `target.py` and `pinned.py` enforce it.
"""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rushes.media.addresses import Address, AllowList

#: Takes a host name and a port, gives every address the name has; OSError when it has none.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

PORTS = frozenset({80, 443, 8443})


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Rules of one kind of fetch. Times in seconds."""

    #: Plain http as well as https. A redirect from https to http is refused all the same.
    allow_http: bool = False
    #: Networks reachable although they are not public, as "10.1.2.0/24". Never metadata addresses.
    allow: tuple[str, ...] = ()
    #: Networks refused although they are public: the server's own addresses.
    deny: tuple[str, ...] = ()
    ports: frozenset[int] = PORTS
    redirects: int = 3
    resolve_timeout: float = 5.0
    connect_timeout: float = 5.0
    #: The longest silence of the other side.
    read_timeout: float = 10.0
    #: None: the system's resolver.
    resolver: Resolver | None = None
    #: None: the system's certificates.
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        """ValueError where `allow` or `deny` names something that is not a network."""
        AllowList.of(*self.allow)
        AllowList.of(*self.deny)

    def permits(self, ip: str | Address) -> bool:
        """Whether a connection to this address is allowed."""
        return AllowList.of(*self.allow).permits(ip) and not AllowList.of(*self.deny).covers(ip)
