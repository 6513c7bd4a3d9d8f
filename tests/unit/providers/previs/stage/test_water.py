"""Water."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.view import Moment, View
from rushes.providers.previs.stage.water import Water

SET = (264, 120)


def moment(seconds: float = 1.0) -> Moment:
    return Moment(0, seconds, 0.2, View(200, 100, (132.0, 60.0), SET))


def water(rough: float = 0.2, glitter: float = 0.0) -> Water:
    return Water(60.0, 100.0, (180.0, 40.0), (0.3, 0.2, 0.1), (0.6, 0.8, 1.0), 0.14, rough=rough, glitter=glitter)


def sky() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = np.full((100, 200, 3), 120, np.uint8)
    frame[30:50, 40:60] = 20
    return frame


def test_a_calm_lake_mirrors_a_dark_tower() -> None:
    frame = sky()
    water(0.05).draw(frame, moment(), 100)
    assert frame[53:66, 44:56].mean() < 0.75 * frame[53:66, 100:140].mean()


def test_nothing_above_the_horizon_changes() -> None:
    frame = sky()
    water().draw(frame, moment(), 100)
    assert np.array_equal(frame[:49], sky()[:49])


def test_the_sun_glitters_under_itself_and_sparkles_in_time() -> None:
    first, second = sky(), sky()
    water(0.5, 1.0).draw(first, moment(1.0), 100)
    water(0.5, 1.0).draw(second, moment(1.3), 100)
    column = first[55:].mean(axis=(0, 2))
    assert abs(int(column.argmax()) - 148) < 14
    assert np.abs(first.astype(int) - second)[55:].max() > 60


def test_glitter_has_no_grid() -> None:
    frame = sky()
    water(0.5, 1.0).draw(frame, moment(), 100)
    path = frame[55:, 120:176].mean(axis=2) - frame[55:, 120:176].mean()
    spectrum = np.abs(np.fft.rfft2(path)) ** 2
    # The path as a whole is broad; a grid would be one sharp line among the fine waves.
    spectrum[:4, :4] = spectrum[-3:, :4] = 0
    assert spectrum.max() < 0.25 * spectrum.sum()


def test_the_same_moment_gives_the_same_water() -> None:
    one, two = sky(), sky()
    water(0.5, 1.0).draw(one, moment(), 100)
    water(0.5, 1.0).draw(two, moment(), 100)
    assert np.array_equal(one, two)


def test_rows_from_the_bottom_on_are_left_alone() -> None:
    frame = sky()
    water().draw(frame, moment(), 80)
    assert np.array_equal(frame[80:], sky()[80:])
