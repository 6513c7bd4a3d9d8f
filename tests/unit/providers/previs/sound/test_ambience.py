from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import bands, clicks, envelope

from rushes.providers.previs.scene import TIMES, WEATHERS, Scene
from rushes.providers.previs.sound.ambience import BEDS, CALLS, PLACES, layers, recipe
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE

LAYERS = {**BEDS, **CALLS}


def scene(place: str, time: str = "day", weather: str = "clear") -> Scene:
    return Scene("x", place, time=time, weather=weather)


def test_every_place_time_and_weather_has_a_bed_of_known_layers() -> None:
    for place, time, weather in itertools.product([*PLACES, "atlantis"], TIMES, WEATHERS):
        found = recipe(scene(place, time, weather))
        assert set(found) <= set(LAYERS)
        assert any(name in BEDS and gain > 0 for name, gain in found.items()), (place, time, weather)


def test_nothing_is_ever_silent_even_where_all_is_taken_away() -> None:
    bare = replace(scene("meadow"), without=frozenset({"wind", "birds", "insects", "animals"}))
    assert recipe(bare)


@pytest.mark.parametrize(
    ("changed", "has", "lacks"),
    [
        (scene("forest", "dawn"), "dawn_chorus", "songbirds"),
        (scene("forest", "night"), "owl", "songbirds"),
        (scene("forest", weather="rain"), "rain_on_leaves", "songbirds"),
        (scene("lake", weather="rain"), "rain_on_water", "rain_on_leaves"),
        (scene("interior", weather="rain"), "rain_outside", "light_rain"),
        (scene("coast", weather="storm"), "far_thunder", "gulls"),
        (scene("space", weather="rain"), "deep_space", "light_rain"),
        (replace(scene("meadow"), snowy=True), "hush", "songbirds"),
        (replace(scene("interior"), props=("fireplace",)), "crackling", "wind"),
        (replace(scene("mountains", weather="rain"), without=frozenset({"rain"})), "wind", "light_rain"),
        (replace(scene("desert"), props=("lunar",)), "deep_space", "wind"),
        (replace(scene("desert"), props=("mars",)), "wind", "eagle"),
    ],
)
def test_place_time_weather_and_things_choose_the_layers(changed: Scene, has: str, lacks: str) -> None:
    found = recipe(changed)
    assert has in found
    assert lacks not in found


def test_places_differ_measurably() -> None:
    heard = {}
    for place in PLACES:
        shot = Heard(scene(place), (), 0, 2)
        bus = layers([shot], 2 * RATE, 4, BEDS)
        calls = layers([shot], 2 * RATE, 4, CALLS)
        heard[place] = np.concatenate([bands(bus), 0.5 * bands(calls + 1e-5 * bus)])
    closest = min(
        (float(np.abs(a - b).mean()), one, other) for (one, a), (other, b) in itertools.combinations(heard.items(), 2)
    )
    assert closest[0] > 0.8, closest


def test_a_shared_bed_goes_on_through_a_cut() -> None:
    one = [Heard(scene("coast"), (), 0, 4)]
    two = [Heard(scene("coast"), (), 0, 2), Heard(replace(scene("coast"), prompt="y"), (), 2, 2)]
    assert np.array_equal(layers(one, 4 * RATE, 1, BEDS), layers(two, 4 * RATE, 1, BEDS))


def test_changing_beds_cross_without_click_or_hole() -> None:
    shots = [Heard(scene("forest"), (), 0, 2), Heard(scene("city"), (), 2, 2)]
    bus = layers(shots, 4 * RATE, 1, BEDS)
    assert clicks(bus) < 8
    levels = 20 * np.log10(envelope(bus, 100))
    assert levels[18:22].min() > min(levels[5:15].mean(), levels[25:35].mean()) - 5
    assert np.abs(bands(bus[:, : 3 * RATE // 2]) - bands(bus[:, -3 * RATE // 2 :])).max() > 5
