"""The fake on a socket, and a client that may speak to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from rushes.fake_kling.server import make_service, serving
from rushes.fake_kling.service import Service
from rushes.fake_kling.world import Options

KEY = {"Authorization": "Bearer fake-kling-key"}
TEXT: dict[str, Any] = {"model_name": "kling-v3", "prompt": "a fox", "external_task_id": "ours-1"}

Story = Callable[[httpx2.AsyncClient, Service], Awaitable[None]]
Talk = Callable[..., None]


@pytest.fixture
def talk() -> Talk:
    """Run a story against a fresh fake."""

    def go(story: Story, **options: Any) -> None:
        async def whole() -> None:
            service = make_service(Options(**{"seconds": 0.2, **options}))
            async with (
                serving(service) as url,
                httpx2.AsyncClient(base_url=url, headers=KEY, trust_env=False, timeout=5, verify=False) as client,
            ):
                await story(client, service)

        asyncio.run(whole())

    return go
