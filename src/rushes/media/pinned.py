"""Connections that go only where the policy allows: resolve once, check every answer, connect to a checked address.

This is the socket seam of httpcore2: SNI, the certificate's name and the Host header keep the name, because only the
address of the connection changes. Nothing above this seam can reach the network another way.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from ipaddress import ip_address

import httpcore2
from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream

from rushes.media.policy import FetchPolicy
from rushes.media.target import Blocked

_RESOLVERS = 4
_TRIED = 3


class Pinned(AsyncNetworkBackend):
    """A network backend under a policy. Raises `Blocked` where an address is not allowed."""

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore2's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        addresses = await self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return await self._connect(address, port, socket_options)
            except httpcore2.ConnectError:
                continue
        return await self._connect(addresses[-1], port, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore2's signature)
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        raise Blocked("unix sockets are not allowed")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> Sequence[str]:
        """At least one address, all of them allowed: one bad answer condemns the name."""
        addresses = [host] if _is_literal(host) else await self._resolve(host, port)
        if refused := [address for address in addresses if not self._policy.permits(address)]:
            raise Blocked(f"{host} leads to {', '.join(refused[:4])}")
        if not addresses:
            raise Blocked(f"{host} has no address")
        return addresses[:_TRIED]

    async def _resolve(self, host: str, port: int) -> Sequence[str]:
        resolve = self._policy.resolver or system_resolver
        try:
            async with asyncio.timeout(self._policy.resolve_timeout):
                return await resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Blocked(f"{host} cannot be resolved: {error!r}") from error

    async def _connect(
        self, address: str, port: int, options: Iterable[httpcore2.SOCKET_OPTION] | None
    ) -> AsyncNetworkStream:
        timeout = self._policy.connect_timeout
        return await self._backend.connect_tcp(address, port, timeout=timeout, socket_options=options)


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Ask the system, in threads of our own, so that a slow name server holds up nobody else's work."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_pool(), _look_up, host, port)
    return list(dict.fromkeys(found))


def _look_up(host: str, port: int) -> list[str]:
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(info[4][0]) for info in infos]


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolve")


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
