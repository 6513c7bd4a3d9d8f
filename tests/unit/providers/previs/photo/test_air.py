"""What lies between the lens and the photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo import Photo
from rushes.providers.previs.photo.air import air, between
from rushes.providers.previs.scene import Scene

FIRST = pictures.landscape(160, 90)
FAR = np.full((45, 80), 255, np.uint8)


def asked(**parts: str) -> Scene:
    return replace(Scene(prompt="", place=""), **parts, named=frozenset(parts) - {"prompt"})


@pytest.mark.parametrize(
    ("weather", "shows"),
    [
        ("rain", ["falling", "fog"]),
        ("snow", ["falling", "fog"]),
        ("fog", ["fog"]),
        ("storm", ["falling", "fog", "lightning"]),
    ],
)
def test_each_weather_brings_its_parts_in_from_nothing(weather: str, shows: list[str]) -> None:
    made = air(asked(weather=weather), FIRST, 5.0)
    assert made is not None
    assert made.shows == shows
    assert np.array_equal(made.over(FIRST, FAR, 0.0), FIRST)
    assert np.abs(made.over(FIRST, FAR, 1 / 24).astype(int) - FIRST).mean() < 1.5
    assert np.abs(made.over(FIRST, FAR, 4.0).astype(int) - FIRST).mean() > 3


def test_clear_air_is_none() -> None:
    assert air(asked(weather="clear", time="dusk"), FIRST, 5.0) is None
    assert air(Scene(prompt="", place="", weather="rain"), FIRST, 5.0) is None
    assert air(replace(asked(weather="snow"), without=frozenset({"snow"})), FIRST, 5.0) is None


def test_shafts_come_by_the_prompt() -> None:
    made = air(asked(prompt="sunbeams"), FIRST, 5.0)
    assert made is not None
    assert made.shows == ["shafts"]


def test_between_ends_at_its_ends() -> None:
    other = 255 - FIRST
    assert between(FIRST, other, 0.0) is FIRST
    assert between(FIRST, other, 1.0) is other
    assert np.abs(between(FIRST, other, 0.5).astype(int) - 127).max() <= 1


def test_a_photo_in_a_storm_starts_as_it_is_and_thunders() -> None:
    scene = asked(weather="storm", time="dusk")
    photo = Photo(FIRST, scene, 120, width=160, height=90)
    assert pictures.psnr(photo.frame(0), FIRST) > 55
    assert photo.frame(80).mean() < 0.7 * FIRST.mean()
    assert {cue.kind for cue in photo.cues} == {"thunder"}
    assert photo.facts["laid_over"] == ["light", "falling", "fog", "lightning"]


def test_a_later_shot_has_its_weather_from_the_start() -> None:
    photo = Photo(FIRST, asked(weather="storm"), 48, width=160, height=90, settled=True)
    assert photo.frame(0).mean() < 0.7 * FIRST.mean()
