"""A callback at a task's secret address brings the next question forward; a forged or repeated one changes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.vendor import free_port, settings_for

from rushes.cli.serving import serving
from rushes.fake_kling.server import make_service
from rushes.fake_kling.server import serving as faking
from rushes.fake_kling.world import Options
from rushes.settings import Settings

BODY = {"model": "kling-v3-std-silent", "prompt": "a fox", "duration": 3}
#: Without a hint, nobody would ask a second time while this test lasts.
RARELY = {"poll_least_seconds": 60, "poll_most_seconds": 60, "hint_seconds": 0.05}


@pytest.mark.parametrize(
    ("dialect", "fault"), [("legacy", "callback_twice"), ("v2", "callback_reordered"), ("legacy", "callback_early")]
)
def test_a_film_comes_as_soon_as_the_vendor_calls(tmp_path: Path, dialect: str, fault: str) -> None:
    async def story() -> None:
        service = make_service(Options(seconds=0.3, slots=10))
        async with faking(service) as vendor:
            port = free_port()
            settings = Settings(
                data=tmp_path / "data",
                port=port,
                public_url=f"http://127.0.0.1:{port}",
                budget={"total": 100},  # type: ignore[arg-type]
                providers={"kling": settings_for(vendor, dialect=dialect, **RARELY)},  # type: ignore[arg-type]
            )
            async with serving(settings) as url, httpx2.AsyncClient(base_url=url, trust_env=False) as client:
                mark = f" [[fault:{fault}]]"
                made = (await client.post("/v1/videos", json={**BODY, "prompt": f"a fox{mark}"})).json()
                secret = await _address(service)
                forged = [secret[:-1] + ("0" if secret[-1] != "0" else "1"), f"/v1/callbacks/{made['id']}/x"]
                for path in forged:
                    assert (await client.post(path, json={"task_status": "succeed"})).status_code == 404
                assert (await client.get(secret)).status_code == 405
                found = await _ended(client, made["id"])
                assert found["status"] == "completed", found["error"]
                assert {status for _, status in service.callbacks.sent} == {200}
                asked = service.world.counts["query"]
                for _ in range(5):  # late, for a job that has ended
                    assert (await client.post(secret, content=b"x" * 100, headers=JSON)).status_code == 200
                assert (await client.get(f"/v1/videos/{made['id']}")).json()["status"] == "completed"
                assert service.world.counts["query"] == asked <= 1 + len(service.callbacks.sent)
                await client.delete(f"/v1/videos/{made['id']}")
                assert (await client.post(secret, json={})).status_code == 404

    asyncio.run(story())


JSON = {"Content-Type": "application/json"}


async def _address(service: Any) -> str:
    """The path that the vendor was given."""
    async with asyncio.timeout(10):
        while not service.world.jobs:
            await asyncio.sleep(0.01)
    [job] = service.world.jobs.values()
    return httpx2.URL(job.wish.callback_url).path


async def _ended(client: httpx2.AsyncClient, task: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            found: dict[str, Any] = (await client.get(f"/v1/videos/{task}")).json()
            if found["status"] in ("completed", "failed"):
                return found
            await asyncio.sleep(0.02)
