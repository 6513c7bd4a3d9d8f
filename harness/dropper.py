"""A proxy on loopback that passes requests on and drops answers: the first one, sometimes two, of every new create.

The server has kept the task by then; the client sees its connection end without a word.
"""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType

import httpx2

RETRY = "x-stainless-retry-count"


class Dropper:
    """Between one client and one server. Every third create loses its second answer too."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self.url = ""
        self.dropped = self.passed = self._creates = 0

    async def __aenter__(self) -> Dropper:
        self._client = httpx2.AsyncClient(base_url=self._upstream, trust_env=False, timeout=60)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._client.aclose()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._pass_on(reader, writer)
        writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        headers.pop("host", None)
        answer = await self._client.request(method, path, content=body, headers=headers)
        if method == "POST" and self._drops(int(headers.get(RETRY, "0"))):
            self.dropped += 1
            writer.transport.abort()
            return
        self.passed += 1
        kept = [f"{name}: {value}" for name, value in answer.headers.items() if name != "transfer-encoding"]
        lines = [f"HTTP/1.1 {answer.status_code} OK", *kept, "connection: close", "", ""]
        writer.write("\r\n".join(lines).encode("latin-1") + answer.content)
        await writer.drain()

    def _drops(self, retry: int) -> bool:
        if retry == 0:
            self._creates += 1
            return True
        return retry == 1 and self._creates % 3 == 0
