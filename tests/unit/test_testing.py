"""The shipped puppet does what its script says."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.tasks import make_request

from rushes.core.event import Progressed, Submitted
from rushes.core.protocols import Job, Output
from rushes.errors import ProviderCrashed
from rushes.testing import PuppetProvider


def test_a_puppet_plays_its_scripts_in_turn(tmp_path: Path) -> None:
    film = tmp_path / "a.mp4"
    film.write_bytes(b"film")
    puppet = PuppetProvider([Progressed(0.5), ProviderCrashed()], [film])
    card = next(iter(puppet.cards()))
    job = Job("task_a", make_request(), card, None, tmp_path, {})

    async def play() -> list[object]:
        return [update async for update in puppet.run(job)]

    with pytest.raises(ProviderCrashed):
        asyncio.run(play())
    assert asyncio.run(play()) == [Submitted("puppet-task_a"), Output(tmp_path / "film.mp4", {"renderer": "puppet"})]
    assert (len(puppet.jobs), puppet.running) == (2, 0)
