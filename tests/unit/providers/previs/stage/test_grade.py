"""The last touch."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage.grade import Grade, film
from rushes.providers.previs.styles import look


def grey(tone: int = 120) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((72, 128, 3), tone, np.uint8)


def test_grain_is_no_more_than_dither() -> None:
    frame = Grade(128, 72, seed=1).finish(grey(), 0).astype(float)
    assert frame[30:40, 58:70].std() < 1.2


def test_grain_moves_and_can_be_taken_away() -> None:
    grade = Grade(128, 72, seed=1)
    assert not np.array_equal(grade.finish(grey(), 0), grade.finish(grey(), 1))
    still = Grade(128, 72, seed=1, grain=False)
    assert np.array_equal(still.finish(grey(), 0), still.finish(grey(), 1))


def test_the_corners_are_darker() -> None:
    frame = Grade(128, 72, seed=1).finish(grey(), 0).astype(float)
    assert frame[:8, :8].mean() < frame[32:40, 60:68].mean() - 8


def test_light_blooms_over_its_edge() -> None:
    frame = grey(20)
    frame[30:42, 58:70] = 255
    plain, bright = (Grade(128, 72, seed=1, grain=False, bloom=bloom).finish(frame.copy(), 0) for bloom in (0.0, 1.0))
    assert bright[28, 64].mean() > plain[28, 64].mean() + 5


def test_the_curve_rises_from_black_to_white() -> None:
    table = film()[0].astype(int)
    assert (np.diff(table, axis=0) >= 0).all()
    assert table[0].max() < 12 and table[-1].min() > 240


@pytest.mark.parametrize("name", ["noir", "sepia"])
def test_a_grey_look_has_one_hue(name: str) -> None:
    colourful = np.random.default_rng(1).integers(0, 255, (72, 128, 3)).astype(np.uint8)
    frame = Grade(128, 72, seed=1, grain=False, look=look(name)).finish(colourful, 0).astype(int)
    tones: dict[int, set[int]] = {}
    for blue, red in frame[34:38, 60:68, ::2].reshape(-1, 2):
        tones.setdefault(int(blue), set()).add(int(red))
    assert all(max(reds) - min(reds) < 12 for reds in tones.values())
