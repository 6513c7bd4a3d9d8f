"""A street seen along its middle: two walls of houses run to the vanishing point, lamps, shop light, wet stones."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places import frontage
from rushes.providers.previs.stage.buildings import Row, facade, shaped, skyline
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.ground import air
from rushes.providers.previs.stage.noise import blur, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.paving import lamp_post, pavement
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.view import wall_plane
from rushes.providers.previs.stage.wet import Wet


def build(easel: Easel) -> Set:
    """Sky, the end of the street, both walls, the road, lamps; across the frame where somebody goes along it."""
    if easel.needs & {"wheels", "goes"} or easel.rng(31).random() < 0.35:
        return frontage.build(easel)
    horizon = easel.horizon(0.60)
    line = easel.line(0.90)
    layers: list[Layer] = sky_layers(easel, horizon)
    vanish = easel.x(0.5 + easel.side * 0.06)
    tall = easel.height * 0.20
    layers.append(
        skyline(
            easel,
            horizon,
            Row(
                horizon, tall, tall * 0.40, 0.05, 0.60, tall * 0.03, rgb("505866"), rgb("8a8580"), centre=(vanish, 0.9)
            ),
            40,
        )
    )
    layers.append(pavement(easel, horizon, line, horizon + 2, slabs=1.6, dark="33353b", light="6b6862"))
    half = (line - horizon) * (2.0 if not easel.tall else 1.15)
    layers += [_wall(easel, horizon, vanish, vanish + way * half, way) for way in (-1, 1)]
    rainy = easel.scene.weather in ("rain", "storm")
    if rainy or easel.palette.lamps > 0.9:
        layers.append(Wet(horizon, horizon + 3, line, easel.unit, 1.0 if rainy else 0.42))
    for depth in (0.30, 0.55, 1.0):
        for way in (-1, 1):
            x = vanish + way * half * 0.80 * depth
            layers.append(
                lamp_post(easel, x, horizon + (line - horizon) * depth, depth * (line - horizon) * 2.3, depth)
            )
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.25))}
    key = (rgb("ffc98a"), (easel.side * 0.7, 0.6)) if easel.palette.lamps > 0.6 else None
    return Set(
        layers, horizon, easel.sun(horizon), lanes, line, backlit=0.75, wet=rainy, person=0.38, key=key, halo=0.6
    )


def _wall(easel: Easel, horizon: float, vanish: float, edge: float, way: int) -> Plate:
    """One side of the street: house fronts side by side, drawn into perspective."""
    colour, glow, roofs = _fronts(easel, way)
    size = (easel.set_width, easel.set_height)
    # One metre of facade is one of height: the strip runs from disparity 0.09 to 3.2.
    near, far = 3.4, 0.085
    high = (edge - vanish) * way * (1.75 if not easel.tall else 3.3)

    def corner(disparity: float, up: float) -> tuple[float, float]:
        ground = (easel.line(0.90) - horizon) * disparity
        return vanish + (edge - vanish) * disparity, horizon + ground - up * disparity

    corners = [corner(near, high), corner(far, high), corner(far, 0), corner(near, 0)]
    # Depth along the wall goes as 1 / disparity, which is what a perspective map of the strip gives.
    seen, shine, cover = (shaped(part, corners, size) for part in (colour, glow, roofs))
    x, _ = easel.grid()
    disparity = np.clip((x - vanish) / (edge - vanish), 0.02, 4)
    haze = np.clip(np.exp(-disparity * 5.5) * 0.92 * easel.palette.air**0.3, 0, 0.95)
    body = mix(seen, air(easel, horizon), haze[..., None])
    sunny = 0.62 if way == easel.side else 1.0
    body = body * sunny
    body = mix(body, np.asarray(easel.palette.shade), (0.42 * smooth(0.9, 2.6, disparity))[..., None])
    _, y = easel.grid()
    up = (horizon + (easel.line(0.90) - horizon) * disparity - y) / (np.maximum(disparity, 0.02) * easel.height)
    body = (
        body
        + np.asarray(rgb("ff9a50"))
        * (0.17 * easel.palette.lamps * np.exp(-np.clip(up, 0, None) * 3.2) * (seen.max(2) * 1.6 + 0.25))[..., None]
    )
    shine = shine * (1 - 0.6 * haze[..., None])
    body = np.maximum(body, shine) + blur(shine, 7 * easel.unit) * 0.55 * easel.palette.lamps
    return easel.plate(np.asarray(body, np.float32), cover, 0.9, plane=wall_plane(vanish, edge), hides=False)


def _fronts(easel: Easel, way: int) -> tuple[Floats, Floats, Floats]:
    """The strip of fronts from near to far, its glow, and coverage with uneven roofs."""
    rng = easel.rng(50 + way)
    width, height = 2600, 330
    colour, glow = np.zeros((height, width, 3), np.float32), np.zeros((height, width, 3), np.float32)
    cover = np.zeros((height, width), np.float32)
    x = 0
    while x < width:
        span = min(int(110 + 130 * rng.random()), width - x)
        tall = int(height * (0.58 + 0.42 * rng.random()))
        if span > 30:
            front, light = facade(easel, rng, span, tall, int(3 + 2 * (tall > height * 0.8)), signs=0.9)
            colour[height - tall :, x : x + span], glow[height - tall :, x : x + span] = front, light
            cover[height - tall :, x : x + span] = 1
        x += max(span, 31)
    return colour, glow, cover
