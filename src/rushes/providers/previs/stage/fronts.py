"""House fronts in a town's manner: walls, windows, shops, roofs, boards and lanterns, flat and lit.

A front is a picture of its wall; streets set it into the set. Which manner is `manners`' matter.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.buildings import NEON, WARM
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.manners import Manner
from rushes.providers.previs.stage.noise import Rng, field
from rushes.providers.previs.stage.palette import rgb

AWNINGS = tuple(rgb(word) for word in ("a03a3a", "2f6b6b", "c08a3a", "3a4f7a", "5f7a45", "b5653a"))
PANE, TILE, DOOR = rgb("39424f"), rgb("4a4e54"), rgb("7a2f28")


@dataclass(slots=True)
class Wall:
    """Canvases of one strip of fronts, h × w: colour, light, own glow, and what is there at all."""

    albedo: Floats
    light: Floats
    glow: Floats
    cover: Floats

    @classmethod
    def blank(cls, width: int, height: int) -> Wall:
        """Nothing built yet."""
        planes = np.zeros((4, height, width), np.float32)
        return cls(
            np.zeros((height, width, 3), np.float32), planes[0], np.zeros((height, width, 3), np.float32), planes[1]
        )

    def box(self, at: tuple[float, float, float, float], colour: Colour | Floats, light: float) -> tuple[slice, slice]:
        """Paint the rectangle (left, top, right, low); gives its rows and columns."""
        left, top, right, low = (round(value) for value in at)
        rows, columns = slice(max(0, top), max(0, low)), slice(max(0, left), max(0, right))
        self.albedo[rows, columns], self.light[rows, columns], self.cover[rows, columns] = colour, light, 1
        self.glow[rows, columns] = 0
        return rows, columns

    def shine(self, at: tuple[float, float, float, float], colour: Colour | Floats) -> None:
        """Let the rectangle glow."""
        left, top, right, low = (max(0, round(value)) for value in at)
        self.glow[top:low, left:right] = colour


def strip(easel: Easel, rng: Rng, how: Manner, size: tuple[int, int], storey: float, *, low: float = 0.0) -> Wall:
    """A row of fronts of `storey` pixels a storey, `size` wide and high; `low` leaves gaps between houses."""
    wall = Wall.blank(*size)
    x = -0.3 * storey * rng.random()
    while x < size[0]:
        wide = storey * (how.wide[0] + (how.wide[1] - how.wide[0]) * float(rng.random()))
        storeys = int(rng.integers(how.storeys[0], how.storeys[1] + 1))
        _front(easel, rng, how, wall, (x, wide, storeys, storey))
        x += wide + low * storey * float(rng.random() < 0.3)
    return wall


Place = tuple[float, float, int, float]


def _front(easel: Easel, rng: Rng, how: Manner, wall: Wall, place: Place) -> None:
    x, wide, storeys, storey = place
    foot = wall.light.shape[0]
    top = foot - storeys * storey
    paint = np.asarray(how.walls[int(rng.integers(0, len(how.walls)))], np.float32) * (0.92 + 0.16 * rng.random())
    _roof(rng, how, wall, place, top)
    rows, columns = wall.box((x, top, x + wide, foot), np.asarray(paint, np.float32), 0.50)
    if how.brick:
        _courses(wall, rng, rows, columns, storey)
    wall.box((x, top, x + wide, top + storey * 0.05), how.trim, 0.72)
    wall.light[rows, slice(columns.start, min(columns.start + max(1, round(0.02 * storey)), columns.stop))] = 0.25
    for floor in range(storeys):
        level = foot - floor * storey
        if floor == 0:
            _ground(easel, rng, how, wall, (x, wide, 1, storey), level)
        else:
            _windows(easel, rng, how, wall, (x, wide, 1, storey), level)
    for _ in range(int(how.signs + rng.random())):
        _board(easel, rng, wall, (x, wide, storeys, storey))
    if rng.random() < how.lanterns:
        _lanterns(easel, wall, (x, wide, storeys, storey), foot - storey * 0.72)


def _courses(wall: Wall, rng: Rng, rows: slice, columns: slice, storey: float) -> None:
    """Courses of brick, finer than they are read."""
    step = max(3, round(storey / 34))
    tones = field(max(8, columns.stop - columns.start), max(8, rows.stop - rows.start), (9, 4), 2, rng)
    part = wall.light[rows, columns]
    part += (tones[: part.shape[0], : part.shape[1]] - 0.5) * 0.20
    part[::step] -= 0.09


def _roof(rng: Rng, how: Manner, wall: Wall, place: Place, top: float) -> None:
    x, wide, _, storey = place
    if how.roof == "mansard":
        wall.box((x, top - storey * 0.62, x + wide, top), rgb("5c6672"), 0.45)
        bays = max(2, round(wide / storey / 0.55))
        for bay in range(bays):
            middle = x + (bay + 0.5) / bays * wide
            wall.box(
                (middle - storey * 0.13, top - storey * 0.5, middle + storey * 0.13, top - storey * 0.08), how.trim, 0.6
            )
            wall.box(
                (middle - storey * 0.09, top - storey * 0.44, middle + storey * 0.09, top - storey * 0.1), PANE, 0.4
            )
        wall.box((x + wide * 0.8, top - storey * 0.85, x + wide * 0.9, top - storey * 0.5), rgb("a0604a"), 0.5)
    elif how.roof == "eaves":
        for part in range(7):
            t = part / 7
            out = storey * (0.12 * (1 - t) ** 2 - 0.10 * t)
            y = top + storey * (0.10 - 0.42 * t)
            wall.box((x - out, y - storey * 0.07, x + wide + out, y), TILE, 0.30 + 0.35 * t)
            if part % 2 == 0:
                wall.light[max(0, round(y - 1)) : max(0, round(y)), max(0, round(x)) : max(0, round(x + wide))] = 0.15
    elif rng.random() < 0.5:
        wide_box = storey * (0.25 + 0.3 * float(rng.random()))
        wall.box((x + wide * 0.3, top - storey * 0.22, x + wide * 0.3 + wide_box, top), TILE, 0.42)


def _windows(easel: Easel, rng: Rng, how: Manner, wall: Wall, place: Place, level: float) -> None:
    x, wide, _, storey = place
    if how.window == "band":
        pane = (x + wide * 0.04, level - storey * 0.84, x + wide * 0.96, level - storey * 0.22)
        posts = np.linspace(pane[0], pane[2], max(3, round(wide / storey / 0.4)))
        for left, right in itertools.pairwise(posts.tolist()):
            _pane(easel, rng, wall, (left, pane[1], right, pane[3]), 0.34)
        for post in posts[1:-1]:
            wall.box((post - 1, pane[1], post + 1, pane[3]), how.trim, 0.5)
        wall.box((x, level - storey * 0.12, x + wide, level - storey * 0.02), how.trim, 0.55)
        return
    bays = max(1, round(wide / storey / (0.52 if how.window == "tall" else 0.62)))
    high = (0.90, 0.12) if how.window == "tall" else (0.80, 0.26)
    half = storey * (0.13 if how.window == "tall" else 0.16)
    for bay in range(bays):
        middle = x + (bay + 0.5) / bays * wide
        pane = (middle - half, level - storey * high[0], middle + half, level - storey * high[1])
        wall.box((pane[0] - 0.03 * storey, pane[1] - 0.03 * storey, pane[2] + 0.03 * storey, pane[3]), how.trim, 0.7)
        _pane(easel, rng, wall, pane, 0.30)
        wall.box((middle - 1, pane[1], middle + 1, pane[3]), how.trim, 0.5)
        if how.window == "lattice":
            for row in np.linspace(pane[1], pane[3], 5)[1:-1]:
                wall.box((pane[0], row - 0.6, pane[2], row + 0.6), how.trim, 0.4)
        if how.window == "tall":
            rail = (pane[0] - 0.05 * storey, pane[3] - 0.22 * storey, pane[2] + 0.05 * storey, pane[3] - 0.20 * storey)
            wall.box(rail, rgb("2b2c30"), 0.4)
            for bar in np.linspace(pane[0] - 0.04 * storey, pane[2] + 0.04 * storey, 9):
                wall.box((bar - 0.5, pane[3] - 0.2 * storey, bar + 0.5, pane[3]), rgb("2b2c30"), 0.35)
        else:
            wall.box(
                (pane[0] - 0.05 * storey, pane[3], pane[2] + 0.05 * storey, pane[3] + 0.035 * storey), how.trim, 0.8
            )


def _pane(easel: Easel, rng: Rng, wall: Wall, at: tuple[float, float, float, float], share: float) -> None:
    """Glass that holds the sky by day and, here and there, lamp light by night."""
    rows, columns = wall.box(at, PANE, 0.4)
    count = rows.stop - rows.start
    if count < 1:
        return
    palette = easel.palette
    sky = np.asarray(palette.middle) * 0.45 + np.asarray(palette.horizon) * 0.25
    fall = np.linspace(1.0, 0.45, count, dtype=np.float32)[:, None, None]
    wall.albedo[rows, columns] = np.asarray(PANE) * 0.6 + sky * fall * 0.75
    wall.light[rows, columns] = 0.55
    if rng.random() < palette.lamps * share * 1.3:
        warm = np.asarray(WARM[int(rng.integers(0, len(WARM)))], np.float32)
        wall.shine(at, np.asarray(warm * (0.5 + 0.5 * fall[::-1]) * (0.30 + 0.4 * rng.random()), np.float32))


def _ground(easel: Easel, rng: Rng, how: Manner, wall: Wall, place: Place, level: float) -> None:
    x, wide, _, storey = place
    if how.shop == "door":
        door = x + wide * (0.25 + 0.5 * rng.random())
        wall.box((door - storey * 0.24, level - storey * 0.74, door + storey * 0.24, level), how.trim, 0.55)
        wall.box((door - storey * 0.20, level - storey * 0.68, door + storey * 0.20, level), DOOR, 0.6)
        wall.box((door - 1, level - storey * 0.68, door + 1, level), rgb("2a1a16"), 0.2)
        for side in (-1, 1):
            middle = door + side * wide * 0.34
            if x + storey * 0.25 < middle < x + wide - storey * 0.25:
                _pane(easel, rng, wall, (middle - storey * 0.2, level - storey * 0.66, middle + storey * 0.2,
                                         level - storey * 0.34), 0.5)  # fmt: skip
        wall.box((x, level - storey * 0.10, x + wide, level), rgb("6d6a66"), 0.4)
        return
    inside = (x + wide * 0.06, level - storey * 0.70, x + wide * 0.94, level - storey * 0.08)
    wall.box((x, level - storey * 0.95, x + wide, level), how.trim, 0.40)
    _lit_shop(easel, rng, wall, inside)
    hue = AWNINGS[int(rng.integers(0, len(AWNINGS)))]
    if how.shop == "awning":
        for part in range(12):
            a, b = x + wide * (0.03 + 0.94 * part / 12), x + wide * (0.03 + 0.94 * (part + 1) / 12)
            tone = hue if part % 2 == 0 else rgb("e9e0d0")
            wall.box((a, level - storey * 0.80, b, level - storey * 0.60), tone, 0.66)
    elif how.shop == "curtain":
        for part in range(6):
            a, b = x + wide * (0.10 + 0.8 * part / 6), x + wide * (0.10 + 0.8 * (part + 0.92) / 6)
            wall.box((a, level - storey * 0.72, b, level - storey * 0.48), hue, 0.55)
    board = (x + wide * 0.08, level - storey * 0.93, x + wide * 0.92, level - storey * 0.81)
    wall.box(board, np.asarray(hue, np.float32) * 0.7, 0.6)
    _script(easel, rng, wall, board)


def _lit_shop(easel: Easel, rng: Rng, wall: Wall, at: tuple[float, float, float, float]) -> None:
    """A shop window with goods against its light."""
    rows, columns = wall.box(at, rgb("4a4238"), 0.42)
    lamps = easel.palette.lamps
    count = rows.stop - rows.start
    if count < 2 or columns.stop <= columns.start:
        return
    warm = np.asarray(WARM[int(rng.integers(0, 4))], np.float32)
    fall = np.linspace(1.0, 0.5, count, dtype=np.float32)[:, None, None]
    wall.albedo[rows, columns] = np.asarray(rgb("57534c")) * 0.7 + np.asarray(easel.palette.middle) * 0.40 * fall
    wall.shine(at, np.asarray(warm * fall * 0.40 * lamps, np.float32))
    wide, high = at[2] - at[0], at[3] - at[1]
    for _ in range(int(5 + 5 * rng.random())):
        left, tall = at[0] + wide * float(rng.random()), high * (0.12 + 0.32 * float(rng.random()))
        span = wide * (0.04 + 0.08 * float(rng.random()))
        goods_at = (
            slice(max(0, round(at[3] - tall)), max(0, round(at[3]))),
            slice(max(0, round(left)), max(0, min(round(left + span), columns.stop))),
        )
        goods = wall.glow[goods_at]
        goods *= 0.25 + 0.5 * float(rng.random())
        wall.albedo[goods_at] *= 0.55 + 0.5 * rng.random()
    for post in np.linspace(at[0], at[2], 4)[1:-1]:
        wall.box((post - 1.5, at[1], post + 1.5, at[3]), rgb("3a342c"), 0.35)


def _script(easel: Easel, rng: Rng, wall: Wall, at: tuple[float, float, float, float]) -> None:
    """Strokes that read as lettering without saying anything."""
    wide, high = at[2] - at[0], at[3] - at[1]
    hue = np.asarray(rgb("f4e6c4"))
    x = at[0] + wide * 0.15
    while x < at[2] - wide * 0.15:
        step = high * (0.35 + 0.4 * float(rng.random()))
        glyph = (x, at[1] + high * 0.28, x + step * 0.7, at[3] - high * 0.28)
        wall.box(glyph, rgb("efe2c2"), 0.8)
        wall.shine(glyph, np.asarray(hue * (0.10 + 0.7 * easel.palette.lamps), np.float32))
        x += step


def _board(easel: Easel, rng: Rng, wall: Wall, place: Place) -> None:
    """An upright board with signs, glowing by night."""
    x, wide, storeys, storey = place
    foot = wall.light.shape[0]
    hue = np.asarray(NEON[int(rng.integers(0, len(NEON)))], np.float32)
    left = x + wide * (0.05 + 0.75 * float(rng.random()))
    high = storey * (0.7 + 0.8 * float(rng.random()))
    low = foot - storey * (1.0 + max(0.2, storeys - 2) * float(rng.random()))
    span = storey * (0.16 + 0.08 * float(rng.random()))
    at = (left, low - high, left + span, low)
    wall.box(at, np.asarray(hue * 0.55 + 0.2, np.float32), 0.6)
    lamps = easel.palette.lamps
    wall.shine(at, np.asarray(hue * lamps * 0.55, np.float32))
    signs = max(2, round(high / span))
    for sign in range(signs):
        y = at[1] + (sign + 0.2) / signs * high
        part = (left + span * 0.2, y, left + span * 0.8, y + high / signs * 0.6)
        wall.box(part, rgb("fbf4e4"), 0.85)
        wall.shine(part, np.asarray((hue * 0.3 + 0.7) * lamps, np.float32))


def _lanterns(easel: Easel, wall: Wall, place: Place, y: float) -> None:
    """Red lanterns under the eaves."""
    x, wide, _, storey = place
    count = max(2, round(wide / storey / 0.55))
    for number in range(count):
        middle = x + (number + 0.5) / count * wide
        centre, size = (round(middle), round(y)), (max(2, round(0.085 * storey)), max(2, round(0.10 * storey)))
        cv2.ellipse(wall.albedo, centre, size, 0, 0, 360, rgb("d0382a"), -1)
        cv2.ellipse(wall.cover, centre, size, 0, 0, 360, 1.0, -1)
        cv2.ellipse(wall.light, centre, size, 0, 0, 360, 0.7, -1)
        cv2.ellipse(
            wall.glow, centre, size, 0, 0, 360, tuple(0.85 * easel.palette.lamps * c for c in rgb("ff5a30")), -1
        )
        core = (max(1, size[0] // 2), max(1, size[1] // 2))
        cv2.ellipse(wall.glow, centre, core, 0, 0, 360, tuple(easel.palette.lamps * c for c in rgb("ffc070")), -1)
