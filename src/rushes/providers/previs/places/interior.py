"""A room: a tall window with the weather outside, light across the floor, furniture against it, a lamp by night."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.places.rooms import room, wall_colour
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.furniture import armchair, floor_lamp, picture, plant_pot, shelf, table
from rushes.providers.previs.stage.noise import blur, field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.rays import rays
from rushes.providers.previs.stage.sky import sky_layers

WALLS = ("6f7d78", "8a6f5c", "59677d", "7d6a78", "8c8064")
#: Kinds of rooms whose windows have curtains.
CURTAINED = frozenset({"living", "bedroom", "library", "cafe"})


def build(easel: Easel) -> Set:
    """The world outside, the wall with its window, floor, furniture, beams of light."""
    horizon = easel.horizon(0.56)
    line = easel.y(0.93)
    layers: list[Layer] = [*sky_layers(easel, horizon), hills(easel, horizon, 0)]
    window = _window(easel)
    foot = easel.y(0.80)
    layers.append(_wall(easel, window, foot))
    layers.append(_boards(easel, horizon, line, foot, window))
    layers.append(_furniture(easel, foot, window))
    middle = ((window[0] + window[2]) / 2, window[1] - 0.2 * easel.height)
    layers += [*rays(easel, foot, 0.34, (middle[0] + easel.side * 0.25 * easel.width, middle[1]), 0.7)]
    layers.append(_near(easel))
    lanes = {
        "ground": Lane(line, x=0.5 - easel.side * 0.06, material="wood"),
        "air": Lane(easel.y(0.40)),
        "wall": Lane(easel.y(0.35)),
    }
    key = (rgb("ffb468"), (-easel.side * 0.8, 0.4)) if easel.palette.lamps > 0.6 else None
    return Set(
        layers,
        horizon,
        easel.sun(horizon),
        lanes,
        line,
        backlit=0.7,
        outdoors=False,
        haze=0.02,
        person=0.46,
        key=key,
        halo=0.22,
    )


def _window(easel: Easel) -> tuple[float, float, float, float]:
    centre = 0.5 + easel.side * (0.10 if not easel.tall else 0.04)
    half = (0.185 if not easel.tall else 0.30) * (0.9 + 0.2 * float(easel.rng(5).random()))
    return easel.x(centre - half), easel.y(0.12 if not easel.tall else 0.18), easel.x(centre + half), easel.y(0.66)


def inside(easel: Easel) -> tuple[Floats, Floats]:
    """The light that comes in from outside, and the room's own shade."""
    palette = easel.palette
    day = mix(mix(palette.sun, palette.horizon, 0.5), palette.ambient, 0.35) * (
        0.35 + 0.65 * max(palette.strength, 0.25)
    )
    kind = room(easel.scene)[1]
    bright = 0.45 if kind is None else kind.bright
    shade = np.asarray(palette.ambient, np.float32) * (0.24 + 0.45 * palette.stars + 0.15 * (1 - palette.strength))
    # A room at noon is light; where people work the ceiling's lamps burn too.
    noon = (1 - palette.stars) * min(1.0, 0.35 + palette.elevation) * (0.35 + 0.65 * palette.strength)
    lamps = np.asarray(rgb("ffeed8"), np.float32) * 0.34 * max(0.0, bright - 0.3) * palette.lamps
    return np.asarray(day, np.float32), shade + (0.30 + 0.25 * bright) * noon * np.asarray((0.94, 0.97, 1.0)) + lamps


def lamp_at(easel: Easel) -> tuple[float, float]:
    """Where the floor lamp's shade is."""
    return easel.x(0.5 - easel.side * 0.335), easel.y(0.45)


def _lit(easel: Easel, albedo: Floats | Colour, window_light: Floats, lamp_light: Floats) -> Floats:
    day, shade = inside(easel)
    shade_share = 1.0 if room(easel.scene)[1] is None else 0.34
    warm = np.asarray(rgb("ffb468")) * (0.10 + 2.1 * easel.palette.lamps * shade_share)
    light = shade[None, None] + day * window_light[..., None] + warm * lamp_light[..., None]
    return np.asarray(np.asarray(albedo) * light, np.float32)


def _wall(easel: Easel, window: tuple[float, float, float, float], foot: float) -> Plate:
    """The far wall with the window cut out of it, panelling and a skirting board."""
    x, y = easel.grid()
    left, top, right, low = window
    unit = easel.unit
    kind = room(easel.scene)[1]
    base = rgb(WALLS[int(easel.rng(6).integers(0, len(WALLS)))] if kind is None else wall_colour(kind, easel))
    mottle = field(easel.set_width, easel.set_height, (160 * unit, 160 * unit), 6, easel.rng(7), gain=0.6)
    albedo = mix(np.asarray(base) * 0.86, np.asarray(base) * 1.06, mottle[..., None])
    skirting = ((y > foot - 22 * unit) & (x > -1)).astype(np.float32)
    albedo = mix(albedo, rgb("d8cfc0"), (skirting * 0.75)[..., None])
    out = np.maximum(np.maximum(left - x, x - right), 0) ** 2 + np.maximum(np.maximum(top - y, y - low), 0) ** 2
    spill = np.exp(-np.sqrt(out) / (0.16 * easel.height)) * 0.62 + 0.10
    lamp_x, lamp_y = lamp_at(easel)
    glow = np.exp(-((np.hypot(x - lamp_x, (y - lamp_y) * 0.8) / (0.24 * easel.height)) ** 1.3)) * 0.95
    colour = _lit(easel, albedo, spill.astype(np.float32), glow.astype(np.float32))
    cover = np.ones((easel.set_height, easel.set_width), np.float32)
    cover[round(top) : round(low), round(left) : round(right)] = 0.0
    colour, cover = _frame(easel, colour, cover, window)
    return easel.plate(colour, cover, 0.62)


def _frame(
    easel: Easel, colour: Floats, cover: Floats, window: tuple[float, float, float, float]
) -> tuple[Floats, Floats]:
    """Casement bars, a sill and curtains."""
    left, top, right, low = (round(v) for v in window)
    unit, day = easel.unit, inside(easel)[0]
    bar, thick = np.asarray(rgb("e4dccb")) * (0.22 + 0.35 * day), max(2, round(5 * unit))
    wide = right - left
    for px in np.linspace(left, right, 4):
        a = round(px) - thick // 2
        colour[top:low, a : a + thick], cover[top:low, a : a + thick] = bar, 1
    for py in (top, top + round((low - top) * 0.34), low):
        a = round(py) - thick // 2
        colour[a : a + thick, left:right], cover[a : a + thick, left:right] = bar, 1
    sill = slice(low, low + round(12 * unit))
    colour[sill, left - round(18 * unit) : right + round(18 * unit)] = np.asarray(rgb("d9cfbd")) * (0.3 + 0.75 * day)
    if room(easel.scene)[0] not in CURTAINED:
        return colour, cover
    drape = np.asarray(rgb("b5694f" if easel.rng(8).random() < 0.5 else "c9b48c"))
    bottom = min(colour.shape[0], low + round(0.13 * easel.height))
    for way, edge in ((-1, left), (1, right)):
        span = round(wide * 0.20)
        a, b = (
            (edge - round(span * 0.75), edge + round(span * 0.25))
            if way < 0
            else (edge - round(span * 0.25), edge + round(span * 0.75))
        )
        a, b = max(a, 0), min(b, colour.shape[1])
        t = np.linspace(0, 1, max(b - a, 1), dtype=np.float32)
        folds = 0.55 + 0.35 * np.sin(t * 26 + way) * (0.6 + 0.4 * np.sin(t * 9))
        through = (1 - t if way > 0 else t) * 0.75
        tone = (0.18 + 0.30 * folds + through * (0.55 * folds + 0.2))[None, :, None] * (0.35 + 0.85 * day)
        colour[top - round(14 * unit) : bottom, a:b] = drape * tone
        cover[top - round(14 * unit) : bottom, a:b] = 1
    return colour, cover


def _boards(easel: Easel, horizon: float, line: float, foot: float, window: tuple[float, float, float, float]) -> Plate:
    """Floorboards, with the window's light lying on them."""
    x, y = easel.grid()
    below = np.clip(y - horizon, 1, None) / easel.height
    across = (x - easel.set_width / 2) / easel.height / below * 2.6
    board = np.floor(across)
    tone = np.mod(np.sin(board * 12.9898) * 43758.5, 1.0)
    grain = field(easel.set_width, easel.set_height, (20 * easel.unit, 160 * easel.unit), 5, easel.rng(9))
    seam = smooth(0.06, 0.02, np.abs(np.mod(across, 1) - 0.5) * -1 + 0.5)
    kind = room(easel.scene)[1]
    dark, light = ("5a3d28", "a87a4e") if kind is None else kind.floor
    albedo = mix(rgb(dark), rgb(light), np.clip(0.25 + 0.45 * tone + 0.35 * (grain - 0.5), 0, 1)[..., None])
    albedo = albedo * (1 - 0.5 * seam)[..., None]
    left, _, right, _ = window
    slant = -easel.side * 0.55
    u = (x - (left + right) / 2 - slant * (y - foot)) / (right - left) * (1 / (1 + 0.9 * (y - foot) / easel.height))
    v = (y - foot) / easel.height
    pool = smooth(0.5, 0.47, np.abs(u)) * smooth(0.015, 0.03, v) * smooth(0.19, 0.165, v)
    bars = smooth(0.012, 0.02, np.abs(np.mod(u * 3 + 0.5, 1) - 0.5) * -1 + 0.5) * smooth(0.006, 0.01, np.abs(v - 0.10))
    beam = blur((pool * bars).astype(np.float32), 1.4 * easel.unit)
    lamp_x, _ = lamp_at(easel)
    glow = np.exp(-(((x - lamp_x) / (0.24 * easel.width)) ** 2) - (v / 0.12) ** 2) * 0.6
    soft = 0.20 * np.exp(-v * 5) + 0.05
    colour = _lit(
        easel,
        albedo,
        (beam * 1.25 * max(easel.palette.strength, 0.15) + soft).astype(np.float32),
        glow.astype(np.float32),
    )
    cover = np.clip(y - foot + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line), brush=1)


def _furniture(easel: Easel, foot: float, window: tuple[float, float, float, float]) -> Plate:
    """What stands along the wall: shelf, armchair, lamp, plant, a picture."""
    draw, unit = Drawing(easel.set_width, easel.set_height), easel.unit
    tall = easel.height
    floor = foot + 0.035 * tall
    kind = room(easel.scene)[1]
    lamp_x, lamp_y = lamp_at(easel)
    if kind is not None:
        kind.furnish(draw, easel, floor)
    else:
        _living(easel, draw, floor)
    x, y = easel.grid()
    left, _, right, _ = window
    near = np.exp(-(((x - (left + right) / 2) / (0.40 * easel.width)) ** 2)) * 0.34
    glow = np.exp(-((np.hypot(x - lamp_x, y - lamp_y) / (0.20 * tall)) ** 1.4))
    colour = _lit(
        easel,
        draw.colour,
        (near * (0.35 + 0.9 * draw.light)).astype(np.float32),
        (glow * (0.25 + 0.8 * draw.light)).astype(np.float32),
    )
    shine = draw.glow * (0.10 + 0.90 * easel.palette.lamps)
    colour = (
        np.maximum(colour, shine[..., None] * np.asarray(rgb("ffd9a0")))
        + blur(shine, 12 * unit)[..., None] * np.asarray(rgb("ffb468")) * 0.5
    )
    return easel.plate(np.asarray(colour, np.float32), draw.cover, 0.74, hides=False)


def _living(easel: Easel, draw: Drawing, floor: float) -> None:
    """Shelf, armchair, lamp, plant, a picture."""
    tall, side, rng, roomy = easel.height, easel.side, easel.rng(10), not easel.tall
    if roomy:
        shelf(draw, rng, easel.x(0.5 - side * 0.46), floor - 0.01 * tall, 0.15 * tall, 0.50 * tall)
        picture(draw, rng, easel.x(0.5 - side * 0.22), easel.y(0.33), 0.10 * tall)
        table(draw, easel.x(0.5 + side * 0.36), floor + 0.02 * tall, 0.16 * tall, 0.13 * tall)
    armchair(draw, easel.x(0.5 - side * 0.24), floor + 0.03 * tall, (0.24 if roomy else 0.17) * tall, -side)
    plant_pot(draw, rng, easel.x(0.5 + side * 0.43), floor + 0.05 * tall, (0.34 if roomy else 0.22) * tall)
    lamp_x, lamp_y = lamp_at(easel)
    floor_lamp(draw, lamp_x, floor + 0.02 * tall, floor + 0.02 * tall - lamp_y, 0.085 * tall)


def _near(easel: Easel) -> Plate:
    """A dark corner before the camera: the leaf of a plant, the edge of a chair, out of focus."""
    draw = Drawing(easel.set_width, easel.set_height)
    rng, tall = easel.rng(12), easel.height
    low, size = (1.10, 0.40) if easel.tall else (1.14, 0.62)
    plant_pot(draw, rng, easel.x(0.5 + easel.side * 0.50), easel.y(low), size * tall)
    cover = blur(draw.cover, 3.2 * easel.unit)
    shade = np.asarray(easel.palette.shade) * 0.7
    colour = np.broadcast_to(shade, (*cover.shape, 3)).astype(np.float32)
    return easel.plate(colour, cover, 1.5, hides=False)
