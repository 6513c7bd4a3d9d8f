"""What a lens adds."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.lens import Lens, smeared
from rushes.providers.previs.stage.view import Moment, View


def moment(focus: float | None) -> Moment:
    return Moment(0, 0.0, 0.0, View(120, 80, (80.0, 40.0), (160, 96), focus=focus))


def stripes() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    frame = np.zeros((80, 120, 3), np.uint8)
    frame[:, ::8] = 255
    return frame


def detail(frame: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    return float(np.abs(np.diff(frame.astype(int), axis=1)).mean())


def test_a_background_is_softened() -> None:
    frame = stripes()
    Lens(3.0).draw(frame, moment(None), 80)
    assert detail(frame) < 0.5 * detail(stripes())


def test_a_rack_goes_from_the_far_to_the_near() -> None:
    early, late = stripes(), stripes()
    Lens(4.0, racks=True).draw(early, moment(0.0), 80)
    Lens(4.0, racks=True).draw(late, moment(1.0), 80)
    assert detail(early) == detail(stripes()) > detail(late)


def test_a_smear_blurs_along_the_pan() -> None:
    assert detail(smeared(stripes(), 9)) < 0.3 * detail(stripes())
    assert np.array_equal(smeared(np.rot90(stripes()).copy(), 9)[:, 20:60], np.rot90(stripes())[:, 20:60])
