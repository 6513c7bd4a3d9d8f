"""Rain, snow, fog and lightning over a photograph."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rushes.providers.previs.photo import weather

SIZE = (320, 180)
DARK = np.full((SIZE[1], SIZE[0], 3), 50, np.uint8)


@pytest.mark.parametrize("make", [weather.rain, weather.snow])
def test_what_falls_covers_the_frame_and_moves_down(make: object) -> None:
    falling = make(*SIZE, 5)  # type: ignore[operator]
    one, next_one = (falling.add(DARK, seconds, 1.0)[..., 0].astype(np.float32) - 50 for seconds in (2.0, 2.0 + 1 / 24))
    quarters = [one[y : y + 90, x : x + 160].mean() for y in (0, 90) for x in (0, 160)]
    assert min(quarters) > 0.3
    assert max(quarters) < 3 * min(quarters)
    still, down = (cv2.phaseCorrelate(one, other)[0] for other in (one, next_one))
    assert still == pytest.approx((0, 0), abs=0.2)
    assert 0.3 < down[1] < 40


def test_a_storm_falls_heavier_than_rain() -> None:
    rain, storm = (weather.rain(*SIZE, 5, heavy=heavy).add(DARK, 1.0, 1.0).mean() for heavy in (1.0, 1.6))
    assert storm > rain + 0.5


def test_nothing_falls_at_no_share() -> None:
    assert np.array_equal(weather.snow(*SIZE, 5).add(DARK, 1.0, 0.0), DARK)


def test_snow_moves_by_parts_of_a_pixel() -> None:
    plane = np.zeros((40, 40), np.uint8)
    plane[20, 20] = 200
    moved = weather._moved(plane, 0.5, 1.25, smooth=True)
    y, x = np.mgrid[0:40, 0:40]
    weights = moved / moved.sum()
    assert ((weights * x).sum(), (weights * y).sum()) == pytest.approx((20.5, 21.25), abs=0.02)
    assert weather._moved(plane, 25.0, 25.0, smooth=True)[5, 5] == 200


def test_fog_hides_the_far_and_spares_the_near() -> None:
    far = np.tile(np.linspace(255, 0, 23).astype(np.uint8)[:, None], (1, 40))
    seen = weather.Fog(*SIZE, 5, 0.9).add(DARK, far, 3.0, 1.0).astype(float)
    assert seen[:20].mean() - 50 > 4 * (seen[-20:].mean() - 50)
    assert seen.max() < 235


def test_fog_lies_up_to_the_edge_of_what_is_near() -> None:
    """No ring of clear air around the subject, which would be a halo."""
    far = np.full((SIZE[1] // 2, SIZE[0] // 2), 255, np.uint8)
    far[:, 40:60] = 0
    seen = weather.Fog(*SIZE, 5, 0.9).add(DARK, far, 3.0, 1.0).astype(float)
    assert seen[:, 72:77].mean() > 0.8 * seen[:, 40:60].mean()


def test_lightning_flashes_and_thunder_follows_it() -> None:
    bolts = weather.lightning(10.0, 3)
    assert len(bolts.strokes) >= 2
    at = bolts.strokes[0]
    assert bolts.add(DARK, at).mean() > 110
    assert np.array_equal(bolts.add(DARK, at - 1 / 24), DARK)
    assert np.array_equal(bolts.add(DARK, at + 0.9), DARK)
    assert [(cue.kind, cue.at) for cue in bolts.cues()] == [("thunder", at) for at in bolts.strokes]
    assert weather.lightning(1.0, 3).cues() == ()
