"""A scene becomes a moving picture."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor, Camera, Scene
from rushes.providers.previs.stage import Stage


def test_a_frame_is_a_pure_function_of_its_index() -> None:
    scene = Scene("", "sea", "sunset", actors=(Actor("woman", "walk"),), seed=5)
    one, two = Stage(scene, 128, 72, 24), Stage(scene, 128, 72, 24)
    with ThreadPoolExecutor(2) as pool:
        threaded = list(pool.map(one.frame, range(0, 24, 4)))
    for index, frame in zip(reversed(range(0, 24, 4)), reversed(threaded), strict=True):
        assert np.array_equal(two.frame(index), frame)


@pytest.mark.parametrize("size", [(128, 72), (72, 128), (96, 96)])
def test_frames_have_the_size_asked_for(size: tuple[int, int]) -> None:
    stage = Stage(Scene("", "lake", seed=2), *size, 12)
    assert stage.frames == 12
    frame = stage.frame(11)
    assert frame.shape == (size[1], size[0], 3) and frame.dtype == np.uint8


def test_an_actor_is_seen_and_can_be_taken_away() -> None:
    scene = Scene("", "desert", actors=(Actor("man"),), seed=3)
    bare = Scene("", "desert", actors=(Actor("man"),), seed=3, without=frozenset({"man"}))
    one, two = Stage(scene, 160, 90, 24).frame(12).astype(int), Stage(bare, 160, 90, 24).frame(12)
    assert (np.abs(one - two).max(axis=2) > 30).sum() > 80
    assert Stage(bare, 160, 90, 24).roles == []


def test_nobody_means_no_people() -> None:
    scene = Scene("", "desert", actors=(Actor("woman"), Actor("dog")), seed=3, without=frozenset({"people"}))
    assert [role.figure.height < 1.2 for role in Stage(scene, 96, 54, 24).roles] == [True]


def test_what_is_not_known_is_said() -> None:
    facts = Stage(
        Scene("", "atlantis", actors=(Actor("glyph:no-such-thing"),), props=("flibbertigibbet",)), 96, 54, 12
    ).facts
    assert facts["not_drawn"] == ["glyph:no-such-thing", "flibbertigibbet"]
    assert any("atlantis" in str(remark) for remark in facts["remarks"])  # type: ignore[attr-defined]


def test_thunder_follows_the_lightning() -> None:
    stage = Stage(Scene("", "sea", "dusk", "storm", seed=1), 96, 54, 120)
    thunder = [cue.at for cue in stage.cues if cue.kind == "thunder"]
    assert thunder
    lit = [stage.frame(index).mean() for index in range(60)]
    flash = int(np.argmax(np.diff(lit))) + 1
    assert 0.2 < thunder[0] - flash / 24 < 1.2


def test_a_close_shot_has_the_figure_larger_and_the_set_softer() -> None:
    wide, close = (
        Stage(Scene("", "sea", actors=(Actor("woman"),), camera=Camera("static", size=size), seed=4), 160, 90, 24)
        for size in ("wide", "close")
    )
    assert close.roles[0].pixels > 2 * wide.roles[0].pixels


def test_steps_are_heard() -> None:
    stage = Stage(Scene("", "desert", actors=(Actor("man", "walk"),), seed=4), 96, 54, 72)
    assert any(cue.material == "sand" for cue in stage.cues)


def test_no_rain_without_rain() -> None:
    wet, dry = (
        Stage(Scene("", "sea", "day", "rain", seed=1, without=frozenset(words)), 96, 54, 24).frame(5)
        for words in ((), ("rain",))
    )
    assert np.abs(wet.astype(int) - dry).mean() > 0.3
