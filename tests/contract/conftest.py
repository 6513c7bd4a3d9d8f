"""A real server on a free port inside the test's process, with a puppet for a provider: films cost nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.unit.api.conftest import film

from rushes.api.app import build
from rushes.app import running
from rushes.cli.serving import address, bind
from rushes.settings import Settings
from rushes.testing import PuppetProvider

__all__ = ["film"]
KEY = "sk-0123456789abcdef"


class Leaving:
    """Around the app: who watches all videos leaves after the first words, for that stream has no end."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.requests = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; count it."""
        self.requests += scope["type"] == "http"
        if scope["type"] != "http" or scope["path"] != "/v1/events":
            await self._app(scope, receive, send)
            return
        spoken = asyncio.Event()

        async def heard(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and message.get("body"):
                spoken.set()

        answering = asyncio.create_task(self._app(scope, receive, heard))  # type: ignore[arg-type]
        leaving = asyncio.create_task(spoken.wait())
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not answering.done():
            answering.cancel()
            await asyncio.wait({answering})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


@dataclass
class PuppetServer:
    """Where it listens, and how many requests it has had."""

    url: str
    app: Leaving


@pytest.fixture
def puppet_server(tmp_path: Path, film: Path) -> Iterator[PuppetServer]:
    """The server, with one key that no request can revoke, stopped at the end."""
    settings = Settings(data=tmp_path / "data", port=0, keys=(KEY,))
    bound = bind(settings)
    url = address(settings, bound)
    app = Leaving(build(lambda: running(settings, url, provider=PuppetProvider((film,), slots=4)), []))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, http="h11", server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield PuppetServer(url, app)
    finally:
        server.should_exit = True
        thread.join(30)
        bound.close()
