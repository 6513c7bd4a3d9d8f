"""A hall seen along its middle: walls, roof and floor run to the vanishing point, bay after bay, to a wall at the end.

What kinds there are is `halls`' matter; this file lays their patterns into perspective and lights them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.halls import Hall, hall
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.ground import Rank, flat_row, rank
from rushes.providers.previs.stage.noise import blur, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.pattern import Lit
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.view import ground_plane, wall_plane

#: Disparity of the wall at the end.
END = 0.17
#: Half the breadth and the height of the roof, in heights of the eye over the floor.
UPRIGHT = 0.62


def build(easel: Easel) -> Set:
    """What is outside, the end, both walls, the roof, the floor, plants along the walls."""
    _, kind = hall(easel.scene)
    horizon, line = easel.horizon(0.58), easel.line(0.92)
    rise = line - horizon
    half = kind.half * rise * (UPRIGHT if easel.tall else 1.0)
    roof = kind.roof * rise * (1.25 if easel.tall else 1.0)
    vanish = easel.x(0.5 + easel.side * 0.045)
    layers: list[Layer] = [*sky_layers(easel, horizon)] if kind.open else []
    layers.append(_end(easel, kind, (vanish, horizon), (half, roof, rise)))
    layers.append(_floor(easel, kind, (vanish, horizon), (half, rise)))
    layers += [_wall(easel, kind, (vanish, horizon), (way * half, roof, rise)) for way in (-1, 1)]
    if kind.roofed:
        layers.append(_roof(easel, kind, (vanish, horizon), (half, roof)))
    if kind.shafts:
        source = (vanish + easel.side * 0.55 * easel.width, easel.y(-0.25))
        layers += rays(easel, line, kind.shafts, source, 0.5)
    layers += [_bed(easel, tier, (vanish, horizon), (half, rise)) for tier in range(3) if kind.planted]
    lanes = {"ground": Lane(line, material=kind.underfoot), "air": Lane(easel.y(0.30)), "wall": Lane(easel.y(0.35))}
    key = (rgb("ffcf98"), (-easel.side * 0.5, 0.7)) if kind.roofed and easel.palette.lamps > 0.6 else None
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=0.6, outdoors=kind.open and not kind.roofed,
        haze=0.03, person=0.40, key=key, halo=0.35, drawn=set(kind.shows),
    )  # fmt: skip


def _grid(easel: Easel, vanish: float, horizon: float) -> tuple[Floats, Floats]:
    x, y = easel.grid()
    return x - vanish, y - horizon


def _shone(easel: Easel, kind: Hall, lit: Lit, away: Floats) -> Floats:
    """The pattern's colour in the light of the hour, of lamps, and of the distance; what glows glows."""
    palette = easel.palette
    strong = 0.12 + 0.88 * max(palette.strength, 0.1)
    day = mix(mix(palette.sun, palette.ambient, 0.45), (1.0, 1.0, 1.0), 0.25) * strong
    night = np.asarray(palette.ambient, np.float32) * (0.30 + 0.25 * palette.stars)
    lamps = np.asarray(rgb(kind.lamp), np.float32) * kind.lamps * (0.65 + 0.35 * palette.lamps)
    light = night + day * kind.daylight * lit.light[..., None] + lamps * lit.lamp[..., None]
    colour = lit.colour * light
    far = np.clip(kind.haze * np.exp(-away / END * 0.55), 0, 0.9)
    air = mix(palette.haze, rgb(kind.lamp), 0.5 * min(1.0, palette.lamps)) * (0.35 + 0.5 * max(palette.strength, 0.2))
    colour = mix(colour, air, far[..., None])
    shade = np.asarray(palette.shade) * 0.6
    colour = mix(colour, shade, (0.55 * smooth(1.0, 3.0, away))[..., None])
    outside = np.minimum(mix(palette.horizon, palette.middle, 0.55) * (0.5 + 0.42 * max(palette.strength, 0.12)), 0.86)
    glow = lit.pane[..., None] * outside + lit.glow
    shine = np.maximum(colour, glow)
    return np.asarray(shine + blur(glow, 9 * easel.unit) * 0.34, np.float32)


def _wall(easel: Easel, kind: Hall, at: tuple[float, float], size: tuple[float, float, float]) -> Plate:
    """One side: the pattern by the distance along it and the height over the floor, both in eye heights."""
    half, roof, rise = size
    x, y = _grid(easel, *at)
    away = np.clip(x / half, 0.02, 6.0) + 0 * y
    along, up = 1 / away, (rise - y / away) / rise
    lit = kind.wall(easel, np.asarray(along * 2.2, np.float32), np.asarray(up, np.float32), 1 if half > 0 else -1)
    top = kind.eaves(roof / rise)
    soft = edge_of(1.4 / np.maximum(away * rise, 1.0))
    cover = smooth(-soft, soft, up) * smooth(top + soft, top - soft, up)
    cover = cover * smooth(END * 0.985, END, away) * lit.cover
    colour = _shone(easel, kind, lit, away)
    return easel.plate(colour, np.asarray(cover, np.float32), 0.9, plane=wall_plane(at[0], at[0] + half), hides=False)


def edge_of(edge: Floats) -> float:
    """One softness for a whole wall: the finest that does not alias near the camera."""
    return float(np.median(edge))


def _roof(easel: Easel, kind: Hall, at: tuple[float, float], size: tuple[float, float]) -> Plate:
    half, roof = size
    x, y = _grid(easel, *at)
    away = np.clip(-y / roof, 0.02, 6.0) + 0 * x
    lit = kind.over(easel, np.asarray(2.2 / away, np.float32), np.asarray(x / away / half, np.float32), 0)
    cover = smooth(1.0, 0.994, np.abs(x / away / half)) * smooth(END * 0.985, END, away) * lit.cover
    plane = ground_plane(at[1], at[1] - roof)
    return easel.plate(_shone(easel, kind, lit, away), np.asarray(cover, np.float32), 0.9, plane=plane, hides=False)


def _floor(easel: Easel, kind: Hall, at: tuple[float, float], size: tuple[float, float]) -> Plate:
    half, rise = size
    x, y = _grid(easel, *at)
    away = np.clip(y / rise, 0.02, 6.0) + 0 * x
    lit = kind.floor(easel, np.asarray(2.2 / away, np.float32), np.asarray(x / away / half, np.float32), 0)
    cover = np.clip(y - rise * END + 1, 0, 1) + 0 * x
    return easel.plate(
        _shone(easel, kind, lit, away), np.asarray(cover, np.float32), 1.0, ground=(at[1], at[1] + rise), brush=1
    )


def _end(easel: Easel, kind: Hall, at: tuple[float, float], size: tuple[float, float, float]) -> Plate:
    """The wall at the end: its pattern by the share of the breadth and the height in eye heights."""
    half, roof, rise = size[0] * END, size[1] * END, size[2] * END
    x, y = _grid(easel, *at)
    across, up = x / half, (rise - y) / rise
    lit = kind.end(easel, np.asarray(across + 0 * y, np.float32), np.asarray(up + 0 * x, np.float32), 0)
    top = kind.eaves(roof / rise)
    inside = smooth(-0.01, 0.01, up) * smooth(top + 0.01, top - 0.01, up) * smooth(1.02, 1.0, np.abs(across))
    cover = np.asarray(inside * lit.cover, np.float32)
    away = np.full(cover.shape, END, np.float32)
    return easel.plate(_shone(easel, kind, lit, away), np.asarray(cover, np.float32), END, hides=False)


def _bed(easel: Easel, tier: int, at: tuple[float, float], size: tuple[float, float]) -> Plate:
    """Plants along both walls at one distance."""
    half, rise = size
    depth = (0.30, 0.50, 0.80)[tier]
    plants = [broad(easel.rng(110 + n), easel.side, spread=1.0 + 0.3 * n, trunk=0.10) for n in range(3)]
    row = flat_row(easel, at[1] + rise * depth, 60 + tier, 0.0)
    look = Rank(
        np.asarray(row, np.float32), (1.45 + 0.5 * float(easel.rng(61 + tier).random())) * rise * depth,
        (44, 30, 20)[tier], depth, 0.10, 0.0, (at[0], 0.52 * half * depth), rgb("1f4526"), rgb("86b455"),
        dim=0.05 + 0.1 * tier,
    )  # fmt: skip
    # No snow falls in here.
    sheltered = replace(easel, scene=replace(easel.scene, weather="clear", snowy=False))
    plate = rank(sheltered, at[1], plants, look, 70 + tier)
    # No plant grows through the glass, and none of the ground that a rank brings along is wanted.
    x, y = _grid(easel, *at)
    soft = 0.02 * easel.height
    beside = np.abs(x) / (half * depth)
    inside = smooth(1.0, 0.78, beside) * smooth(0.34, 0.44, beside) * smooth(0.0, soft, rise * depth - y)
    bgra = np.asarray(plate.bgra * inside[..., None], np.uint8)
    return Plate(bgra, depth, hides=False)
