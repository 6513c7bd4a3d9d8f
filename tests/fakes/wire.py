"""The wire between a client and PostgreSQL: passes everything on, and can be cut at a moment of the test's choice."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

SOCKET = ".s.PGSQL.5432"


class Wire:
    """A socket before the server's. `cut_before` and `cut_after` name bytes of the client, for one cut
    each."""

    def __init__(self, server: Path, folder: Path) -> None:
        self._server, self._folder = server / SOCKET, folder
        self._listening: asyncio.Server | None = None
        self._pairs: set[asyncio.StreamWriter] = set()
        #: Cut when these bytes come, before they reach the server.
        self.cut_before: bytes | None = None
        #: Cut when the server has answered these bytes, before its answer reaches the client.
        self.cut_after: bytes | None = None
        #: With that cut the server is gone, until `join`.
        self.for_good = False
        self.cuts = 0
        #: Hold these bytes back, once, until `go_on` is set; `held` says that they have come.
        self.hold: bytes | None = None
        self.held, self.go_on = asyncio.Event(), asyncio.Event()

    def url(self, real: str) -> str:
        """The server's address over this wire."""
        return f"{real.partition('?')[0]}?host={self._folder}"

    async def join(self) -> None:
        """Take connections."""
        self._listening = await asyncio.start_unix_server(self._pass, self._folder / SOCKET)

    async def part(self) -> None:
        """Cut all connections and take no more, as if the server were gone."""
        assert self._listening is not None
        self._listening.close()
        (self._folder / SOCKET).unlink()
        for writer in list(self._pairs):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _pass(self, client_reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        server_reader, server = await asyncio.open_unix_connection(str(self._server))
        self._pairs |= {client, server}
        answering = asyncio.create_task(_copy(server_reader, client))
        try:
            while data := await client_reader.read(65536):
                if self.hold and self.hold in data:
                    self.hold = None
                    self.held.set()
                    await self.go_on.wait()
                if self.cut_before and self.cut_before in data:
                    self.cut_before = None
                    break
                if self.cut_after and self.cut_after in data:
                    self.cut_after = None
                    answering.cancel()
                    await asyncio.wait({answering})
                    server.write(data)
                    await server_reader.read(1)  # it has done what it was told
                    break
                server.write(data)
                await server.drain()
            else:
                return
            self.cuts += 1
            if self.for_good:
                await self.part()
        except ConnectionError:
            return
        finally:
            answering.cancel()
            for writer in (client, server):
                self._pairs.discard(writer)
                writer.transport.abort()


@asynccontextmanager
async def wire(server: Path) -> AsyncIterator[Wire]:
    """A wire to the server that listens in this folder."""
    with tempfile.TemporaryDirectory(prefix="rushes-wire-") as folder:
        made = Wire(server, Path(folder))
        await made.join()
        try:
            yield made
        finally:
            with contextlib.suppress(FileNotFoundError):
                await made.part()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()
