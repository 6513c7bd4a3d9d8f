"""With a limit on the films' room a server keeps below it by itself; whose film has gone is told so."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from harness.inside import inside, small_film

from rushes.media.disk import measure
from rushes.work import sweep


def test_the_oldest_film_goes_and_clients_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "SWEEP_SECONDS", 0.05)
    film = small_film(tmp_path / "film.mp4")
    size = film.stat().st_size

    def room() -> int:
        return measure(tmp_path / "data" / "media")

    async def story() -> None:
        async with inside(tmp_path / "data", [film], keep_gb=size * 2.5 / 1e9) as app:
            tasks = [await app.create() for _ in range(4)]
            for task in tasks:
                await app.ended(task)
            async with asyncio.timeout(20):
                while room() > size * 2.5:
                    await asyncio.sleep(0.02)
            answers = [await app.client.get(f"/v1/videos/{task}/content") for task in tasks]
            gone = [task for task, answer in zip(tasks, answers, strict=True) if answer.status_code == 404]
            assert gone
            assert all("time is over" in answer.text for answer in answers if answer.status_code == 404)
            for task in gone:
                found = (await app.client.get(f"/v1/videos/{task}")).json()
                assert found["status"] == "completed"
                assert found["expires_at"] is not None

    asyncio.run(story())
