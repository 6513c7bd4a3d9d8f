"""What the tests here share: real servers on loopback that say what a test tells them to, names, and pictures."""

from __future__ import annotations

import asyncio
import importlib.util
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from rushes.media.policy import FetchPolicy

TLS = Path(__file__).parent / "tls"
#: Writes an answer, given the request's head.
Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


def http(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer. `content_length` and others in keywords; underscores become hyphens."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in given.items())]
    if not {"content-length", "transfer-encoding"} & set(given):
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Wire:
    """One server: what it answers to a path, and what it has seen."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Answer] = {}
        self.requests: list[bytes] = []
        self.names: list[str | None] = []
        self.connections = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(head)
            answer = self.answers.get(head.split(b" ")[1].decode(), http(status="404 Not Found"))
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(head, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            self.requests.append(b"")
        finally:
            writer.close()


class Names:
    """A resolver that answers from a table, and counts; a list of lists answers another way each time."""

    def __init__(self, table: dict[str, Sequence[str]]) -> None:
        self.table = table
        self.asked: Counter[str] = Counter()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked[host] += 1
        if host not in self.table:
            raise OSError("no such name")
        return self.table[host]


@asynccontextmanager
async def wire(*, tls: bool = False) -> AsyncIterator[Wire]:
    """A server on a free port of 127.0.0.1, with a certificate for img.test if it is to have one."""
    it, context = Wire(), None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "img.test.pem")
        context.sni_callback = lambda _socket, name, _context: it.names.append(name)
    server = await asyncio.start_server(it.serve, "127.0.0.1", 0, ssl=context)
    it.port = server.sockets[0].getsockname()[1]
    try:
        yield it
    finally:
        server.close()
        await server.wait_closed()


def policy(server: Wire, names: dict[str, Sequence[str]] | Names | None = None, **more: object) -> FetchPolicy:
    """Open for this server only: loopback, plain http, its port, our authority."""
    trust = ssl.create_default_context(cafile=str(TLS / "authority.pem"))
    resolver = names if isinstance(names, Names) else Names({"img.test": ["127.0.0.1"], **(names or {})})
    rules = {"allow_http": True, "allow": ("127.0.0.0/8",), "ports": frozenset({server.port})}
    return FetchPolicy(**{**rules, "resolver": resolver, "tls": trust, **more})  # type: ignore[arg-type]


class Kit:
    """What a test needs from here, since tests cannot import each other's folder."""

    Names, Wire = Names, Wire
    http, policy, wire = staticmethod(http), staticmethod(policy), staticmethod(wire)


@pytest.fixture
def kit() -> type[Kit]:
    return Kit


def _sibling(name: str) -> Any:
    """A module of this folder, however pytest has put the folder on the path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PICTURES = _sibling("hostile_pictures")


@pytest.fixture
def pictures() -> Any:
    return PICTURES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`bad` is the name of a picture that must be refused, `odd` of one that must be taken."""
    for name, corpus in (("bad", PICTURES.BAD), ("odd", PICTURES.ODD)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, list(corpus))
