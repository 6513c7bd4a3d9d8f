"""Rain, snow, fog and lightning."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.view import Moment, View
from rushes.providers.previs.stage.weather import fog, lightning, rain, snow


def easel() -> Easel:
    return Easel(Scene("", "sea", "dusk"), palette("dusk", "storm"), 200, 100, 1)


def moment(seconds: float) -> Moment:
    one = easel()
    return Moment(0, seconds, 0.0, View(200, 100, (132.0, 60.0), (one.set_width, one.set_height)))


def grey(tone: int = 60) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((100, 200, 3), tone, np.uint8)


def test_rain_falls() -> None:
    one, two = grey(), grey()
    for curtain in rain(easel(), 1.0):
        curtain.draw(one, moment(1.0), 100)
        curtain.draw(two, moment(1.04), 100)
    assert one.max() > 70
    assert np.abs(one.astype(int) - two).mean() > 0.3


def test_a_curtain_moves_by_its_speed_and_wraps() -> None:
    curtain = snow(easel(), 1.0)[1]
    one, two = grey(0), grey(0)
    curtain.draw(one, moment(0.0), 100)
    period = 100 / curtain.down
    curtain.draw(two, moment(period), 100)
    assert one.sum() == two.sum()


def test_nearer_flakes_are_larger_and_fewer() -> None:
    falls = snow(easel(), 1.0)
    assert [fall.depth for fall in falls] == sorted(fall.depth for fall in falls)
    assert falls[0].down < falls[-1].down


def test_fog_is_thickest_in_its_middle() -> None:
    one = easel()
    frame = grey(0)
    fog(one, 0.4, 60.0, 15.0, 0.9).draw(frame, moment(0.5), 100)
    assert frame[45:55].mean() > 4 * frame[80:].mean() + 1


def test_lightning_brightens_the_frame_for_a_moment() -> None:
    bolts = lightning(easel(), 60.0, 6.0)
    at = bolts.strokes[0][0]
    lit, dark = grey(), grey()
    bolts.draw(lit, moment(at + 0.02), 100)
    bolts.draw(dark, moment(at + 1.5), 100)
    assert lit.mean() > 90
    assert np.array_equal(dark, grey())
    assert bolts.flash(at) == 1.0
