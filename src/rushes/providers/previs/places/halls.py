"""The kinds of halls: their patterns of stone, glass, shelves and doors, and the words that name them.

A pattern gets where it is in the hall (`along` it, and `up` a wall or `across` a floor) and gives what is there; how
that is laid into perspective and lit is `hall`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places import works
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.pattern import (
    BAY,
    Lit,
    Pattern,
    arch,
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
)  # fmt: skip
from rushes.providers.previs.stage.words import said

GLASS = tuple(rgb(word) for word in ("b03a3a", "2f5fb0", "d8a83a", "3a8a5a", "7a3a8a", "4a90c8", "e0703a"))


@dataclass(frozen=True, slots=True)
class Hall:
    """One kind of hall. Lengths are eye heights."""

    wall: Pattern
    floor: Pattern
    over: Pattern
    end: Pattern
    words: str
    half: float = 2.6
    roof: float = 3.4
    roofed: bool = True
    #: Is something outside to be seen through it?
    open: bool = False
    planted: bool = False
    daylight: float = 0.8
    lamps: float = 0.25
    lamp: str = "ffdcae"
    haze: float = 0.45
    shafts: float = 0.0
    underfoot: str = "stone"
    #: Props that are part of it.
    shows: frozenset[str] = field(default_factory=frozenset)

    def eaves(self, roof: float) -> float:
        """Height of a wall's top over the floor."""
        return roof + 1.0


def glass_of(cell: Floats) -> Floats:
    """Coloured glass by the number of its pane."""
    pick = np.mod(chance(cell) * 997, len(GLASS)).astype(int)
    return np.asarray(np.asarray(GLASS, np.float32)[pick], np.float32)


def nave_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """Piers, pointed arches into dark aisles, tall coloured windows over them."""
    lit = stone(along, along, up, "b8a990")
    x, bay = bays(along)
    sunny = 1.0 if way != easel.side else 0.55
    lit.light = np.asarray(0.25 + 0.35 * sunny * smooth(0.0, 4.5, up), np.float32)
    aisle = arch(x, up, 0.33, 1.7, 0.9)
    lay(lit, aisle, rgb("2b2623"), 0.12)
    lay(lit, arch(x, up, 0.36, 1.7, 0.98) * (1 - aisle), rgb("d9cbb0"), 0.75)
    window = arch(x, up, 0.20, 4.0, 0.9) * band(up, 2.95, 9.0)
    cell = np.floor(x * 22) * 7 + np.floor(up * 5.5) * 13 + bay
    glass = glass_of(cell)
    lead = np.maximum(smooth(0.12, 0.0, np.mod(x * 22, 1)), smooth(0.12, 0.0, np.mod(up * 5.5, 1)))
    bright = (0.25 + 0.9 * max(easel.palette.strength, 0.10)) * (1.15 if way == easel.side else 0.8)
    lay(lit, window, rgb("1c1a20"), 0.1)
    lit.glow = np.asarray(glass * (window * (1 - 0.8 * lead) * bright)[..., None], np.float32)
    pier = np.clip((np.abs(x) - 0.38) / 0.12, 0, 1)
    round_ = np.sqrt(np.clip(1 - (2 * pier - 1) ** 2, 0, 1)) * (pier > 0)
    lay(lit, np.asarray(pier > 0, np.float32) * 0.9, rgb("cdbfa5"))
    lit.light = np.asarray(lit.light + 0.25 * round_ * sunny - 0.12 * (pier > 0), np.float32)
    lay(lit, band(up, 2.72, 2.84), rgb("dccfb6"), 0.7)
    return lit


def nave_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Vaults: ribs across each bay and from corner to corner."""
    lit = plain(along, rgb("a79a84"), 0.28, 0.35)
    x, _ = bays(along)
    lit.light = np.asarray(0.16 + 0.32 * np.abs(across) * (0.4 + np.abs(x)), np.float32)
    cross = np.abs(np.abs(x) * 2 - np.abs(across))
    rib = np.maximum(smooth(0.06, 0.03, cross), smooth(0.46, 0.475, np.abs(x)))
    rib = np.maximum(rib, smooth(0.05, 0.03, np.abs(across)))
    lay(lit, rib, rgb("dccdb2"), 0.55)
    return lit


def nave_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Flags, a red carpet, rows of pews, coloured light."""
    lit = plain(along, rgb("8d8474"), 0.32)
    slabs(lit, along, across, 0.8, rgb("4d473f"), 0.16)
    pools(lit, along, across, -easel.side, 0.8)
    lay(lit, smooth(0.17, 0.165, np.abs(across)), rgb("7e1f26"))
    lay(lit, band(np.abs(across), 0.15, 0.163, 0.004), rgb("c79a4a"))
    return lit


def nave_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """A rose over three tall windows and an altar."""
    lit = plain(across, rgb("a89b84"), 0.35)
    bright = 0.5 + 0.8 * max(easel.palette.strength, 0.15)
    u, v = across * 2.6, up - 4.1
    away, angle = np.hypot(u, v), np.arctan2(v, u)
    petals = np.floor(angle / (2 * np.pi) * 12) * 3 + np.floor(away * 4) * 11
    glass = glass_of(petals)
    rose = smooth(0.86, 0.83, away)
    lancets = np.zeros_like(across)
    for middle in (-0.34, 0.0, 0.34):
        lancets = np.maximum(lancets, arch(across - middle, up, 0.10, 2.4, 0.5) * band(up, 0.95, 9.0))
    lit.glow = np.asarray(glass * ((rose + lancets * (1 - rose)) * bright)[..., None], np.float32)
    lay(lit, band(np.abs(across), -1, 0.26) * band(up, 0, 0.55), rgb("e6dcc6"), 0.9)
    return lit


def court_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """An arcade, windows with shutters above it, a cornice."""
    warm = rgb("d9b48a") if easel.rng(31).random() < 0.5 else rgb("d8cdb6")
    lit = plain(along, warm, 0.75 if way != easel.side else 0.34)
    sunny = 0.85 if way != easel.side else 0.36
    lit.light = np.asarray(sunny * (0.55 + 0.45 * smooth(0.0, 2.6, up)), np.float32)
    x, bay = bays(along, 1.9)
    opening = arch(x, up, 0.34, 1.15, 0.62, 0.0)
    lay(lit, arch(x, up, 0.38, 1.15, 0.72, 0.0), rgb("efe3cb"), sunny)
    lay(lit, opening, rgb("3a2c26"), 0.14)
    lay(lit, band(up, 2.02, 2.12), rgb("efe3cb"), sunny)
    pane = band(np.abs(x), -1, 0.13) * band(up, 2.35, 3.1)
    lay(lit, band(np.abs(x), -1, 0.25) * band(up, 2.35, 3.1), rgb("4f6a5a"), sunny * 0.8)
    lay(lit, pane, rgb("2c3138"), 0.3)
    shine(lit, np.asarray(pane * (chance(bay, 3.0 + way) > 0.5), np.float32), rgb("ffc878"), easel.palette.lamps)
    lay(lit, band(up, 3.28, 3.5), rgb("9a5a40"), sunny)
    lamp = band(np.abs(x), 0.44, 0.6) * band(up, 1.45, 1.68)
    shine(lit, lamp, rgb("ffd08a"), 0.9 * easel.palette.lamps)
    lit.lamp = np.asarray(0.3 + 0.9 * np.exp(-(((np.abs(x) - 0.5) / 0.25) ** 2) - ((up - 1.5) / 0.8) ** 2), np.float32)
    return lit


def court_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """The same house across the court, with its gate."""
    lit = court_wall(easel, np.asarray((across + 1) * 2.85, np.float32), up, -easel.side)
    gate = arch(across, up, 0.20, 1.3, 0.6, 0.0)
    lay(lit, arch(across, up, 0.235, 1.3, 0.68, 0.0), rgb("efe3cb"), 0.8)
    lay(lit, gate, rgb("4a3222"), 0.25)
    return lit


def court_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Stone flags, half in the sun."""
    lit = plain(along, rgb("b09c80"), 0.55)
    slabs(lit, along, across, 0.62, rgb("6f6250"), 0.20)
    edge = across * easel.side + 0.22 * np.sin(along * 0.9) - 0.12
    lit.light = np.asarray(0.30 + 0.55 * smooth(0.06, -0.06, edge), np.float32)
    lay(lit, band(np.abs(across), 0.40, 0.44, 0.01), rgb("8a775e"))
    return lit


def _ribs(lit: Lit, ways: Floats, others: Floats) -> None:
    """White bars of a glass house; what is between them is nearly open."""
    bars = np.maximum(ways, others)
    lay(lit, bars, rgb("eef2ec"), 0.95)
    lit.cover = np.asarray(0.13 + 0.87 * bars, np.float32)


def glass_wall(easel: Easel, along: Floats, up: Floats, way: int) -> Lit:
    """A brick foot, white bars, glass."""
    lit = plain(along, rgb("cfe6e2"), 0.8)
    _ribs(lit, near_line(along / 0.8, 0.06), near_line(np.asarray((up - 2.35) / 9, np.float32), 0.004))
    post = near_line(along / BAY, 0.035)
    lay(lit, post, rgb("f4f6f0"), 1.0)
    foot = smooth(0.56, 0.54, up)
    lay(lit, foot, mix(rgb("8a4f3c"), rgb("b0705a"), chance(np.floor(along * 5), np.floor(up * 12))[..., None]), 0.5)
    lit.cover = np.asarray(np.maximum(np.maximum(lit.cover, foot), post), np.float32)
    return lit


def glass_over(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """Bars under the sky."""
    lit = plain(along, rgb("d6ecea"), 0.9)
    _ribs(lit, near_line(along / 0.8, 0.06), near_line(across * 3, 0.035))
    post = near_line(along / BAY, 0.04)
    lay(lit, post, rgb("ffffff"), 1.0)
    lit.cover = np.asarray(np.maximum(lit.cover, post), np.float32)
    return lit


def glass_end(easel: Easel, across: Floats, up: Floats, way: int) -> Lit:
    """The end with its door."""
    lit = plain(across, rgb("cfe6e2"), 0.85)
    _ribs(lit, near_line(across * 4, 0.06), near_line(up / 0.9, 0.04))
    return lit


def glass_floor(easel: Easel, along: Floats, across: Floats, way: int) -> Lit:
    """A path of light stone between beds of earth."""
    lit = plain(along, rgb("4a3626"), 0.45)
    path = smooth(0.36, 0.35, np.abs(across))
    lay(lit, path, rgb("c9bda2"), 0.7)
    stone = plain(along, rgb("c9bda2"), 0.7)
    slabs(stone, along, across, 0.55, rgb("8f836a"), 0.18)
    lit.colour = mix(lit.colour, stone.colour, path[..., None])
    pools(lit, along, across, -easel.side, 0.35)
    return lit


HALLS: dict[str, Hall] = {
    "nave": Hall(
        nave_wall, nave_floor, nave_over, nave_end, half=2.5, roof=4.3, daylight=0.55, lamps=0.30, haze=0.5, shafts=0.5,
        words="cathedral church nave chapel abbey basilica monastery mosque aisle altar throne castle armory 王座 城堡 "
        "教堂 修道院 清真寺",
    ),
    "glasshouse": Hall(
        glass_wall, glass_floor, glass_over, glass_end, half=2.4, roof=2.7, open=True, planted=True,
        daylight=1.0, lamps=0.20, haze=0.25, shafts=0.35, shows=frozenset({"flowers", "tree"}),
        words="greenhouse conservatory orangery glasshouse 温室 花房",
    ),
    "court": Hall(
        court_wall, court_floor, nave_over, court_end, half=2.7, roof=2.6, roofed=False, open=True, daylight=1.0,
        lamps=0.45, haze=0.2, shows=frozenset({"houses", "door", "window"}),
        words="courtyard cloister patio atrium quadrangle 庭院 天井 四合院 院子里",
    ),
    "garage": Hall(
        works.bare_wall, works.bare_floor, works.bare_over, works.bare_end, half=3.2, roof=1.5, daylight=0.25,
        lamps=0.85, lamp="e8f2ee", haze=0.35, words="parking car-park carpark bunker 停车场 车库",
    ),
    "market": Hall(
        works.shelf_wall, works.bright_floor, works.bright_over, works.bright_end, half=2.0, roof=2.3, daylight=0.3,
        lamps=0.75, lamp="fff6e6", haze=0.15, words="supermarket grocery mall 超市 商场 便利店",
    ),
    "works": Hall(
        works.steel_wall, works.steel_floor, works.steel_over, works.steel_end, half=3.0, roof=3.6, daylight=0.75,
        lamps=0.35, haze=0.5, shafts=0.55,
        words="factory warehouse hangar depot shipyard foundry steelworks 工厂 仓库 厂房 机库",
    ),
    "terminal": Hall(
        works.pale_wall, works.bright_floor, works.bright_over, works.steel_end, half=3.0, roof=3.0, daylight=0.75,
        lamps=0.45, lamp="fff4e2", haze=0.25,
        words="airport terminal departure concourse lobby 机场 航站楼 候机 大堂",
    ),
    "cells": Hall(
        works.door_wall("8c938c", "4a4f52", barred=True), works.bare_floor, works.beamed_over, works.bare_end, half=1.9,
        roof=2.4, daylight=0.3, lamps=0.6, lamp="e8eee0", haze=0.3,
        words="prison jail cell prisoner inmate 监狱 牢房 囚犯",
    ),
    "ward corridor": Hall(
        works.door_wall("c4d2cc", "9ab0aa"), works.bright_floor, works.bright_over, works.window_end,
        half=1.7, roof=1.6,
        daylight=0.4, lamps=0.65, lamp="f4fbf4", haze=0.2,
        words="hospital clinic school laboratory office 医院 学校",
    ),
    "corridor": Hall(
        works.door_wall("b09a78", "6a4026"), works.carpet_floor, works.beamed_over, works.window_end,
        half=1.6, roof=1.6,
        daylight=0.35, lamps=0.70, haze=0.2, words="corridor hallway hotel 走廊 过道",
    ),
}  # fmt: skip

#: Those that are places by their own name.
OPEN = {"greenhouse": "glasshouse", "courtyard": "court"}


def hall(scene: Scene) -> tuple[str, Hall]:
    """The kind of hall that the words name; a corridor where none does."""
    if scene.place in OPEN:
        return OPEN[scene.place], HALLS[OPEN[scene.place]]
    for name, kind in HALLS.items():
        if said(scene, tuple(kind.words.split())) >= 0:
            return name, kind
    return "corridor", HALLS["corridor"]
