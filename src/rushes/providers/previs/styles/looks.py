"""The looks by name: which brush, which lines, which curve of tones, which paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.styles import cutouts, strokes
from rushes.providers.previs.styles.cutouts import Cutout

Curve = tuple[tuple[float, float, float], tuple[float, float, float], float]


@dataclass(frozen=True, slots=True)
class Look:
    """One style. Sizes of brushes are in pixels of a 720-line frame."""

    #: Applied to every plate once: (plate, unit) -> plate.
    brush: Callable[[strokes.Plated, float], strokes.Plated] | None = None
    #: Applied to every frame before the curve.
    line: Callable[[Image], Image] | None = None
    #: 1 × 256 × 3 table; None keeps the film curve.
    lut: Image | None = None
    #: (tooth, tint, weave) of the sheet.
    sheet: tuple[float, tuple[float, float, float], bool] | None = None
    #: Factors on bloom and vignette.
    bloom: float = 1.0
    vignette: float = 1.0
    #: What becomes of the figures.
    cutout: Cutout | None = None


def curve(black: str, white: str, contrast: float = 0.05, middle: str = "", gamma: float = 1.0) -> Image:
    """A table from `black` over `middle` to `white` with an S of some `contrast`; a `gamma` below 1 brightens."""
    x = np.linspace(0, 1, 256) ** gamma
    s = np.clip(x + contrast * np.sin(2 * np.pi * (x - 0.5)), 0, 1)
    low, high = _bgr(black), _bgr(white)
    table = low + (high - low) * s[:, None]
    if middle:
        bend = (_bgr(middle) - (low + high) / 2) * (4 * s * (1 - s))[:, None]
        table = table + bend
    return (np.clip(table, 0, 1) * 255).astype(np.uint8).reshape(1, 256, 3)


def _bgr(word: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([int(word[i : i + 2], 16) / 255 for i in (4, 2, 0)])


def _oil(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.painted(strokes.vivid(plate, 1.3), unit)


def _wash(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.vivid(strokes.pooled(plate, max(2, round(6 * unit))), 1.45)


def _cel(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.vivid(strokes.brushed(plate, max(2, round(6 * unit))), 1.5, steps=5)


def _soft(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.vivid(strokes.brushed(plate, max(1, round(5 * unit))), 1.35)


def _flat(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.vivid(strokes.brushed(plate, max(2, round(6 * unit))), 1.7, steps=4)


def _ink(plate: strokes.Plated, unit: float) -> strokes.Plated:
    return strokes.pooled(plate, max(2, round(5 * unit)), 0.5)


LOOKS: dict[str, Look] = {
    "noir": Look(line=strokes.grey, lut=curve("07080a", "f2f1ec", 0.115), vignette=1.7, bloom=1.15),
    "watercolour": Look(
        brush=_wash,
        lut=curve("332c3c", "fffdf8", 0.04, gamma=0.76),
        sheet=(0.022, (0.965, 0.99, 1.0), False),
        bloom=0.4,
        vignette=-0.45,
        cutout=Cutout(cutouts.wash, 0.8, (70, 62, 66)),
    ),
    "ink": Look(
        brush=_ink,
        line=lambda frame: strokes.lined(strokes.grey(frame), 0.8),
        lut=curve("161418", "f6eee0", 0.09, gamma=0.60),
        sheet=(0.03, (0.97, 0.99, 1.0), False),
        bloom=0.2,
        vignette=0.2,
    ),
    "oil": Look(
        brush=_oil,
        line=strokes.dabbed,
        lut=curve("160e0c", "fff4dc", 0.085),
        sheet=(0.034, (0.99, 1.0, 1.0), True),
        bloom=0.6,
        cutout=Cutout(cutouts.dabs),
    ),
    "anime": Look(
        brush=_cel,
        line=lambda frame: strokes.lined(frame, 1.3, 1.6),
        lut=curve("0c1234", "ffffff", 0.06, "8c8a90", gamma=0.94),
        bloom=1.6,
        vignette=0.25,
        cutout=Cutout(cutouts.cel, 1.5, (52, 26, 34)),
    ),
    "pencil": Look(
        line=strokes.pencil,
        lut=curve("2b2a2e", "faf6ec", 0.03),
        sheet=(0.045, (0.975, 0.995, 1.0), False),
        bloom=0.0,
        vignette=0.2,
    ),
    "vintage": Look(lut=curve("35251f", "fbeecb", 0.02, "8f7f6c"), vignette=1.8, bloom=1.1),
    "pastel": Look(
        brush=_soft,
        lut=curve("453d5c", "fff6f0", 0.03, gamma=0.78),
        sheet=(0.028, (0.99, 0.99, 1.0), False),
        bloom=0.8,
        vignette=0.1,
    ),
    "cyberpunk": Look(lut=curve("0a0420", "fff2ff", 0.09, "6f5f9a"), bloom=2.0, vignette=1.3),
    "comic": Look(
        brush=_flat,
        line=strokes.printed,
        lut=curve("0c0a14", "fffbe8", 0.10, gamma=0.9),
        bloom=0.2,
        vignette=0.4,
        cutout=Cutout(cutouts.flat, 2.4),
    ),
    "mono": Look(line=strokes.grey, lut=curve("0a0a0a", "f6f6f6", 0.07), vignette=1.25),
    "sepia": Look(line=strokes.grey, lut=curve("21150c", "f7e8cc", 0.05, "8a7254"), vignette=1.5),
    "cinematic": Look(lut=curve("03161f", "ffeeda", 0.105, "7a7c78"), vignette=1.5, bloom=1.1),
}

#: Other words for the same look.
ALIASES = {
    "watercolor": "watercolour",
    "aquarelle": "watercolour",
    "sumi-e": "ink",
    "ink wash": "ink",
    "oil painting": "oil",
    "impressionist": "oil",
    "manga": "comic",
    "cartoon": "comic",
    "sketch": "pencil",
    "black and white": "noir",
    "retro": "vintage",
    "film": "cinematic",
    "neon": "cyberpunk",
    "ghibli": "anime",
    "storybook": "watercolour",
    "gouache": "oil",
    "charcoal": "pencil",
}


def look(name: str) -> Look | None:
    """The look of that name or of another word for it; None where there is none."""
    word = name.strip().lower()
    return LOOKS.get(ALIASES.get(word, word))
