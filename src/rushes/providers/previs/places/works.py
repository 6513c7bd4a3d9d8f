"""Patterns of halls where people work, wait, shop and park: concrete, shelves, steel, doors."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.pattern import (
    Lit,
    Pattern,
    band,
    bays,
    chance,
    lay,
    near_line,
    plain,
    pools,
    shine,
    slabs,
    stone,
    strips,
)  # fmt: skip

#: Goods on a shelf.
GOODS = tuple(rgb(word) for word in ("c8443a", "e0a83a", "4a8a5a", "3a6ab0", "e8e0d0", "8a4a8a", "e07a3a", "6ab0c0"))


def bare_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """Concrete with a painted stripe, a pillar in each bay."""
    lit = stone(along, along, up, "8f8d88", 0.9)
    x, bay = bays(along)
    lay(lit, band(up, 0.0, 0.62), rgb("6d6f72"))
    lay(lit, band(up, 0.62, 0.78), rgb("d8a83a"), 0.6)
    pillar = (np.abs(x) > 0.40).astype(np.float32)
    lay(lit, pillar, rgb("a5a29b"))
    lay(lit, pillar * band(up, 0.2, 1.0) * (np.mod(up * 6 + x * 8, 1) > 0.5), rgb("2e2e30"))
    lit.light = np.asarray(lit.light * (0.8 + 0.35 * np.abs(x)), np.float32)
    number = band(np.abs(x), -1, 0.16) * band(up, 1.25, 1.75) * (chance(bay, 5.0) > 0.45)
    lay(lit, number, rgb("c2c4c2"))
    lit.lamp = np.asarray(0.35 + 0.4 * np.exp(-((x / 0.3) ** 2)) * smooth(0.0, 2.0, up), np.float32)
    return lit


def bare_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Beams, pipes and lamps."""
    lit = plain(along, rgb("77756f"), 0.3, 0.25)
    x, _ = bays(along)
    lay(lit, (np.abs(x) > 0.42).astype(np.float32), rgb("8d8a83"), 0.35)
    lay(lit, band(np.abs(across - 0.62), -1, 0.03), rgb("a8483a"), 0.35)
    strips(lit, along, across, "eaf4f2", (-0.34, 0.34))
    return lit


def beamed_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Beams and one row of lamps."""
    lit = plain(along, rgb("a39c8e"), 0.3, 0.3)
    x, _ = bays(along)
    lay(lit, (np.abs(x) > 0.44).astype(np.float32), rgb("b8b0a0"), 0.4)
    strips(lit, along, across, "fff0d8", (0.0,), 0.95)
    return lit


def bare_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """A smooth floor with painted places."""
    lit = plain(along, rgb("6c6b69"), 0.4, 0.4)
    x, _ = bays(along)
    lay(lit, near_line(along / 1.2, 0.025) * band(np.abs(across), 0.42, 1.0), rgb("d8d6cc"), 0.6)
    lay(lit, band(np.abs(across), -1, 0.018, 0.006) * (np.mod(along / 1.2, 1) < 0.55), rgb("d8b04a"), 0.6)
    lit.lamp = np.asarray(
        0.3 + 0.5 * np.exp(-((x / 0.28) ** 2)) * np.exp(-(((np.abs(across) - 0.34) / 0.22) ** 2)), np.float32
    )
    return lit


def bare_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """A dark way out with its sign."""
    lit = plain(across, rgb("6a6864"), 0.3)
    lay(lit, band(np.abs(across), -1, 0.30) * band(up, 0, 1.7), rgb("1e1f22"), 0.1)
    shine(lit, band(np.abs(across), -1, 0.12) * band(up, 1.85, 2.1), rgb("4ae08a"), 0.9)
    return lit


def shelf_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """Five boards of goods in all colours, a bright strip over them."""
    lit = plain(along, rgb("e8e6e0"), 0.6, 0.8)
    level, item = np.floor(up / 0.52), np.floor(along / 0.17)
    kind = chance(np.floor(along / 0.85), level)
    pick = np.mod(np.floor(kind * 997) + (chance(item, level) > 0.7), len(GOODS)).astype(int)
    goods = np.asarray(GOODS, np.float32)[pick] * (0.75 + 0.3 * chance(item, level + 3))[..., None]
    tall = 0.62 + 0.30 * chance(np.floor(along / 0.85), level + 9)
    on = (np.mod(up / 0.52, 1) < tall) * band(np.mod(along / 0.17, 1), 0.04, 0.96, 0.02) * (up < 2.55) * (up > 0.12)
    lay(lit, (up < 2.62).astype(np.float32), rgb("3f4245"), 0.25)
    lay(lit, np.asarray(on, np.float32), (0, 0, 0))
    lit.colour = np.asarray(np.where((on > 0.5)[..., None], goods, lit.colour), np.float32)
    lit.light = np.asarray(np.where(on > 0.5, 0.6, lit.light), np.float32)
    lit.lamp = np.asarray(np.where(on > 0.5, 0.75, lit.lamp), np.float32)
    lay(lit, smooth(0.09, 0.05, np.mod(up / 0.52, 1)) * (up < 2.62), rgb("d9d9d4"), 0.7)
    lay(lit, band(up, 2.62, 2.95), rgb("c0453a") if easel.rng(31).random() < 0.5 else rgb("2f7a55"), 0.8)
    return lit


def bright_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """White panels with rows of lamps."""
    lit = plain(along, rgb("d6d8d6"), 0.5, 0.6)
    slabs(lit, along, across, 0.6, rgb("aeb0ae"), 0.04)
    strips(lit, along, across, "fbfff8", (-0.55, 0.0, 0.55), 1.0)
    return lit


def bright_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Polished tiles with the lamps in them."""
    lit = plain(along, rgb("c9c6bd"), 0.5, 0.6)
    slabs(lit, along, across, 0.7, rgb("a6a299"), 0.06)
    x, _ = bays(along)
    for row in (-0.55, 0.0, 0.55):
        gleam = np.exp(-((x / 0.22) ** 2)) * np.exp(-(((across - row) / 0.07) ** 2))
        lit.lamp = np.asarray(lit.lamp + 0.35 * gleam, np.float32)
    return lit


def bright_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """Counters and a sign at the far end."""
    lit = plain(across, rgb("d8d6cf"), 0.6, 0.7)
    lay(lit, band(up, 0, 0.9), rgb("7a8a94"), 0.5)
    shine(lit, band(np.abs(across), -1, 0.5) * band(up, 2.1, 2.6), rgb("f0f4ff"), 0.8)
    return lit


def steel_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """Brick below, great windows of small panes above, steel posts."""
    lit = stone(along, along, up, "8a5a48", 0.22)
    x, _ = bays(along)
    pane = band(np.abs(x), -1, 0.36) * band(up, 1.9, 4.2)
    bars = np.maximum(near_line(x * 8, 0.10), near_line(up / 0.42, 0.08))
    lit.pane = np.asarray(pane * (1 - bars) * (1.0 if way == easel.side else 0.75), np.float32)
    lay(lit, pane * bars, rgb("2e3236"), 0.3)
    lay(lit, (np.abs(x) > 0.445).astype(np.float32), rgb("4d5a60"), 0.5)
    lay(lit, band(up, 0.0, 0.35), rgb("4a4744"), 0.3)
    return lit


def steel_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Trusses under skylights."""
    lit = plain(along, rgb("55524e"), 0.25, 0.2)
    x, _ = bays(along)
    light = band(np.abs(across), -1, 0.30) * (np.abs(x) < 0.40)
    lit.pane = np.asarray(light * (1 - near_line(across * 10, 0.10)) * 0.95, np.float32)
    lay(lit, (np.abs(x) > 0.44).astype(np.float32), rgb("3a4246"), 0.3)
    lay(lit, near_line(across * 2.5 + np.abs(x) * 2, 0.05) * (1 - light), rgb("3f474b"), 0.3)
    return lit


def steel_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Worn concrete with a marked way and the windows' light."""
    lit = plain(along, rgb("7d7a74"), 0.35, 0.35)
    slabs(lit, along, across, 1.6, rgb("56534e"), 0.14)
    lay(lit, band(np.abs(across), 0.47, 0.50, 0.006), rgb("d8b04a"), 0.55)
    pools(lit, along, across, -easel.side, 0.55)
    return lit


def steel_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """A gate that stands open to the light."""
    lit = plain(across, rgb("7a5648"), 0.4)
    gate = band(np.abs(across), -1, 0.34) * band(up, 0, 2.3)
    lit.pane = np.asarray(gate * (1 - near_line(across * 6, 0.06)), np.float32)
    return lit


def pale_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """Tall panes from floor to roof on the sunny side, panels on the other."""
    if way != easel.side:
        lit = plain(along, rgb("c8ccca"), 0.6, 0.6)
        slabs(lit, along, np.asarray(up / 2.6, np.float32), 1.1, rgb("9aa09e"), 0.05)
        x, bay = bays(along)
        board = band(np.abs(x), -1, 0.34) * band(up, 1.35, 2.1) * (chance(bay, 2.0) > 0.4)
        lay(lit, board, rgb("1e2a38"), 0.4)
        rows = near_line(up / 0.15, 0.22) * (chance(np.floor(along * 6), np.floor(up / 0.15)) > 0.35)
        shine(lit, board * rows, rgb("ffd070"), 0.8)
        return lit
    lit = plain(along, rgb("b8c0c0"), 0.6)
    bars = np.maximum(near_line(along / 0.8, 0.05), near_line(up / 1.3, 0.03))
    lit.pane = np.asarray((1 - bars) * (up > 0.12), np.float32)
    return lit


def door_wall(colour: str, door: str, *, barred: bool = False) -> Pattern:
    """A wall of doors; behind bars where it is a prison."""

    def pattern(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
        lit = plain(along, rgb(colour), 0.5, 0.6)
        x, _ = bays(along, 2.0)
        leaf = band(np.abs(x), -1, 0.24) * band(up, 0.0, 1.62)
        lay(lit, band(up, 0.0, 0.72), mix(rgb(colour), rgb("3a4a4a"), 0.35))
        lay(lit, band(np.abs(x), -1, 0.275) * band(up, 0.0, 1.70), mix(rgb(colour), rgb("ffffff"), 0.4))
        lay(lit, leaf, rgb(door))
        if barred:
            lay(lit, leaf, rgb("15161a"), 0.10)
            bars = np.maximum(near_line(x * 16, 0.16), smooth(0.05, 0.03, np.abs(up - 0.8)))
            lay(lit, leaf * bars, rgb("8a8f94"), 0.6)
        else:
            lay(lit, band(np.abs(x), -1, 0.16) * band(up, 0.85, 1.45), mix(rgb(door), rgb("ffffff"), 0.14))
            lay(lit, band(x, 0.17, 0.205) * band(up, 0.72, 0.80), rgb("e0c070"), 0.9)
        lamp = band(np.abs(np.abs(x) - 0.5), -1, 0.05) * band(up, 1.45, 1.72)
        shine(lit, lamp, rgb("ffe2ae"), 0.3 + 0.6 * easel.palette.lamps)
        lit.lamp = np.asarray(
            0.35 + 0.55 * np.exp(-(((np.abs(x) - 0.5) / 0.2) ** 2) - ((up - 1.5) / 0.7) ** 2), np.float32
        )
        return lit

    return pattern


def carpet_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Boards with a runner."""
    lit = plain(along, rgb("6a4a34"), 0.4, 0.5)
    slabs(lit, along, across, 0.5, rgb("3a281c"), 0.2)
    lay(lit, smooth(0.42, 0.41, np.abs(across)), rgb("6f2a30"))
    lay(lit, band(np.abs(across), 0.34, 0.37, 0.006), rgb("c8a05a"))
    return lit


def window_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """A window at the end of a corridor."""
    lit = plain(across, rgb("b8b4aa"), 0.5)
    pane = band(np.abs(across), -1, 0.42) * band(up, 0.5, 2.1)
    lit.pane = np.asarray(pane * (1 - np.maximum(near_line(across * 4.8, 0.05), near_line(up * 1.2, 0.04))), np.float32)
    return lit
