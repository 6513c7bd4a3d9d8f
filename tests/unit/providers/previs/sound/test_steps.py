from __future__ import annotations

import numpy as np
import pytest
from tests.unit.providers.previs.sound.listening import FRAME, bands, centroid, onset

from rushes.providers.previs.sound.noise import RATE, rng_for
from rushes.providers.previs.sound.steps import burst, hoof, land, layered, quiet, splash, step, thud

MATERIALS = ["stone", "snow", "grass", "sand", "wood", "water"]


@pytest.mark.parametrize("material", MATERIALS)
@pytest.mark.parametrize("sound", [step, hoof, land], ids=lambda sound: sound.__name__)
def test_a_contact_begins_with_its_first_sample(sound: object, material: str) -> None:
    assert callable(sound)
    wave = sound(rng_for(1, material), material)
    assert onset(wave) < FRAME / 2
    assert abs(wave[-1]) < 1e-6
    assert len(wave) < 1.5 * RATE


def test_grounds_differ_in_colour() -> None:
    heard = {material: bands(step(rng_for(1, material), material)) for material in MATERIALS}
    for one in MATERIALS:
        for other in MATERIALS:
            if one < other:
                assert np.abs(heard[one] - heard[other]).mean() > 2, (one, other)


def test_snow_crunches_longer_than_stone_clicks() -> None:
    def length(material: str) -> float:
        wave = step(rng_for(1, material), material)
        energy = np.cumsum(np.square(wave))
        return float(np.searchsorted(energy, 0.9 * energy[-1])) / RATE

    assert length("snow") > 1.5 * length("stone")


def test_no_two_steps_are_the_same() -> None:
    rng = rng_for(1, "x")
    assert not np.array_equal(step(rng, "stone"), step(rng, "stone"))


def test_the_parts_of_sounds_are_what_they_say() -> None:
    rng = rng_for(1, "x")
    assert centroid(thud(0.3, 70, 0.1)) < 150
    assert 1500 < centroid(burst(rng, 0.2, 2000, 6000, 0.05)) < 7000
    late = layered(0.5, (0.25, 1.0, burst(rng, 0.1, 500, 3000, 0.02)))
    assert 0.24 < onset(late) < 0.27
    assert len(splash(rng, "")) > len(quiet(rng, ""))
