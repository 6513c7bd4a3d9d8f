from __future__ import annotations

from collections.abc import Callable

import pytest
from numpy.random import Generator
from tests.unit.providers.previs.sound.listening import centroid, clicks, correlation

from rushes.providers.previs.sound import rainfall
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for

RAINS = [
    rainfall.light_rain, rainfall.heavy_rain, rainfall.rain_on_leaves, rainfall.rain_on_water, rainfall.rain_outside,
]  # fmt: skip


@pytest.mark.parametrize("rain", RAINS, ids=lambda rain: rain.__name__)
def test_rain_is_wide_and_without_clicks(rain: Callable[[int, Generator], Wave]) -> None:
    wave = rain(2 * RATE, rng_for(3, "x"))
    assert correlation(wave) < 0.75
    assert clicks(wave) < 9


def test_rain_sounds_of_what_it_falls_on() -> None:
    heard = {rain.__name__: centroid(rain(2 * RATE, rng_for(3, "x"))) for rain in RAINS}
    assert heard["rain_on_water"] > heard["light_rain"] > heard["heavy_rain"] > 2 * heard["rain_outside"]
    assert heard["rain_on_leaves"] < heard["light_rain"]


def test_far_thunder_is_low_and_never_sudden() -> None:
    wave = rainfall.far_thunder(8 * RATE, rng_for(3, "x"))
    assert wave.any()
    assert centroid(wave) < 200
    assert clicks(wave) < 6
