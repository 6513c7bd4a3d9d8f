"""Other light over a photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo import light
from rushes.providers.previs.scene import TIMES, WEATHERS, Scene

PLATE = pictures.landscape(240, 160)
FAR = np.tile(np.linspace(1, 0, 160, dtype=np.float32)[:, None], (1, 240))


def asked(**parts: str) -> Scene:
    return replace(Scene(prompt="", place=""), **parts, named=frozenset(parts))


def lit(**parts: str) -> np.ndarray:
    graded = light.graded(PLATE, FAR, asked(**parts))
    assert graded is not None
    return graded.astype(float)


def test_every_hour_has_a_light_and_no_two_are_alike() -> None:
    shown = [lit(time=time) for time in TIMES]
    for k, one in enumerate(shown):
        for other in shown[k + 1 :]:
            assert np.abs(one - other).mean() > 3


def test_hours_darken_in_their_order() -> None:
    means = [lit(time=time).mean() for time in ("day", "golden", "sunset", "dusk", "night")]
    assert means == sorted(means, reverse=True)
    assert means[-1] < 0.4 * means[0]


def test_sunset_is_warm_and_moonlight_cold() -> None:
    warm, cold = lit(time="sunset").mean(axis=(0, 1)), lit(time="moonlit").mean(axis=(0, 1))
    before = PLATE.mean(axis=(0, 1))
    assert warm[2] / warm[0] > 1.2 * before[2] / before[0]
    assert cold[2] / cold[0] < before[2] / before[0]


@pytest.mark.parametrize("weather", ["overcast", "rain", "storm", "fog", "snow"])
def test_grey_weather_takes_colour_away(weather: str) -> None:
    def colourfulness(picture: np.ndarray) -> float:
        return float(np.ptp(picture.astype(float), axis=2).mean())

    assert colourfulness(lit(weather=weather)) < 0.8 * colourfulness(PLATE)


def test_what_was_not_asked_for_is_not_done() -> None:
    assert light.graded(PLATE, FAR, Scene(prompt="", place="", time="night", weather="storm")) is None
    assert light.graded(PLATE, FAR, replace(asked(weather="rain"), without=frozenset({"rain"}))) is None
    assert "clear" in WEATHERS
    assert light.graded(PLATE, FAR, asked(weather="clear")) is None


def test_the_sky_s_dome_leaves_the_near_alone() -> None:
    near = light.graded(PLATE, np.zeros_like(FAR), asked(time="dusk"))
    far = light.graded(PLATE, np.ones_like(FAR), asked(time="dusk"))
    assert near is not None
    assert far is not None
    assert near[:20].mean() > 1.2 * far[:20].mean()


def test_shafts_brighten_from_above_and_breathe() -> None:
    shafts = light.Shafts(PLATE, 3)
    dark = np.full_like(PLATE, 40)
    one, later = (shafts.add(dark, seconds, 1.0).astype(float) for seconds in (1.0, 2.0))
    assert one[:40].mean() > one[-40:].mean() + 5
    assert 0.5 < np.abs(one - later).mean() < 20
    assert np.array_equal(shafts.add(dark, 1.0, 0.0), dark)


@pytest.mark.parametrize(
    ("prompt", "wanted"), [("God rays through the trees", True), ("阳光穿过树林", True), ("a manta ray", False)]
)
def test_shafts_are_asked_for_by_name(prompt: str, wanted: bool) -> None:
    assert light.asks_for_shafts(Scene(prompt=prompt, place="")) is wanted
