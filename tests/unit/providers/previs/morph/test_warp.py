from __future__ import annotations

import numpy as np
from tests.unit.providers.previs.morph.pairs import MOVES, ends, related
from tests.unit.providers.previs.morph.world import psnr

from rushes.providers.previs.morph.warp import FlowMorph, eased, ramp


def morph(name: str) -> FlowMorph:
    return FlowMorph(*ends(name), related(name), 5.0)


def test_a_quarter_of_the_way_is_a_quarter_of_the_way() -> None:
    for share in (0.25, 0.75):
        assert psnr(morph("pan").at(share, share), MOVES["pan"](share)) > 28


def test_nothing_jumps_at_the_ends() -> None:
    film, (first, last) = morph("truck"), ends("truck")
    assert psnr(film.at(0.002, 0.002), first) > 36
    assert psnr(film.at(0.998, 0.998), last) > 36


def test_the_rim_of_a_pan_has_no_streaks() -> None:
    seen = morph("pan").at(0.5, 0.5)
    rim = seen[:, -12:].astype(np.float32)
    true = MOVES["pan"](0.5)[:, -12:].astype(np.float32)
    assert np.abs(rim - true).mean() < 6


def test_easing_starts_and_ends_slowly_but_never_stands() -> None:
    assert eased(0) == 0
    assert eased(1) == 1
    assert 0.15 < eased(0.01) / 0.01 < 0.5
    assert abs(eased(0.5) - 0.5) < 1e-9


def test_a_ramp_is_over_outside_of_its_width() -> None:
    assert ramp(0.3, 0.4) == 0
    assert ramp(0.5, 0.4) == 0.5
    assert ramp(0.71, 0.4) == 1
