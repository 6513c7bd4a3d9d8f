"""A model with an ordered list of providers: the next one takes over where the first surely has nothing, only there.

The first choice stands behind a door that can be shut or slammed; the second is Kling's stand-in, whose books say what
was ordered of it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from harness.door import Door
from tests.vendor import SHORT, settings_for

from rushes.cli import machine
from rushes.cli.doctor import findings
from rushes.cli.machine import OK, WARNING, Finding
from rushes.cli.serving import serving
from rushes.fake_kling.server import make_service
from rushes.fake_kling.server import serving as faking
from rushes.fake_kling.world import Options
from rushes.settings import Settings

MODEL, ALIAS = "kling-v3-std-silent", "house-film"
BODY = {"prompt": "a fox", "duration": 3}


def test_the_next_choice_takes_over_only_what_the_first_surely_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The breaker opens at the first failure and stays open: what comes later goes past the shut door."""
    monkeypatch.setattr(machine, "renderer", lambda: iter([]))  # the slow looks have tests of their own
    monkeypatch.setattr(machine, "confinement", lambda: Finding("confinement", OK, "all"))

    async def story() -> None:
        service = make_service(Options(seconds=0.2, slots=10))
        async with (
            faking(service) as vendor,
            Door("http://127.0.0.1:9") as door,
            serving(house(tmp_path, vendor, door)) as url,
            client_of(url) as client,
        ):
            await door.turn("reset")
            doubted = await told(client, MODEL, "in_progress")
            assert (service.world.jobs, doubted["metadata"]["provider"]) == ({}, "generations")
            assert await standing(client) == "ok"
            await door.turn("refused")
            film = await told(client, MODEL, "completed")
            assert (len(service.world.jobs), film["metadata"]["provider"]) == (1, "kling")
            assert await standing(client) == "failing"
            before = await creates(client)
            aliased = await told(client, ALIAS, "completed")
            assert (len(service.world.jobs), aliased["metadata"]["provider"]) == (2, "kling")
            assert await creates(client) == before  # the door was not even knocked at
            kept = (await client.get(f"/v1/videos/{doubted['id']}")).json()
            assert (kept["status"], "submission_unknown" in kept["warnings"][-1]["message"]) == (
                "in_progress",
                True,
            )
            states = await asyncio.to_thread(lambda: {one.name: one.state for one in findings({"url": url})})
            assert (states["generations"], states["kling"]) == (WARNING, OK)

    asyncio.run(story())


def house(folder: Path, vendor: str, door: Door) -> Settings:
    """A server whose first choice for one model is behind the door."""
    providers = {
        "kling": settings_for(vendor),
        "generations": {**SHORT, "base_url": door.url, "api_key": "any"},
        "order": {MODEL: ("generations", "kling")},
        "failures": 1,
        "pass_over_seconds": 600,
    }
    free = {"total": 100}
    return Settings(data=folder, port=0, aliases={ALIAS: MODEL}, budget=free, providers=providers)  # type: ignore[arg-type]


def client_of(url: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=url, trust_env=False, verify=False)


async def told(client: httpx2.AsyncClient, model: str, status: str) -> dict[str, Any]:
    """A task once it has this status; one in doubt, once it is the operator's."""
    made = (await client.post("/v1/videos", json={**BODY, "model": model})).raise_for_status().json()
    async with asyncio.timeout(30):
        while made["status"] != status or (status == "in_progress" and not made["warnings"]):
            assert made["status"] != "failed", made["error"]
            await asyncio.sleep(0.05)
            made = (await client.get(f"/v1/videos/{made['id']}")).json()
    return dict(made)


async def standing(client: httpx2.AsyncClient) -> str:
    """The first choice's state, on which `/readyz` and `/metrics` agree."""
    state = str((await client.get("/readyz")).json()["providers"]["generations"])
    lines = (await client.get("/metrics")).text.splitlines()
    shown = [line for line in lines if line.startswith('rushes_provider_state{provider="generations"')]
    assert [line.partition('state="')[2].partition('"')[0] for line in shown if line.endswith(" 1.0")] == [state]
    return state


async def creates(client: httpx2.AsyncClient) -> list[str]:
    """What was sent to the first choice so far."""
    lines = (await client.get("/metrics")).text.splitlines()
    return [line for line in lines if "rushes_vendor_requests" in line and 'provider="generations"' in line]
