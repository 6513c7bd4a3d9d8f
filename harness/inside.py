"""The whole app inside this process, with a puppet for a provider, spoken to over HTTP without a socket.

Real from the wire to the disk; what harnesses stand on that must reach beneath the app.
"""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from PIL import Image

from harness.accounts import PRICES, look, look_at
from rushes.api.context import Context
from rushes.app import make_app, running
from rushes.media.encode import Encoder
from rushes.settings import Settings
from rushes.testing import PuppetProvider, Step

URL = "http://localhost:8700"
PATH = "/v1/video/generations"
BODY = {"model": "previs-std-silent", "prompt": "a boat at sea", "duration": 3}
PATIENCE_SECONDS = 60.0


@dataclass
class Inside:
    """A client of the app, and the parts behind it."""

    client: httpx2.AsyncClient
    parts: Context

    async def create(self, **body: Any) -> str:
        """The id of a task that must be taken."""
        answer = await self.client.post(PATH, json={**BODY, **body})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    async def ended(self, task: str) -> dict[str, Any]:
        """The task once it has ended."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                found: dict[str, Any] = (await self.client.get(f"/v1/videos/{task}")).raise_for_status().json()
                if found["status"] in ("completed", "failed"):
                    return found
                await asyncio.sleep(0.03)

    async def film(self, task: str) -> bytes:
        """The bytes of a finished film."""
        return (await self.client.get(f"/v1/videos/{task}/content")).raise_for_status().content

    async def delete(self, task: str) -> None:
        """Remove a task; answered when it is gone."""
        (await self.client.delete(f"/v1/videos/{task}")).raise_for_status()


@asynccontextmanager
async def inside(data: Path, *scripts: Sequence[Step], slots: int = 2, **settings: Any) -> AsyncIterator[Inside]:
    """The app on a data folder; its provider plays the scripts. When it has ended, its books are looked at."""
    settings.setdefault("prices", PRICES)
    made, puppet = Settings(data=data, **settings), PuppetProvider(*scripts, slots=slots)
    async with running(made, URL, provider=puppet) as parts:
        app = make_app(made, URL, parts)
        app._app.state.context = parts  # type: ignore[attr-defined]  what its lifespan would do
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url=URL, trust_env=False) as client:
            yield Inside(client, parts)
    if made.database_url:
        await look_at(made.database_url.get_secret_value())
    else:
        look(data / "rushes.db")


def small_film(path: Path) -> Path:
    """A real film of 24 frames."""
    with Encoder(path, 64, 64) as encoder:
        for at in range(24):
            encoder.write(np.full((64, 64, 3), at * 8, np.uint8))
    return path


def picture(seed: int) -> str:
    """A picture that may be sent, as base64."""
    out = io.BytesIO()
    grey = np.random.default_rng(seed).integers(0, 255, (320, 320), np.uint8)
    Image.fromarray(grey).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
