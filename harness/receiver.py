"""A receiver of webhooks on a real socket that fails in every way it is told to, and remembers what has come."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

#: Each way to fail, as what is written before the connection ends; None: nothing, for longer than anyone waits.
ANSWERS: dict[str, bytes | None] = {
    "500": b"HTTP/1.1 500 Oops\r\ncontent-length: 4\r\n\r\noops",
    "502": b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n",
    "503": b"HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n",
    "429": b"HTTP/1.1 429 Slowly\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n",
    "404": b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
    "redirect": b"HTTP/1.1 307 Elsewhere\r\nlocation: /ok\r\ncontent-length: 0\r\n\r\n",
    "garbage": b"\x16\x03\x01 this is no HTTP\r\n\r\n",
    "half": b"HTTP/1.1 20",
    "closed": b"",
    "reset": b"",
    "silence": None,
    "drip": None,
}
GOOD = b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n"
DRIP_SECONDS = 0.05


@dataclass
class Letter:
    """One request that came whole."""

    path: str
    headers: dict[str, str]
    body: bytes
    #: How it was answered: a way to fail, or "good".
    way: str

    @property
    def id(self) -> str:
        """Its `webhook-id`."""
        return self.headers.get("webhook-id", "")


def failing(share: float, ways: Sequence[str], seed: int) -> Callable[[Letter, int], str]:
    """Answers that fail with this likelihood, in one of these ways drawn by the seed; never more than four times."""
    chance = random.Random(seed)

    def way(letter: Letter, tries: int) -> str:
        return chance.choice(ways) if tries <= 4 and chance.random() < share else "good"

    return way


@dataclass
class Receiver:
    """A server in a thread of its own. `way(letter, tries)` says how a letter is answered at its how-manieth try."""

    way: Callable[[Letter, int], str] = field(default=lambda letter, tries: "good")
    letters: list[Letter] = field(default_factory=list)
    url: str = ""
    #: Connections that are open, and how many were at most.
    open: int = 0
    most_open: int = 0

    def __enter__(self) -> Receiver:
        self._tries: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def taken(self) -> Counter[str]:
        """How often each id was answered well."""
        return Counter(letter.id for letter in list(self.letters) if letter.way == "good")

    async def _start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._answer(await self._read(reader), writer)
        finally:
            self.open -= 1
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Letter:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        headers = {name: line.split(": ", 1)[1] for name, line in zip(headers, filter(None, lines[1:]), strict=True)}
        body = await reader.readexactly(int(headers["content-length"]))
        return Letter(lines[0].split(" ")[1], headers, body, "")

    async def _answer(self, letter: Letter, writer: asyncio.StreamWriter) -> None:
        self._tries[letter.id] += 1
        letter.way = self.way(letter, self._tries[letter.id])
        self.letters.append(letter)
        answer = GOOD if letter.way == "good" else ANSWERS.get(letter.way, letter.way.encode())
        if letter.way == "silence":
            await asyncio.sleep(3600)
        elif letter.way == "drip":
            for byte in GOOD * 100:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(DRIP_SECONDS)
        elif letter.way == "reset":
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        else:
            writer.write(answer or b"")
            await writer.drain()
