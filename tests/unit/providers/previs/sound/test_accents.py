from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import envelope

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound.accents import accents
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE


def film(mood: str = "calm", cues: tuple[Cue, ...] = ()) -> list[Heard]:
    return [Heard(Scene("x", "sea", mood=mood), (), 0, 3), Heard(Scene("x", "sea", mood=mood), cues, 3, 3)]


@pytest.mark.parametrize("mood", ["calm", "dark"])
def test_an_accent_peaks_on_its_cut_and_is_quiet(mood: str) -> None:
    bus = accents(film(mood), 6 * RATE, 1)
    levels = envelope(bus, 20)
    assert int(levels.argmax()) * 0.02 == pytest.approx(3.0, abs=0.15)
    assert np.abs(bus).max() < 0.25
    assert not bus[:, : 2 * RATE].any()


def test_a_cut_with_its_own_whoosh_needs_none() -> None:
    assert not accents(film(cues=(Cue("whoosh", 0.1),)), 6 * RATE, 1).any()


def test_one_shot_has_no_accent() -> None:
    assert not accents(film()[:1], 3 * RATE, 1).any()
