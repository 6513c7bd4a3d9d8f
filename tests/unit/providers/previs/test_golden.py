"""The renderer still shows what was looked at and liked, and the measure tells a real change from noise.

Where a change of look is meant, look at the new pictures and keep them: `python -m tests.golden`.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import pytest
from tests.golden.distance import Distance, distance
from tests.golden.wanted import FOLDER, GOLDEN, path, scene, staged

from rushes.providers.previs.picture import Image
from rushes.providers.previs.scene import Actor, Camera

#: ΔE of the worst tile: a tint that one sees at once; a hue turned by 8° is beyond it wherever there is colour.
MOST_COLOUR = 2.0
#: 1 − SSIM of the worst tile: noise and a quarter of a pixel stay below 0.04, three pixels lie above 0.15.
MOST_STRUCTURE = 0.07
#: Mean chroma (C*ab) of a tile from which a turned hue shows.
COLOURFUL = 20.0


def kept(name: str) -> Image:
    picture = cv2.imread(str(path(name)))
    assert picture is not None, f"{path(name).name} is not there; make it: python -m tests.golden '{name}'"
    return np.asarray(picture, np.uint8)


def same(apart: Distance) -> bool:
    return apart.colour < MOST_COLOUR and apart.structure < MOST_STRUCTURE


def turned(picture: Image, degrees: float) -> Image:
    tones = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2HSV)
    tones[..., 0] = (tones[..., 0] + degrees) % 360
    return np.clip(cv2.cvtColor(tones, cv2.COLOR_HSV2BGR) * 255 + 0.5, 0, 255).astype(np.uint8)


def chroma(picture: Image) -> float:
    lab = cv2.cvtColor(
        cv2.resize(picture, (8, 5), interpolation=cv2.INTER_AREA).astype(np.float32) / 255, cv2.COLOR_BGR2Lab
    )
    return float(np.hypot(lab[..., 1], lab[..., 2]).max())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_picture_looks_as_it_did(name: str) -> None:
    apart = distance(kept(name), GOLDEN[name]())
    assert same(apart), f"{apart}; if the change is meant and handsome: python -m tests.golden '{name}'"


def test_there_are_24_and_they_are_small() -> None:
    files = list(FOLDER.glob("*.jpg"))
    assert len(GOLDEN) == len(files) == 24
    assert sum(file.stat().st_size for file in files) < 150_000


@pytest.mark.parametrize("name", GOLDEN)
def test_harmless_noise_passes(name: str) -> None:
    picture = kept(name)
    rng = np.random.default_rng(1)
    noisy = np.clip(picture + rng.normal(0, 3, picture.shape), 0, 255).astype(np.uint8)
    rounded = np.clip(picture.astype(int) + 1, 0, 255).astype(np.uint8)
    quarter = np.array([[1, 0, 0.25], [0, 1, 0.0]], np.float32)
    shifted = cv2.warpAffine(picture, quarter, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    assert all(same(distance(picture, other)) for other in (noisy, rounded, np.asarray(shifted, np.uint8)))


def test_a_hue_turned_by_8_degrees_fails_wherever_there_is_colour() -> None:
    noticed = {name for name in GOLDEN if not same(distance(kept(name), turned(kept(name), 8)))}
    assert {name for name in GOLDEN if chroma(kept(name)) > COLOURFUL} <= noticed
    assert len(noticed) > 2 / 3 * len(GOLDEN)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_composition_moved_by_2_percent_fails(name: str) -> None:
    picture = kept(name)
    aside = np.array([[1, 0, 0.02 * picture.shape[1]], [0, 1, 0]], np.float32)
    moved = cv2.warpAffine(picture, aside, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    assert not same(distance(picture, np.asarray(moved, np.uint8)))


@lru_cache(maxsize=8)
def shot(*actors: Actor, share: float = 0.5) -> Image:
    """By the sea, the quickest of places to build."""
    return staged(scene("sea", "golden", *actors, seed=2, camera=Camera("static")), share=share)


@pytest.mark.parametrize("change", ["moved", "gone", "another"])
def test_a_subject_that_moved_or_changed_fails(change: str) -> None:
    walker = Actor("woman", "walk", facing=1)
    other = {
        "moved": lambda: shot(walker, share=0.6),
        "gone": shot,
        "another": lambda: shot(Actor("dog", "walk", facing=1)),
    }[change]
    assert not same(distance(shot(walker), other()))
