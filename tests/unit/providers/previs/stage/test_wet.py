"""Wet ground."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.view import Moment, View
from rushes.providers.previs.stage.wet import Wet


def mirrored(share: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = np.full((100, 200, 3), 30, np.uint8)
    frame[20:58, 90:110] = 240
    view = View(200, 100, (132.0, 60.0), (264, 120))
    Wet(66.0, 72.0, 100.0, 0.14, share).draw(frame, Moment(0, 0.0, 0.0, view), 100)
    return frame


def test_a_light_comes_back_below_itself() -> None:
    frame = mirrored(1.0)
    assert frame[66:85, 92:108].mean() > 1.5 * frame[66:85, :40].mean()


def test_a_drier_street_mirrors_less() -> None:
    assert mirrored(0.3)[66:85, 92:108].mean() < mirrored(1.0)[66:85, 92:108].mean()
