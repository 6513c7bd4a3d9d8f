"""A sports ground: stands full of people, floodlights, a goal, a mown pitch; a track where the words name one."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import Floor, flat_row, floor, perspective_noise
from rushes.providers.previs.stage.noise import blur, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.words import said

CLOTHS = tuple(rgb(word) for word in ("c23b3b", "3f6fc0", "e8e2d4", "e0b83a", "4a4f5a", "6a9a5a", "d8d8e0", "a8502f"))
#: Mean brightness of the ground before the camera under floodlights.
FLOODLIT = 0.34
#: Words that ask for a running track instead of a pitch.
TRACKS = ("sprint", "track", "athlete", "athletics", "relay", "hurdle", "跑道", "田径")


def build(easel: Easel) -> Set:
    """Sky, stands with their crowd, floodlights, the ground and a goal."""
    horizon, line = easel.horizon(0.56), easel.line(0.89)
    layers: list[Layer] = [*sky_layers(easel, horizon), _stands(easel, horizon)]
    layers += [_mast(easel, horizon, share) for share in (-0.40, 0.40)]
    track = said(easel.scene, TRACKS) >= 0
    dark, light = (rgb("8a3a2a"), rgb("b85a42")) if track else (rgb("2f6a2c"), rgb("6fae48"))
    top = flat_row(easel, horizon + 0.055 * easel.height, 66, 0.0005)
    look = Floor(dark, light, top, sink=0.35, hazy=0.15, lit=0.8)
    layers.append(
        floor(easel, horizon, line, look, 80, over=lambda colour: _marks(easel, horizon, line, colour, track=track))
    )
    if not track:
        layers.append(_goal(easel, horizon, line))
    lit = easel.palette.lamps > 0.5
    key = (rgb("f4f6ff"), (easel.side * 0.5, 0.8)) if lit else None
    lanes = {"ground": Lane(line, x=0.5 - easel.side * 0.06, material="grass"), "air": Lane(easel.y(0.45))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.3, person=0.36, key=key, halo=0.2)


def _stands(easel: Easel, horizon: float) -> Plate:
    """Two tiers of seats full of people behind a hoarding, under a roof."""
    rng, high, wide = easel.rng(40), easel.set_height, easel.set_width
    top, foot = horizon - 0.34 * easel.height, round(horizon + 0.075 * easel.height)
    step = max(2.2, 0.0135 * easel.height)
    colour, cover = np.zeros((high, wide, 3), np.float32), np.zeros((high, wide), np.float32)
    start = max(0, round(top))
    cover[start:foot] = 1
    palette = easel.palette
    lamp = 1.3 * palette.lamps
    shade = palette.lit(rgb("4a505c"), 0.35) * (1 + 0.4 * lamp)
    colour[start:foot] = shade
    for row in np.arange(top + 3 * step, horizon - 0.01 * easel.height, step):
        if abs(row - (top + 0.17 * easel.height)) < 1.6 * step:
            continue
        for x in np.arange(step * rng.random(), wide, step * 0.86):
            if rng.random() < 0.08:
                continue
            cloth = np.asarray(CLOTHS[int(rng.integers(0, len(CLOTHS)))]) * (0.5 + 0.5 * rng.random())
            tone = palette.lit(cloth, 0.45) + cloth * (0.42 * lamp)
            px, py = round(x + step * 0.3 * rng.random()), round(row + step * 0.3 * rng.random())
            half = max(1, round(step * 0.33))
            colour[py : py + 2 * half, px : px + 2 * half] = tone
            colour[max(0, py - half) : py, px + half // 2 : px + half // 2 + half] = palette.lit(rgb("c89a7a"), 0.5)
    colour = blur(colour, 0.35 + 0.25 * easel.unit)
    roof = slice(max(0, round(top - 0.045 * easel.height)), round(top + 0.02 * easel.height))
    colour[roof], cover[roof] = palette.lit(rgb("c8ccd4"), 0.5) * (0.7 + 0.3 * lamp), 1
    board = slice(round(horizon + 0.02 * easel.height), foot)
    for n, left in enumerate(np.arange(0, wide, 0.22 * easel.height)):
        hue = np.asarray(CLOTHS[n % len(CLOTHS)])
        colour[board, round(left) : round(left + 0.215 * easel.height)] = palette.lit(hue, 0.6) + hue * 0.35 * lamp
    return easel.plate(colour, cover, 0.10)


def _mast(easel: Easel, horizon: float, share: float) -> Plate:
    draw, tall = Drawing(easel.set_width, easel.set_height), easel.height
    x, top = easel.x(0.5 + share), easel.y(0.10)
    draw.box(x - 0.005 * tall, top, 0.010 * tall, horizon - top, rgb("8a9098"), 0.5)
    draw.box(x - 0.062 * tall, top - 0.045 * tall, 0.124 * tall, 0.085 * tall, rgb("3a3f48"), 0.4)
    for row in range(3):
        for lamp in range(5):
            draw.round(x + (lamp - 2) * 0.023 * tall, top + (row - 1.1) * 0.026 * tall, 0.010 * tall, 0.010 * tall,
                       rgb("f8faff"), 1.0, 1.0)  # fmt: skip
    return solid(easel, draw, 0.11)


def _marks(easel: Easel, horizon: float, line: float, colour: Floats, *, track: bool) -> Floats:
    """Mown bands and the box of a pitch, or the lanes of a track."""
    palette = easel.palette
    x, y = easel.grid()
    disparity = np.maximum((y - horizon) / (line - horizon), 0.02) * np.ones_like(x)
    across = (x - easel.set_width / 2) / easel.height / disparity
    chalk = palette.lit(rgb("f2f2ea"), 0.8) * (1 + 1.2 * palette.lamps)
    # The floodlights bring the ground to one brightness whatever the sky gives, and to its own colour.
    mown = float(colour[round(line) - 2 : round(line) + 2].mean())
    lamp = palette.lamps * float(np.clip(FLOODLIT / max(mown, 0.01) - 1, 0, 5))
    if palette.moon:
        colour = np.asarray(colour * np.array([0.72, 1.04, 1.16], np.float32), np.float32)
    if track:
        lanes = smooth(0.022, 0.012, np.abs(np.mod(1.6 / disparity, 1.0) - 0.5) / np.maximum(1.6 / disparity, 1))
        result = colour * (1 + lamp)
        return mix(result, chalk, (0.85 * lanes * smooth(0.2, 0.35, disparity))[..., None])
    bands = np.where(np.mod(across * 1.3, 1.0) < 0.5, 1.10, 0.92) + 0.04 * perspective_noise(easel, horizon, 85, 30)
    result = np.asarray(colour * bands[..., None] * (1 + lamp), np.float32)
    goal_line = smooth(0.012, 0.006, np.abs(disparity - 0.50))
    box = smooth(0.016, 0.010, np.abs(disparity - 0.86)) * (np.abs(across) < 1.5)
    sides = smooth(0.014, 0.008, np.abs(np.abs(across) - 1.5)) * (disparity > 0.50) * (disparity < 0.87)
    return mix(result, chalk, (np.maximum(np.maximum(goal_line, box), sides) * 0.9)[..., None])


def _goal(easel: Easel, horizon: float, line: float) -> Plate:
    """Posts, bar and a net behind, on the goal line."""
    draw, depth = Drawing(easel.set_width, easel.set_height), 0.50
    foot = horizon + (line - horizon) * depth
    tall = 0.36 * easel.height * depth * 1.45 * (0.72 if easel.tall else 1.0)
    half, middle, thick = tall * 1.5, easel.x(0.5 + easel.side * 0.04), max(1.5, tall * 0.035)
    white = rgb("f6f6f2")
    for n in range(31):
        px = middle - half + 2 * half * n / 30
        draw.box(px - 0.35, foot - tall, 0.7, tall * 0.98, rgb("c8ccd0"), 0.6)
    for n in range(11):
        draw.box(middle - half, foot - tall * n / 11, 2 * half, 0.7, rgb("c8ccd0"), 0.6)
    for way in (-1, 1):
        draw.box(middle + way * half - thick / 2, foot - tall, thick, tall, white, 0.95)
    draw.box(middle - half - thick / 2, foot - tall - thick / 2, 2 * half + thick, thick, white, 1.0)
    return solid(easel, draw, depth)
