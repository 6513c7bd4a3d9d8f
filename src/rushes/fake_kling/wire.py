"""The socket under the fake's answers: connections that are reset or never answered, and the server that allows it."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any, ClassVar

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from rushes.fake_kling.certificates import Certificates

#: Time for the answer to whoever asked for the connections to be refused.
ANSWERED_SECONDS = 0.05


class Wire(H11Protocol):
    """uvicorn's protocol, with its transports within reach."""

    #: Open connections by the address of their other end.
    open: ClassVar[dict[tuple[str, int], Wire]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note the connection."""
        super().connection_made(transport)
        self.peer: tuple[str, int] = transport.get_extra_info("peername")[:2]
        self.socket_transport, self.lost = transport, asyncio.Event()
        Wire.open[self.peer] = self

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        Wire.open.pop(self.peer, None)
        self.lost.set()
        super().connection_lost(exc)


class Gone:
    """An answer that is none: the connection is reset, or stays open in silence."""

    def __init__(self, request: Request, *, reset: bool, first: bytes = b"") -> None:
        self._request, self._reset, self._first = request, reset, first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Play it. What `first` holds is sent before."""
        assert self._request.client is not None
        wire = Wire.open.get((self._request.client.host, self._request.client.port))
        if wire is None:
            return
        if not self._reset:
            await wire.lost.wait()
            return
        transport = wire.socket_transport
        if self._first:
            transport.write(self._first)
            await asyncio.sleep(0.05)
        # With a linger of no seconds the kernel sends RST, not FIN.
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()


async def refuse(running: uvicorn.Server, seconds: float) -> None:
    """Have nobody listen for so long: what is open is reset, and who comes is refused by the system."""
    await asyncio.sleep(ANSWERED_SECONDS)
    if not running.servers:  # that is so already
        return
    listening = running.servers.pop()
    host, port = listening.sockets[0].getsockname()[:2]
    listening.close()
    for wire in list(Wire.open.values()):
        wire.socket_transport.abort()
    await asyncio.sleep(seconds)
    state = {"config": running.config, "server_state": running.server_state, "app_state": running.lifespan.state}
    loop, tls = asyncio.get_running_loop(), running.config.ssl
    running.servers.append(await loop.create_server(lambda: Wire(**state), host, port, ssl=tls))


async def disguise(certificates: Certificates, kind: str, seconds: float) -> None:
    """Show another certificate for so long; what is open is reset, for it has seen the right one."""
    await asyncio.sleep(ANSWERED_SECONDS)
    certificates.show(kind)
    for wire in list(Wire.open.values()):
        wire.socket_transport.abort()
    await asyncio.sleep(seconds)
    certificates.show(certificates.kind)


def server(app: ASGIApp, **options: Any) -> uvicorn.Server:
    """A uvicorn server whose connections can be broken."""
    config = uvicorn.Config(
        app,
        http=Wire,
        log_config=None,
        log_level="critical",  # an answer that never comes is no error here
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
        **options,
    )
    return uvicorn.Server(config)
