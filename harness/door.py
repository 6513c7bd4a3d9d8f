"""A door in front of a vendor: a TCP relay that can be shut, slammed, or opened to the wrong house."""

from __future__ import annotations

import asyncio
import socket
import struct
from types import TracebackType

import httpx2

PIECE = 1 << 16


class Door:
    """Open, it relays. `refused` does not listen, `reset` breaks each connection, `silent` answers nothing, `garbled`
    answers what is no HTTP. What is under way when it turns is broken off.
    """

    def __init__(self, vendor: str) -> None:
        url = httpx2.URL(vendor)
        self._vendor = (url.host, url.port or 80)
        self._state, self._port = "open", 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._relays: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Door:
        await self._listen()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.turn("refused")
        if self._relays:
            await asyncio.wait(self._relays, timeout=5)

    @property
    def url(self) -> str:
        """The vendor's address, through the door."""
        return f"http://127.0.0.1:{self._port}"

    async def turn(self, state: str) -> None:
        """From now on it is like this."""
        self._state = state
        for writer in list(self._open):
            _slam(writer)
        if state == "refused" and self._server:
            self._server.close()
            self._server = None
        elif state != "refused" and self._server is None:
            await self._listen()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._come, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relay = asyncio.create_task(self._one(reader, writer))
        self._relays.add(relay)
        relay.add_done_callback(self._relays.discard)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            match self._state:
                case "open":
                    await self._relayed(reader, writer)
                case "reset":
                    _slam(writer)
                case "garbled":
                    writer.write(b"\x15\x03\x01\x00\x02\x02\x46 who is there?\r\n\r\n")
                case _:
                    await reader.read()
        except OSError:
            _slam(writer)
        finally:
            self._open.discard(writer)
            writer.close()

    async def _relayed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._vendor)
        self._open.add(back)
        try:
            done, pending = await asyncio.wait(
                [asyncio.create_task(_copied(reader, back)), asyncio.create_task(_copied(there, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in pending:
                task.cancel()
            broken = [task for task in done if task.exception()]
            if broken:
                _slam(writer)
        finally:
            self._open.discard(back)
            back.close()


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(PIECE):
        writer.write(piece)
        await writer.drain()


def _slam(writer: asyncio.StreamWriter) -> None:
    """End the connection with a reset."""
    found = writer.get_extra_info("socket")
    if found is not None and not writer.is_closing():
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
