"""Subjects from the signs of the Noto Emoji font (SIL OFL): a drawn sign becomes a modelled, coloured cut-out.

The silhouette is what the sign's outer lines enclose; the fields between its inner lines take shades of the
subject's colour, its solid black the accent, and the lines themselves become soft creases. Sizes, names and
colours are tables in `glyphs` and `palette`.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from ..picture import Cue, Floats, Light, Sprite
from ..scene import Actor
from .colours import named
from .glyphs import PREFIX, height_of, signs
from .paint import Flat, light_up
from .palette import colours
from .shape import blend, shade, vec

_FONT = "NotoEmoji[wght].ttf"
_SIZE = 600
_LINE = 22
#: What shines by itself, and how much of its own colour that is.
_SHINING = frozenset(
    [
        "fire",
        "candle",
        "red_paper_lantern",
        "light_bulb",
        "star",
        "glowing_star",
        "sun",
        "full_moon",
        "crescent_moon",
        "diya_lamp",
        "comet",
        "sparkler",
        "lantern",
        "jack-o-lantern",
        "high_voltage",
        "shooting_star",
        "crystal_ball",
        "flashlight",
        "jellyfish",
        "fireworks",
    ]
)
_GLOW = 0.85
_SPEEDS = {"hop": 1.0, "drive": 8.0, "bob": 0.8, "hover": 1.2, "roll": 1.4}
_MOVING = {"walk", "run", "drive", "fly", "swim", "sail", "roll", "chase", "ride", "float"}


def font_path() -> Path | None:
    """The font's file, where its package is installed; the package itself is never imported."""
    spec = importlib.util.find_spec("manimgx_fonts")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / _FONT
    return path if path.is_file() else None


def available() -> bool:
    """Whether outlines can be drawn at all."""
    return font_path() is not None and importlib.util.find_spec("emoji") is not None


def ink(sign: str) -> NDArray[np.uint8]:
    """The sign's ink (0…255), cut to its box with a margin."""
    font = ImageFont.truetype(str(font_path()), _SIZE)
    font.set_variation_by_axes([300])
    page = Pictures.new("L", (_SIZE * 2, _SIZE * 2))
    ImageDraw.Draw(page).text((_SIZE // 3, _SIZE // 3), sign, font=font, fill=255)
    drawn = np.asarray(page)
    ys, xs = np.nonzero(drawn > 8)
    cut = drawn[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return _bytes(cv2.copyMakeBorder(cut, 4, 4, 4, 4, cv2.BORDER_CONSTANT))


class Cutout:
    """A sign coloured and modelled once: flat colour (BGRA 0…1) and the slopes of its surface."""

    def __init__(self, name: str, traits: tuple[str, ...], seed: int) -> None:
        sign, kind = signs()[name]
        drawn = ink(sign)
        solid = _filled(drawn)
        self.flat = _coloured(drawn, solid, name, traits, seed)
        self.slopes = _modelled(drawn, solid)
        self.aspect = (drawn.shape[1] - 8) / (drawn.shape[0] - 8)
        self.kind = kind
        self.glow = _GLOW if name in _SHINING else 0.0


def _filled(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """All that the outer lines enclose, with soft edges."""
    closed = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours((closed > 100).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    mask = np.zeros_like(drawn)
    cv2.drawContours(mask, contours, -1, 255, -1)
    return np.maximum(cv2.GaussianBlur(mask, (0, 0), 1.2), np.where(mask > 0, drawn, 0).astype(np.uint8))


def _coloured(
    drawn: NDArray[np.uint8], solid: NDArray[np.uint8], name: str, traits: tuple[str, ...], seed: int
) -> Floats:
    base, accent, below = colours(name, signs()[name][1])
    base = named(traits) or named(name.split("_")[:1]) or base
    rng = np.random.default_rng([seed, 5])
    base = shade(base, float(rng.uniform(0.94, 1.06)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_LINE, _LINE))
    heavy = _bytes(cv2.morphologyEx(drawn, cv2.MORPH_OPEN, disc))
    inside = cv2.countNonZero(solid)
    black = cv2.countNonZero(heavy) > 0.45 * inside
    fields = ((solid > 128) & (drawn < 128)).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(fields, connectivity=4)
    order = np.argsort(-stats[1:, cv2.CC_STAT_AREA]) + 1
    tones = (1.0, 1.13, 0.88, 1.06, 0.94)
    inks = np.empty((count, 3), np.float32)
    inks[0] = base if black else shade(base, 0.8)
    for rank, k in enumerate(order):
        low = centres[k, 1] / drawn.shape[0] > below > 0
        small = stats[k, cv2.CC_STAT_AREA] < 0.06 * inside
        ground = accent if (low or black or (small and rank > 3)) else base
        inks[k] = shade(ground, tones[rank % len(tones)])
    picture: Floats = inks[labels]
    if not black:
        spread = _floats(cv2.GaussianBlur(heavy, (0, 0), 1.5))[..., None] / 255
        dark = np.array(blend(accent, (0.12, 0.11, 0.11), 0.25), np.float32)
        picture = _floats(picture * (1 - spread) + dark * spread)
    picture = _creased(picture, drawn, heavy, solid)
    alpha = solid.astype(np.float32)[..., None] / 255
    return np.concatenate([picture * alpha, alpha], axis=2)


def _creased(picture: Floats, drawn: NDArray[np.uint8], heavy: NDArray[np.uint8], solid: NDArray[np.uint8]) -> Floats:
    """Lines become soft dark creases of the colours round them instead of black strokes."""
    thin = cv2.subtract(drawn, cv2.dilate(heavy, np.ones((5, 5), np.uint8)))
    known = (thin < 40).astype(np.float32) * (solid > 200)
    weight = cv2.GaussianBlur(known, (0, 0), 9)[..., None] + 1e-3
    around = _floats(cv2.GaussianBlur(picture * known[..., None], (0, 0), 9) / weight)
    line = _floats(cv2.GaussianBlur(thin, (0, 0), 1.0))[..., None] / 255
    core = (cv2.erode(solid, np.ones((2 * _LINE + 1, 2 * _LINE + 1), np.uint8)) > 128).astype(np.float32)
    inner = _floats(cv2.GaussianBlur(core, (0, 0), 8))[..., None]
    return _floats(picture * (1 - line) + around * (1 - 0.42 * inner) * line)


def _modelled(drawn: NDArray[np.uint8], solid: NDArray[np.uint8]) -> Floats:
    """Slopes across and down of a surface that swells in the whole shape and again in each field."""
    whole = cv2.distanceTransform((solid > 128).astype(np.uint8), cv2.DIST_L2, 5)
    fields = cv2.distanceTransform(((solid > 128) & (drawn < 128)).astype(np.uint8), cv2.DIST_L2, 5)
    slopes = np.zeros((*drawn.shape, 2), np.float32)
    size = drawn.shape[::-1]
    for depth, radius, share, coarse in ((whole, 110.0, 0.75, 6), (fields, 34.0, 0.45, 2)):
        # A swell is smooth: it is worked out small, its slopes are enlarged.
        small = _floats(cv2.resize(depth, (size[0] // coarse, size[1] // coarse), interpolation=cv2.INTER_AREA))
        inner = 1 - np.minimum(small / radius, 1)
        swell = cv2.GaussianBlur(1 - inner * inner, (0, 0), radius * 0.28 / coarse)
        for axis, (dx, dy) in enumerate(((1, 0), (0, 1))):
            slope = cv2.Sobel(swell, cv2.CV_32F, dx, dy, scale=radius / coarse * 0.5 / 8)
            slopes[..., axis] += share * cv2.resize(slope, size)
    return slopes


class Outline:
    """A sign as a `Figure`."""

    def __init__(self, name: str, actor: Actor, seed: int) -> None:
        self._cut = Cutout(name, actor.traits, seed)
        kind = self._cut.kind
        self.height, self.aspect, self.stands_on = height_of(name), self._cut.aspect, kind.stands_on
        self._motion, self._mirror = kind.motion, actor.facing < 0
        self._pace = (
            _SPEEDS.get(kind.motion, 0.0) * math.sqrt(max(self.height, 0.1)) if actor.action in _MOVING else 0.0
        )
        self._own = float(np.random.default_rng([seed, 9]).random()) * 6
        # A still subject is lit once per size and light; moving it is one warp.
        self._lit: Callable[[int, Light], Sprite] = lru_cache(maxsize=6)(self._light)

    def speed(self) -> float:
        """Metres a second over the ground; 0 unless it was asked to go somewhere."""
        return self._pace

    def cues(self, seconds: float) -> tuple[Cue, ...]:
        """Outlines make no sound of their own."""
        del seconds
        return ()

    def paint(self, seconds: float, pixels: int, light: Light) -> Sprite:
        """The sign `pixels` high, in its motion."""
        still = self._lit(max(pixels, 4), light)
        return moved(still, self._sway(seconds + self._own, pixels))

    def _light(self, pixels: int, light: Light) -> Sprite:
        flat, slopes = self._cut.flat, self._cut.slopes
        factor = pixels / (flat.shape[0] - 8)
        size = (max(round(flat.shape[1] * factor), 3), max(round(flat.shape[0] * factor), 3))
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        flat = _floats(cv2.resize(flat, size, interpolation=way))
        slopes = _floats(cv2.resize(slopes, size, interpolation=way))
        if self._mirror:
            flat, slopes = flat[:, ::-1].copy(), slopes[:, ::-1] * np.array((-1, 1), np.float32)
        x, y = light.direction
        form: Floats = np.clip(slopes[..., 0] * -x + slopes[..., 1] * max(y, 0.2), -1, 1)
        hollow: Floats = np.clip(1 - 0.35 * np.abs(slopes).sum(axis=2), 0, 1)
        planes = [_floats(plane) for plane in cv2.split(flat)]
        glow = planes[3] * np.float32(self._cut.glow) if self._cut.glow else None
        bgra = light_up(Flat(planes, glow), form, hollow, light)
        floats = self.stands_on in {"air", "wall"}
        anchor = (size[0] / 2, size[1] / 2 if floats else size[1] - 4 * factor)
        return Sprite(bgra, anchor)

    def _sway(self, t: float, pixels: int) -> Sway:
        """How it moves in its place at a moment."""
        slow, quick = math.sin(1.3 * t), math.sin(2.9 * t + 1)
        motion = self._motion
        if motion == "sway":
            return Sway(lean=0.030 * slow + 0.012 * quick)
        if motion in {"bob", "hover"}:
            return Sway(0.035 * slow, 0.0, 0.008 * pixels * quick, 0.022 * pixels * math.sin(1.7 * t))
        if motion == "hop":
            beat = math.pi * (1.7 if self._pace else 0.35) * t
            lift = abs(math.sin(beat)) * (0.06 if self._pace else 0.0)
            return Sway((0.05 if self._pace else 0.012) * math.sin(beat), up=lift * pixels)
        if motion == "roll":
            return Sway(-self._pace * t / (self.height / 2), rolls=True)
        if motion == "drive" and self._pace:
            return Sway(0.004 * math.sin(9 * t), up=0.006 * pixels * math.sin(13 * t))
        return Sway(0.030 * slow if motion == "rock" else 0.0)


@dataclass(frozen=True, slots=True)
class Sway:
    """A turn (radians) and lean (shear) about the foot, or about the middle where it rolls, and a shift (pixels)."""

    turn: float = 0.0
    lean: float = 0.0
    right: float = 0.0
    up: float = 0.0
    rolls: bool = False


def moved(sprite: Sprite, sway: Sway) -> Sprite:
    """A sprite turned, leaned and shifted, with sub-pixel edges."""
    if sway == Sway():
        return sprite
    height, width = sprite.bgra.shape[:2]
    x, y = sprite.anchor
    c, s = math.cos(sway.turn), math.sin(sway.turn)
    pad = int(abs(s) * height / 2 + abs(sway.lean) * height + abs(sway.right) + abs(sway.up)) + 2
    linear = np.array(((c, s + sway.lean), (-s, c)))
    pivot = vec(x, height / 2 if sway.rolls else y)
    shift = pivot + vec(sway.right + pad, pad - sway.up) - linear @ pivot
    matrix = np.column_stack([linear, shift])
    size = (width + 2 * pad, height + 2 * pad)
    return Sprite(_bytes(cv2.warpAffine(sprite.bgra, matrix, size, flags=cv2.INTER_LINEAR)), (x + pad, y + pad))


def _bytes(picture: object) -> NDArray[np.uint8]:
    return np.asarray(picture, np.uint8)


def _floats(picture: object) -> Floats:
    return np.asarray(picture, np.float32)


def outline(actor: Actor, seed: int) -> Outline | None:
    """The figure of a "glyph:" actor, if there is such a sign."""
    name = actor.name.removeprefix(PREFIX)
    if not actor.name.startswith(PREFIX) or not available() or name not in signs():
        return None
    return Outline(name, actor, seed)
