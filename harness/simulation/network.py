"""The network of a simulation: requests of the shipped HTTP client are carried to a vendor's app, or are not.

Below the client's `transport` there is no socket: chance says what becomes of a request on its way and of its answer on
the way back. What a vendor itself does wrong is the fake's (`rushes/fake_kling/faults.py`).
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.applications import Starlette

from harness.simulation.loop import Loop, World
from rushes.fake_kling.wire import Wire

#: What may happen to a request, each with how often, at the worst, of a hundred.
FATES = {
    "refused": 3.0,
    "no_connection": 1.5,
    "lost": 2.0,
    "late": 6.0,
    "proxy_error": 2.0,
    "answer_lost": 3.0,
    "answer_reset": 3.0,
    "answer_cut": 1.5,
    "answer_garbled": 1.5,
    "proxy_timeout": 2.0,
    "twice": 1.5,
}
#: How late a request may come after its sender has given it up, or died: what `accept_seconds` covers.
LATEST = 25.0


@dataclass
class Network:
    """Where the vendors are. `wild` is how often something happens, from 0 to 1, until all is calm."""

    world: World
    chance: random.Random
    wild: float
    apps: dict[str, tuple[Loop, Starlette]] = field(default_factory=dict)
    #: Whom each request reached, and how: the trace.
    seen: list[tuple[Any, ...]] = field(default_factory=list)
    calm_at: float = 0.0
    outages: tuple[tuple[float, float], ...] = ()
    sent: int = 0

    @property
    def out(self) -> bool:
        """Whether nothing comes through now."""
        return any(begins <= self.world.time < ends for begins, ends in self.outages)

    def fate(self, method: str) -> str:
        """What becomes of the next request."""
        if self.out:
            return self.chance.choice(("refused", "no_connection", "lost", "proxy_error"))
        if self.world.time >= self.calm_at or self.chance.random() >= self.wild * sum(FATES.values()) / 100:
            return "well"
        drawn = self.chance.choices(list(FATES), list(FATES.values()))[0]
        return "well" if drawn == "twice" and method != "GET" else drawn


class Carrier(httpx2.AsyncBaseTransport):
    """One process's way into the network."""

    def __init__(self, network: Network, loop: Loop) -> None:
        self._network, self._loop = network, loop

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, unless something happens."""
        network, body = self._network, await request.aread()
        network.sent += 1
        fate, number = network.fate(request.method), network.sent
        network.seen.append((round(network.world.time, 6), number, request.method, request.url.path, fate))
        limits = request.extensions["timeout"]
        await asyncio.sleep(network.chance.uniform(0.01, 0.2))
        if fate == "refused":
            raise httpx2.ConnectError("refused", request=request)
        if fate == "no_connection":
            await asyncio.sleep(limits["connect"])
            raise httpx2.ConnectTimeout("no connection", request=request)
        if trace := request.extensions.get("trace"):
            await trace("http11.send_request_headers.started", {})  # as HTTP/1.1 does before the first byte
        if fate == "proxy_error":
            return httpx2.Response(502, text="<html>Bad Gateway</html>", request=request)
        answer: asyncio.Future[_Heard] = self._loop.create_future()
        sender = _Sender(self._loop)
        latest = limits["read"] + LATEST
        wait = network.chance.choice((network.chance.uniform(0, latest), latest)) if fate == "late" else 0.0
        if fate != "lost":
            for _ in range(2 if fate == "twice" else 1):
                self._carry(request, body, number, answer, wait, sender)
        if fate in ("answer_lost", "late"):
            answer = self._loop.create_future()
        try:
            async with asyncio.timeout(limits["read"]):
                heard = await answer
        except TimeoutError:
            raise httpx2.ReadTimeout("no answer", request=request) from None
        finally:
            sender.left_at = network.world.time
        return self._told(request, fate, heard)

    def _told(self, request: httpx2.Request, fate: str, heard: _Heard) -> httpx2.Response:
        """The answer as it comes over."""
        if fate == "answer_reset" or heard.status is None:
            raise httpx2.ReadError("reset", request=request)
        if fate == "proxy_timeout":
            return httpx2.Response(504, text="<html>Gateway Timeout</html>", request=request)
        body = bytes(heard.body)
        if fate == "answer_garbled" and not request.url.path.startswith(("/files", "/films")):
            body = body[: len(body) // 2]
        broken = heard.reset or fate == "answer_cut"
        if broken:
            body = body[: len(body) // 3]
        return httpx2.Response(heard.status, headers=heard.headers, stream=_Stream(body, broken), request=request)

    def _carry(
        self,
        request: httpx2.Request,
        body: bytes,
        number: int,
        answer: asyncio.Future[_Heard],
        wait: float,
        sender: _Sender,
    ) -> None:
        """Have the vendor's process take the request."""
        network, client = self._network, self._loop
        vendor, app = network.apps[request.url.host]

        async def serve() -> None:
            heard = await _call(app, request, body, ("10.0.0.1", number))
            network.seen.append((round(network.world.time, 6), number, heard.status))
            client.call_later(network.chance.uniform(0.01, 0.1), tell, heard)

        def tell(heard: _Heard) -> None:
            if not answer.done() and not network.out:
                answer.set_result(heard)

        def arrive() -> None:
            if network.world.time <= sender.gone_at + LATEST:
                vendor.create_task(serve())

        vendor.call_later(max(network.chance.uniform(0.01, 0.1), wait), arrive)


@dataclass
class _Sender:
    """Who waits for an answer, and until when."""

    loop: Loop
    left_at: float = math.inf

    @property
    def gone_at(self) -> float:
        """When the request was given up: by its process's death, or by itself."""
        return min(self.left_at, self.loop.died_at)


@dataclass
class _Heard:
    """What came of a request: no status where the connection ended before an answer."""

    status: int | None = None
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    reset: bool = False


class _Line:
    """The vendor's end of a connection, as the fake breaks it (`rushes/fake_kling/wire.py`)."""

    def __init__(self) -> None:
        self.lost = asyncio.Event()
        self.reset = False

    @property
    def socket_transport(self) -> _Line:
        return self

    def get_extra_info(self, name: str) -> _Line:
        return self

    def setsockopt(self, *_: object) -> None:
        """A reset is a reset here."""

    def write(self, data: bytes) -> None:
        """What is sent before a reset is of no use to anybody."""

    def abort(self) -> None:
        """The connection is reset."""
        self.reset = True


class _Stream(httpx2.AsyncByteStream):
    """A body that may break off."""

    def __init__(self, body: bytes, broken: bool) -> None:
        self._body, self._broken = body, broken

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body
        if self._broken:
            raise httpx2.RemoteProtocolError("the connection ended before the body")


async def _call(app: Starlette, request: httpx2.Request, body: bytes, peer: tuple[str, int]) -> _Heard:
    """Play a request to an app."""
    heard, line, asked = _Heard(), _Line(), False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            heard.status, heard.headers = message["status"], list(message.get("headers", []))
        else:
            heard.body += message.get("body", b"")

    url = request.url
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (url.host, url.port or 80),
        "client": peer,
    }
    Wire.open[peer] = line  # type: ignore[assignment]
    try:
        await app(scope, receive, send)
    finally:
        Wire.open.pop(peer, None)
    heard.reset = line.reset
    return heard
