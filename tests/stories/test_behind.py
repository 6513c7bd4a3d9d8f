"""A Rushes behind another Rushes, with Kling's stand-in behind both, on a way that loses the answer of every create:
what is found by our id goes on by itself, what cannot be asked for is held until the operator says what became of it.
"""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from harness.dropper import Dropper
from tests.vendor import SHORT, free_port, settings_for

from rushes.cli.operating import resolve
from rushes.cli.serving import serving
from rushes.fake_kling.server import make_service
from rushes.fake_kling.server import serving as faking
from rushes.fake_kling.world import Options
from rushes.settings import Settings

BODY = {"model": "kling-v3-std-silent", "prompt": "a fox", "duration": 3}
FREE = {"total": 100}


def house(folder: Path, port: int = 0, public_url: str | None = None, **providers: Any) -> Settings:
    """The settings of one server."""
    return Settings(data=folder, port=port, public_url=public_url, budget=FREE, providers=providers)  # type: ignore[arg-type]


@pytest.mark.parametrize("look_up", [True, False])
def test_a_job_whose_answer_was_lost_is_found_by_our_id_where_the_other_side_can_be_asked(
    tmp_path: Path, look_up: bool
) -> None:
    async def story() -> None:
        service = make_service(Options(seconds=0.2, slots=10))
        port = free_port()
        async with faking(service) as vendor, Dropper(f"http://127.0.0.1:{port}") as lossy:
            behind = house(tmp_path / "back", port=port, public_url=lossy.url, kling=settings_for(vendor))
            bounds = {**SHORT, "send_seconds": 10, "late_seconds": 10}
            front = {**bounds, "base_url": lossy.url, "api_key": "any", "look_up": look_up}
            async with serving(behind) as back, serving(house(tmp_path / "front", generations=front)) as url:
                found = await _made(url, look_up)
                theirs = (await _get(back, "/v1/videos"))["data"]
                if not look_up:
                    found = await _adopted(url, found, theirs[0]["id"])
        assert lossy.dropped  # the create; and what the vendor called, which was but a hint
        assert (len(theirs), len(service.world.jobs)) == (1, 1)
        assert theirs[0]["external_task_id"] == found["id"]
        assert found["status"] == "completed", found["error"]
        film = next((tmp_path / "front" / "media").glob("*/*.mp4"))
        assert film.read_bytes() == service._films[False]

    asyncio.run(story())


async def _made(url: str, look_up: bool) -> dict[str, Any]:
    """A task that has ended, or that is the operator's."""
    async with httpx2.AsyncClient(base_url=url, trust_env=False) as client, asyncio.timeout(30):
        found = (await client.post("/v1/videos", json=BODY)).json()
        while found["status"] not in ("completed", "failed"):
            found = (await client.get(f"/v1/videos/{found['id']}")).json()
            if not look_up and any("submission_unknown" in one["message"] for one in found["warnings"]):
                await asyncio.sleep(0.5)  # long enough for a second sending, if there were one
                break
            await asyncio.sleep(0.05)
    return dict(found)


async def _adopted(url: str, held: dict[str, Any], vendor_id: str) -> dict[str, Any]:
    """A task whose money is held until the operator's command says under which id the other side has it, to its end."""
    assert (held["status"], "submission_unknown" in held["warnings"][-1]["message"]) == ("in_progress", True)
    assert [row["reserved"] for row in (await _get(url, "/v1/usage"))["data"]] == [252_000]
    decided = {"adopt": vendor_id, "resubmit": False, "fail": False, "as_json": True}
    await asyncio.to_thread(partial(resolve, {"url": url}, held["id"], **decided))  # type: ignore[arg-type]
    async with asyncio.timeout(30):
        while (found := await _get(url, f"/v1/videos/{held['id']}"))["status"] not in ("completed", "failed"):
            await asyncio.sleep(0.05)
    return dict(found)


async def _get(url: str, path: str) -> Any:
    async with httpx2.AsyncClient(base_url=url, trust_env=False) as client:
        return (await client.get(path)).json()
