"""Plates are warped, laid over and skipped where hidden."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.stage.plate import Plate, Sway, laid_over, merged, over, premultiplied
from rushes.providers.previs.stage.view import Moment, View, ground_plane

SET = (264, 120)


def moment(seconds: float = 0.0, **more: float) -> Moment:
    return Moment(0, seconds, 0.0, View(200, 100, (132.0, 60.0), SET, **more))  # type: ignore[arg-type]


def plain(tone: int, top: int = 0, depth: float = 0.5) -> Plate:
    bgra = np.zeros((120, 264, 4), np.uint8)
    bgra[top:] = (tone, tone, tone, 255)
    return Plate(bgra, depth)


def frame() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.zeros((100, 200, 3), np.uint8)


def test_half_covering_paint_mixes() -> None:
    below = np.full((2, 2, 3), 100, np.uint8)
    over(below, premultiplied(np.ones((2, 2, 3)), np.full((2, 2), 0.5)))
    assert below.mean() == pytest.approx(177, abs=2)


def test_paint_over_paint_adds_up_to_full_cover() -> None:
    white = premultiplied(np.ones((2, 2, 3)), np.ones((2, 2)))
    both = laid_over(white, premultiplied(np.zeros((2, 2, 3)), np.full((2, 2), 0.5)))
    assert both[..., 3].min() >= 253
    assert both[..., 0].mean() == pytest.approx(128, abs=3)


def test_a_gradient_is_dithered() -> None:
    ramp = np.repeat(np.linspace(0.40, 0.41, 400)[None, :, None], 3, 2).repeat(8, 0)
    assert np.unique(premultiplied(ramp, np.ones((8, 400)))[:, 190:210, 0]).size > 1


def test_an_opaque_plate_says_from_where_it_hides() -> None:
    assert plain(90, top=70).opaque_from(moment()) == pytest.approx(63, abs=2)
    assert Plate(plain(90, top=70).bgra, 0.5, hides=False).opaque_from(moment()) == 100


def test_drawing_stops_at_the_bottom_row() -> None:
    seen = frame()
    plain(90).draw(seen, moment(), 40)
    assert seen[:40].min() == 90 and seen[40:].max() == 0


def test_a_cropped_plate_looks_the_same() -> None:
    bgra = np.zeros((120, 264, 4), np.uint8)
    bgra[40:80, 100:140] = (10, 120, 200, 255)
    whole = Plate(bgra, 0.8, hides=False)
    small = whole.cropped()
    assert small.bgra.nbytes < whole.bgra.nbytes / 8
    for now in (moment(), moment(truck=13.3, push=0.1, roll=0.01)):
        one, two = frame(), frame()
        whole.draw(one, now, 100)
        small.draw(two, now, 100)
        assert np.abs(one.astype(int) - two).max() <= 6


def test_neighbours_in_depth_become_one_plate() -> None:
    layers = merged([plain(10, 0, 0.30), plain(90, 60, 0.31), plain(200, 100, 0.9)])
    assert len(layers) == 2
    seen = frame()
    layers[0].draw(seen, moment(), 100)
    assert seen[10, 10, 0] == 10 and seen[70, 10, 0] == 90


def test_clouds_drift_and_come_round_again() -> None:
    bgra = np.zeros((120, 264, 4), np.uint8)
    bgra[:, :132] = 255
    plate = Plate(bgra, 0.0, drift=10.0, hides=False)
    first, later, round_again = frame(), frame(), frame()
    plate.draw(first, moment(0.0), 100)
    plate.draw(later, moment(5.0), 100)
    plate.draw(round_again, moment(26.4), 100)
    assert np.abs(first.astype(int) - later).max() > 200
    assert np.abs(first.astype(int) - round_again).mean() < 2


def test_grass_sways_at_its_tips_and_not_at_its_feet() -> None:
    bgra = np.zeros((120, 264, 4), np.uint8)
    bgra[20:, ::8] = 255
    plate = Plate(bgra, 1.0, sway=Sway(6.0, 90.0), hides=False)
    one, two = frame(), frame()
    plate.draw(one, moment(0.0), 100)
    plate.draw(two, moment(1.0), 100)
    moved = np.abs(one.astype(int) - two).mean(axis=(1, 2))
    assert moved[12:30].mean() > 3 * moved[-6:].mean()


def test_the_ground_stays_where_its_horizon_is() -> None:
    bgra = np.zeros((120, 264, 4), np.uint8)
    bgra[60:] = 200
    plate = Plate(bgra, 1.0, plane=ground_plane(60.0, 100.0))
    seen = frame()
    plate.draw(seen, moment(truck=20.0, crane=5.0), 100)
    assert seen[:48].max() == 0 and seen[53:].min() == 200
