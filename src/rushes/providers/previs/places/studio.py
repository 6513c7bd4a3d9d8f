"""A studio: a seamless cyclorama under soft light, for single objects and for title cards."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.card import card
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate

#: Paper in light and shadow, and the light's tint: by seed. Night and dark moods take the second half.
PAPERS = (
    ("e8d9c4", "8f7a68", "fff3dc"),
    ("cfdde0", "6f8791", "fff8ea"),
    ("e4cfc8", "8d6b6b", "fff0e6"),
    ("2f3d55", "0c111c", "ffd9a0"),
    ("3d2f45", "120c18", "ffcfa0"),
    ("24423f", "0a1615", "ffe3b0"),
)


def build(easel: Easel) -> Set:
    """One sweep of paper; a card's words on it."""
    horizon, line = easel.y(0.62), easel.y(0.80)
    dark = (
        easel.scene.time in ("night", "moonlit", "dusk")
        or easel.scene.mood in ("dark", "tense")
        or bool(easel.scene.card)
    )
    pick = PAPERS[int(easel.rng(5).integers(0, 3)) + (3 if dark else 0)]
    layers: list[Layer] = [_sweep(easel, *pick)]
    if easel.scene.card:
        layers += card(easel, easel.scene.card)
    middle = easel.y(0.50)
    lanes = {
        "ground": Lane(line, x=0.5001),
        "air": Lane(middle, x=0.5001),
        "water": Lane(line, x=0.5001),
        "wall": Lane(middle, x=0.5001),
    }
    key = (rgb(pick[2]), (easel.side * 0.6, 0.7))
    sun = (easel.x(0.5 + easel.side * 0.4), easel.y(-0.2))
    return Set(
        layers,
        horizon,
        sun,
        lanes,
        line,
        backlit=0.12,
        outdoors=False,
        haze=0.0,
        person=0.50,
        key=key,
        halo=0.15,
        surface=False,
    )


def _sweep(easel: Easel, light: str, dark: str, tint: str) -> Plate:
    x, y = easel.grid()
    pool = np.exp(
        -(
            np.hypot(
                (x - easel.x(0.5 + easel.side * 0.10)) / (0.50 * max(easel.width, 0.8 * easel.height)),
                (y - easel.y(0.40)) / (0.52 * easel.height),
            )
            ** 2
        )
    )
    floor = smooth(easel.y(0.60), easel.y(0.84), y)
    tone = np.clip(0.12 + 0.88 * pool + 0.16 * floor * np.exp(-(((x - easel.x(0.5)) / (0.5 * easel.width)) ** 2)), 0, 1)
    colour = mix(rgb(dark), np.asarray(rgb(light)), tone[..., None])
    fine = field(easel.set_width, easel.set_height, (220 * easel.unit, 160 * easel.unit), 5, easel.rng(7))
    colour = colour * (0.97 + 0.06 * fine)[..., None]
    colour = colour + np.asarray(rgb(tint)) * (0.06 * pool**2)[..., None]
    # A soft edge where wall turns into floor.
    turn = np.exp(-(((y - easel.y(0.665)) / (0.05 * easel.height)) ** 2)) * 0.06
    return easel.plate(
        np.asarray(colour - turn[..., None], np.float32), np.ones((easel.set_height, easel.set_width), np.float32), 0.4
    )
