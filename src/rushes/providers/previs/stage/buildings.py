"""Buildings: facades with storeys, windows that light up towards night, roofs and signs, as rows of a skyline.

A row becomes one plate; streets set their own walls with `facade`.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.ground import air
from rushes.providers.previs.stage.noise import Rng, Values, blur, mix, resized, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate

#: Windows by lamp-light, and signs.
WARM = tuple(rgb(word) for word in ("ffd28a", "ffc06a", "ffe2b0", "ffb35c", "e8f0ff"))
NEON = tuple(rgb(word) for word in ("ff3d8b", "37d6ff", "ffb03a", "9b5cff", "4dffb0"))


@dataclass(slots=True)
class Masonry:
    """Canvases of one row of buildings, all h × w: what is wall, how lit, and what glows by itself."""

    cover: Floats
    light: Floats
    tint: Floats
    glow: Floats

    @classmethod
    def blank(cls, width: int, height: int) -> Masonry:
        """Nothing built yet."""
        flat = np.zeros((height, width), np.float32)
        return cls(flat.copy(), flat.copy(), flat.copy(), np.zeros((height, width, 3), np.float32))

    def below(self, row: int) -> Masonry:
        """The part from a row on down."""
        return Masonry(self.cover[row:], self.light[row:], self.tint[row:], self.glow[row:])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a skyline."""

    foot: float
    #: Height of a middling house and width, pixels.
    tall: float
    wide: float
    depth: float
    haze: float
    #: Size of a window, pixels; 0 for none.
    window: float
    #: Colours of the walls in shadow and light.
    dark: Colour
    light: Colour
    signs: float = 0.0
    #: Middle of a gap and half its width.
    gap: tuple[float, float] = (0.0, -1.0)
    #: Where the towers gather, set column, and how much taller they are.
    centre: tuple[float, float] = (0.0, 0.0)


def skyline(easel: Easel, horizon: float, row: Row, key: int) -> Plate:
    """A row of buildings across the whole set."""
    rng, wide, high = easel.rng(key), easel.set_width, easel.set_height
    work = Masonry.blank(wide, high)
    x = -row.wide * rng.random()
    while x < wide:
        width = row.wide * (0.55 + 0.9 * rng.random())
        middle = x + width / 2
        if abs(middle - row.gap[0]) > row.gap[1]:
            crowd = 1 + row.centre[1] * np.exp(-(((middle - row.centre[0]) / (0.22 * easel.width)) ** 2))
            tall = row.tall * (0.42 + 0.75 * rng.random() ** 1.5) * crowd
            _building(easel, work, row, rng, x, width, tall)
        x += width * (0.98 + 0.10 * rng.random() * (rng.random() < 0.3))
    return _painted(easel, horizon, work, row)


def _building(easel: Easel, work: Masonry, row: Row, rng: Rng, x: float, width: float, tall: float) -> None:
    tone, tint = 0.32 + 0.25 * rng.random(), rng.random()
    top, left = row.foot - tall, x
    steps = 1 if rng.random() < 0.55 else 2 + int(rng.random() < 0.4)
    for step in range(steps):
        inset = width * 0.13 * step
        base = row.foot - tall * (0, 0.62, 0.84)[step]
        _block(
            easel,
            work,
            row,
            rng,
            (left + inset, top if step == steps - 1 else row.foot - tall * (0.62, 0.84)[step], width - 2 * inset, base),
            tone,
            tint,
        )
    if rng.random() < 0.35 and tall > row.tall * 0.9:
        mast, x0 = tall * (0.10 + 0.14 * rng.random()), left + width * 0.5
        _box(work, x0 - 0.9 * easel.unit, top - mast, 1.8 * easel.unit, mast + 2, tone * 0.8, tint)
    elif rng.random() < 0.5:
        _box(
            work,
            left + width * (0.15 + 0.4 * rng.random()),
            top - row.tall * 0.035,
            width * 0.22,
            row.tall * 0.035 + 2,
            tone * 0.7,
            tint,
        )
    if rng.random() < row.signs:
        _sign(easel, work, rng, left, top, width, tall)


def _box(
    work: Masonry, x: float, y: float, width: float, height: float, tone: float, tint: float
) -> tuple[int, int, int, int] | None:
    x0, x1, y0, y1 = round(x), round(x + width), max(0, round(y)), min(work.cover.shape[0], round(y + height))
    if x1 <= x0 or y1 <= y0 or x1 <= 0 or x0 >= work.cover.shape[1]:
        return None
    x0, x1 = max(0, x0), min(work.cover.shape[1], x1)
    work.cover[y0:y1, x0:x1], work.light[y0:y1, x0:x1], work.tint[y0:y1, x0:x1] = 1, tone, tint
    work.glow[y0:y1, x0:x1] = 0
    return x0, y0, x1, y1


def _block(
    easel: Easel, work: Masonry, row: Row, rng: Rng, box: tuple[float, float, float, float], tone: float, tint: float
) -> None:
    """One box of a building: a lit and a shaded face, windows in storeys."""
    x, top, width, base = box
    high = work.cover.shape[0] - top
    drawn = _box(work, x, top, width, high, tone, tint)
    if drawn is None:
        return
    x0, y0, x1, y1 = drawn
    sunny = 0.62 if easel.side > 0 else 0.38
    corner = int(x + width * sunny)
    bright = slice(max(x0, corner), x1) if easel.side > 0 else slice(x0, min(x1, corner))
    work.light[y0:y1, bright] = min(1.0, tone + 0.36)
    if row.window <= 0:
        return
    size, gap = row.window, row.window * (1.0 + 0.7 * rng.random())
    lit_share = easel.palette.lamps * (0.28 + 0.45 * rng.random())
    wx = np.arange(x + gap * 0.7, x + width - size, size + gap)
    wy = np.arange(top + gap * 1.2, min(base, y1), size * 1.35 + gap)
    strip = rng.random() < 0.3
    for row_y in wy:
        late = rng.random() < 0.12
        for column in wx:
            a, b, c, d = (
                round(column),
                round(column + (size + gap * 0.9 * strip)),
                round(row_y),
                round(row_y + size * 1.25),
            )
            if a < 0 or b > work.cover.shape[1] or d > work.cover.shape[0] or b <= a or d <= c:
                continue
            work.light[c:d, a:b] *= 0.55 if rng.random() < 0.8 else 1.25
            if rng.random() < lit_share * (2.2 if late else 1.0):
                work.glow[c:d, a:b] = np.asarray(WARM[int(rng.integers(0, len(WARM)))]) * (0.45 + 0.55 * rng.random())


def _sign(easel: Easel, work: Masonry, rng: Rng, x: float, top: float, width: float, tall: float) -> None:
    colour = np.asarray(NEON[int(rng.integers(0, len(NEON)))], np.float32)
    upright = rng.random() < 0.65
    w, h = (5 * easel.unit, tall * 0.28) if upright else (width * 0.6, 5 * easel.unit)
    x0, y0 = round(x + width * (0.1 + 0.5 * rng.random())), round(top + tall * (0.1 + 0.35 * rng.random()))
    x1, y1 = round(x0 + max(3, w)), round(y0 + max(3, h))
    if 0 <= x0 < x1 < work.cover.shape[1] and 0 <= y0 < y1 < work.cover.shape[0]:
        work.glow[y0:y1, x0:x1] = colour
        cv2.rectangle(work.light, (x0 - 2, y0 - 2), (x1 + 1, y1 + 1), 0.05, 1)


def _painted(easel: Easel, horizon: float, work: Masonry, row: Row) -> Plate:
    """The plate of what was built; nothing is painted above the highest roof."""
    palette = easel.palette
    first = int(np.argmax(work.cover.any(axis=1)))
    work = work.below(first)
    y = easel.grid()[1][first:]
    albedo = mix(row.dark, row.light, work.tint[..., None])
    # Towers of glass hold the sky; some of the rest are brick.
    glass = (smooth(0.60, 0.66, work.tint) * 0.75)[..., None]
    brick = (smooth(0.22, 0.18, work.tint) * 0.6)[..., None]
    albedo = mix(albedo, np.asarray(rgb("a8624a")), brick)
    up = np.clip((row.foot - y) / max(row.tall, 1), 0, 1.5)
    colour: Values = palette.lit(albedo, np.clip(work.light * (0.55 + 0.45 * up), 0, 1).astype(np.float32))
    mirrored = mix(palette.horizon, palette.middle, smooth(0.1, 1.1, up)[..., None])
    colour = mix(colour, mirrored * (0.55 + 0.6 * work.light[..., None]), glass * (0.62 if not palette.moon else 0.3))
    if palette.lamps > 0.6:
        # The street's lamps throw their light up the lower storeys.
        colour = colour + np.asarray(rgb("ff9d5c"))[None, None] * (0.30 * np.exp(-up * 4.0) * work.cover)[..., None]
    haze = row.haze * palette.air**0.4
    share = np.clip(haze + (1 - haze) * 0.55 * smooth(0.8, 0.0, up), 0, 0.95)
    dusk = air(easel, horizon)
    if palette.lamps > 0.6:
        dusk = mix(dusk, mix(palette.haze, rgb("c77a6a"), 0.35), 0.6)
    colour = mix(colour, dusk, np.asarray(share * np.ones_like(work.cover))[..., None])
    lamp = work.glow * (0.35 + 0.75 * palette.lamps) * (1 - 0.55 * haze)
    halo = blur(lamp, 3.0 * easel.unit) * 0.56 + _wide_blur(lamp, 14 * easel.unit) * 0.77
    lit = (work.glow[..., 0] + work.glow[..., 1] + work.glow[..., 2])[..., None] > 0
    colour = np.where(lit, np.maximum(lamp, colour), colour) + halo
    above = ((first, 0), (0, 0))
    return easel.plate(np.pad(colour, (*above, (0, 0))), np.pad(work.cover, above), row.depth)


def _wide_blur(image: Floats, sigma: float) -> Floats:
    """A blur so wide that a quarter of the size does for it."""
    height, width = image.shape[:2]
    small = resized(image, max(1, width // 4), max(1, height // 4), cv2.INTER_AREA)
    return resized(blur(small, sigma / 4), width, height)


def facade(
    easel: Easel, rng: Rng, width: int, height: int, storeys: int, *, shop: bool = True, signs: float = 0.5
) -> tuple[Floats, Floats]:
    """A flat house front, height × width: its lit colour and what glows on it; the street's foot is its lower edge."""
    palette = easel.palette
    walls = [rgb(word) for word in ("8a5a4a", "a78b6d", "6d7480", "b59a7a", "7a4f48", "5f6672", "c0a98c", "4f5a66")]
    wall = np.asarray(walls[int(rng.integers(0, len(walls)))], np.float32)
    light = np.full((height, width), 0.42, np.float32)
    albedo = np.broadcast_to(wall, (height, width, 3)).copy()
    glow = np.zeros((height, width, 3), np.float32)
    storey = height / (storeys + (0.25 if shop else 0))
    bays = max(2, round(width / (storey * 0.62)))
    for floor in range(storeys):
        y0 = height - (floor + 1) * storey
        cv2.rectangle(light, (0, round(y0 + storey * 0.94)), (width, round(y0 + storey)), 0.62, -1)
        if floor == 0 and shop:
            _shop(easel, rng, albedo, light, glow, (round(y0 + storey * 0.16), round(y0 + storey * 0.98)), signs)
            continue
        for bay in range(bays):
            x0 = (bay + 0.5) / bays * width
            half, top, low = width / bays * 0.26, round(y0 + storey * 0.20), round(y0 + storey * 0.78)
            a, b = round(x0 - half), round(x0 + half)
            cv2.rectangle(light, (a - 2, top - 2), (b + 2, low + 3), 0.70, -1)
            lit = rng.random() < palette.lamps * 0.34
            albedo[top:low, a:b] = rgb("39424f")
            light[top:low, a:b] = np.linspace(0.75, 0.25, max(low - top, 1), dtype=np.float32)[:, None][: low - top]
            if lit:
                shade = np.linspace(0.65, 1.0, max(low - top, 1), dtype=np.float32)[:, None, None][: low - top]
                glow[top:low, a:b] = (
                    np.asarray(WARM[int(rng.integers(0, len(WARM)))]) * shade * (0.35 + 0.45 * rng.random())
                )
            cv2.line(light, (round(x0), top), (round(x0), low), 0.3, 1)
            glow[top:low, round(x0) : round(x0) + 1] *= 0.3
            glow[(top + low) // 2 : (top + low) // 2 + 1, a:b] *= 0.3
    return palette.lit(albedo, light), glow


def _shop(
    easel: Easel, rng: Rng, albedo: Floats, light: Floats, glow: Floats, rows: tuple[int, int], signs: float
) -> None:
    width, (top, low) = albedo.shape[1], rows
    awning = np.asarray(rgb(("a03a3a", "2f6b6b", "c08a3a", "3a4f7a")[int(rng.integers(0, 4))]))
    deep = (low - top) // 4
    albedo[top : top + deep, 4:-4], light[top : top + deep, 4:-4] = awning, 0.65
    a, b, c, d = round(width * 0.07), round(width * 0.93), top + deep, low
    albedo[c:d, a:b], light[c:d, a:b] = rgb("4a4238"), 0.35
    if easel.palette.lamps > 0.4 or rng.random() < 0.5:
        warm = np.asarray(WARM[int(rng.integers(0, 4))]) * (0.22 + 0.46 * easel.palette.lamps)
        fall = np.linspace(1.0, 0.55, max(d - c, 1), dtype=np.float32)[:, None, None]
        glow[c:d, a:b] = warm * fall
        for post in np.linspace(a, b, 4)[1:-1]:
            glow[c:d, round(post) - 1 : round(post) + 2] *= 0.2
    if rng.random() < signs * easel.palette.lamps:
        hue = np.asarray(NEON[int(rng.integers(0, len(NEON)))])
        glow[top + deep // 4 : top + deep * 3 // 4, round(width * 0.25) : round(width * 0.75)] = hue


def shaped(image: NDArray[np.float32], corners: list[tuple[float, float]], size: tuple[int, int]) -> Floats:
    """`image` drawn into four set points (clockwise from top left) of a set of `size`."""
    height, width = image.shape[:2]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    return np.asarray(cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA), np.float32)
