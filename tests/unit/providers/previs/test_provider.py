"""A Job becomes a Brief, whole; and a real film comes out of the child."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.films import read
from tests.tasks import make_request

from rushes.core.event import Progressed, Submitted
from rushes.core.protocols import Job, Output
from rushes.core.request import Frame, Shot
from rushes.providers.previs.provider import PrevisProvider, brief_of


def test_a_brief_carries_all_of_the_request() -> None:
    request = make_request(
        prompt=None,
        shots=(Shot("a", 2), Shot("b", 3)),
        seconds=5,
        negative_prompt="rain",
        cfg_scale=0.9,
        shot_type="intelligent",
        first_frame=Frame("first.png", 640, 360, ""),
        last_frame=Frame("last.png", 640, 360, ""),
        seed=99,
    )
    pictures = {"first.png": Path("/f"), "last.png": Path("/l")}
    brief = brief_of(request, pictures, sound=True)
    assert [(shot.prompt, shot.seconds) for shot in brief.shots] == [("a", 2.0), ("b", 3.0)]
    assert (brief.width, brief.height, brief.seconds, brief.sound) == (1280, 720, 5.0, True)
    assert (brief.first_frame, brief.last_frame) == (Path("/f"), Path("/l"))
    assert (brief.negative_prompt, brief.cfg_scale, brief.intelligent, brief.seed) == ("rain", 0.9, True, 99)


def test_it_stands_in_only_where_it_may(tmp_path: Path) -> None:
    def names(*, stands_in: bool) -> set[str]:
        return {card.name for card in PrevisProvider(tmp_path, slots=1, stands_in=stands_in).cards()}

    assert names(stands_in=True) - names(stands_in=False) == {
        "kling-v3-std-silent", "kling-v3-std-audio", "kling-v3-pro-silent", "kling-v3-pro-audio",
    }  # fmt: skip
    assert all(name.startswith("previs-") for name in names(stands_in=False))


def test_a_small_film_comes_out_of_the_child(tmp_path: Path) -> None:
    async def story() -> tuple[list[object], Output]:
        provider = PrevisProvider(tmp_path, slots=1, stands_in=False)
        card = next(card for card in provider.cards() if card.audio)
        workdir = tmp_path / "run"
        workdir.mkdir()
        request = make_request(model=card.name, width=320, height=180)
        updates = [update async for update in provider.run(Job("task_a", request, card, None, workdir, {}))]
        await provider.close()
        last = updates.pop()
        assert isinstance(last, Output)
        return list(updates), last

    updates, output = asyncio.run(story())
    assert updates[0] == Submitted("previs-task_a")
    fractions = [update.fraction for update in updates[1:] if isinstance(update, Progressed)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    film = read(output.path)
    assert (len(film.frames), film.width, film.audio is not None) == (72, 320, True)
    assert output.facts["neural_video_model"] is None
