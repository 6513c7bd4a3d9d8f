"""The whole app inside the test's process, with a puppet for a provider: quick, and real from the wire to the disk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from rushes.api.app import build
from rushes.api.context import Context
from rushes.app import running
from rushes.media.encode import Encoder
from rushes.settings import Settings
from rushes.testing import PuppetProvider

URL = "http://localhost:8700"
PATH = "/v1/video/generations"


@dataclass
class Wire:
    """A client of the app, and the parts behind it."""

    client: httpx2.AsyncClient
    parts: Context
    puppet: PuppetProvider

    async def create(self, **body: Any) -> dict[str, Any]:
        """Create a task that must be taken."""
        answer = await self.client.post(PATH, json={"model": "previs-std-silent", "prompt": "a fox", **body})
        assert answer.status_code == 200, answer.text
        created: dict[str, Any] = answer.json()
        return created

    async def get(self, task_id: str) -> dict[str, Any]:
        """The task as it is now."""
        found: dict[str, Any] = (await self.client.get(f"/v1/videos/{task_id}")).raise_for_status().json()
        return found

    async def ended(self, task_id: str) -> dict[str, Any]:
        """The task once it has ended."""
        async with asyncio.timeout(30):
            while (task := await self.get(task_id))["status"] in ("queued", "in_progress"):
                await asyncio.sleep(0.01)
        return task

    async def refused(self, status: int, code: str, method: str, path: str, **request: Any) -> dict[str, Any]:
        """The error of a request that must be refused."""
        answer = await self.client.request(method, path, **request)
        assert answer.status_code == status, answer.text
        error: dict[str, Any] = answer.json()["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert error["code"] == code
        return error


Story = Callable[[Wire], Awaitable[None]]
Api = Callable[..., None]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real film of 24 frames."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with Encoder(path, 64, 64) as encoder:
        for at in range(24):
            encoder.write(np.full((64, 64, 3), at * 8, np.uint8))
    return path


@pytest.fixture
def api(tmp_path: Path, film: Path) -> Api:
    """Run a story against a fresh app. `scripts` are the puppet's (`...` is a film); the rest are settings."""

    def go(story: Story, scripts: Sequence[Sequence[Any]] = ((...,),), **settings: Any) -> None:
        async def whole() -> None:
            puppet = PuppetProvider(*[[film if step is ... else step for step in script] for script in scripts])
            made = Settings(data=tmp_path / "data", **settings)
            async with AsyncExitStack() as stack:
                parts = await stack.enter_async_context(running(made, URL, provider=puppet))
                app = build(lambda: running(made, URL), [])
                app._app.state.context = parts  # type: ignore[attr-defined]
                transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
                client = await stack.enter_async_context(
                    httpx2.AsyncClient(transport=transport, base_url=URL, trust_env=False)
                )
                await story(Wire(client, parts, puppet))

        asyncio.run(whole())

    return go


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; fail when it does not come."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
