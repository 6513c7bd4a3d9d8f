"""Rolling grassland: hills that catch the light, a great tree on the third, flowers before the camera."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad, plant
from rushes.providers.previs.stage.ground import Floor, Rank, air, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.noise import field, mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer, Plate, Sway
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.terrain import MAP, Range, hazed, see

FLOWERS = (rgb("f4d35e"), rgb("f7f3e8"), rgb("d95d6a"), rgb("a58ad6"))


def build(easel: Easel) -> Set:
    """Hills in three tiers, woods, a tree, a flowery edge."""
    horizon = easel.horizon(0.62)
    line = easel.line(0.86)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += [hills(easel, horizon, 0), hills(easel, horizon, 1)]
    trees = [broad(easel.rng(100 + n), easel.side, spread=0.9 + 0.15 * n) for n in range(3)]
    row = flat_row(easel, horizon + 0.055 * easel.height, 60, 0.016)
    leaf = (rgb("8d9fb0"), rgb("e8eef4")) if easel.snowed else (rgb("23402a"), rgb("86a650"))
    layers.append(
        rank(
            easel,
            horizon,
            trees,
            Rank(row, 0.085 * easel.height, 46, 0.22, 0.26, 0.25, dim=0.10, dark=leaf[0], light=leaf[1]),
            70,
        )
    )
    dark, light = (rgb("8fa0b4"), rgb("eef3f8")) if easel.snowed else (rgb("3f5c26"), rgb("b4bc58"))
    top = flat_row(easel, horizon + 0.085 * easel.height, 66, 0.022)
    layers.append(floor(easel, horizon, line, Floor(dark, light, top, sink=0.70, hazy=0.35, lit=0.75), 80))
    if not easel.scene.props:
        layers.append(
            great_tree(
                easel,
                trees[1],
                easel.x(0.5 + easel.side * 0.30),
                horizon + 0.135 * easel.height,
                0.50 * easel.height,
                0.62,
            )
        )
    if not easel.snowed:
        layers.append(fringe(easel, 90, 0.975, 0.13, flowers=FLOWERS, light=rgb("a9bd5c")))
    lanes = {"ground": Lane(line, material="snow" if easel.snowed else "grass"), "air": Lane(easel.y(0.30))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.7)


def rolling(easel: Easel, key: int, waves: float) -> Floats:
    """Soft hills; MAP × MAP, 0 … 1."""
    rng = easel.rng(key)
    return np.clip(field(MAP, MAP, (MAP / waves, MAP / waves), 3, rng, gain=0.38), 0, 1)


def hills(easel: Easel, horizon: float, tier: int) -> Plate:
    """A tier of hills with hedges and fields on it."""
    rng, palette = easel.rng(45 + tier), easel.palette
    near, far, peak, breadth, eye = ((7.0, 22.0, 2.1, 46.0, 0.75), (2.6, 6.4, 0.62, 14.0, 0.46))[tier]
    # They rise from the plain: where the near edge stood high, its cut would be seen as a striped wall.
    foot = smooth(0.0, 0.30, np.linspace(0, 1, MAP, dtype=np.float32))[:, None]
    shape = rolling(easel, 47 + tier, 5.0) ** 1.7 * foot
    land = Range(np.asarray(shape, np.float32), peak, near, far, breadth, eye, 0.42)
    surface, cover, distance = see(easel, land, horizon, rng)
    dark, light = (rgb("93a4b8"), rgb("f2f6fa")) if easel.snowed else (rgb("41602f"), rgb("b7b85a"))
    fields = smooth(0.42, 0.58, surface.grain)
    albedo = mix(
        mix(dark, light, fields[..., None]),
        rgb("c7a85a"),
        (smooth(0.66, 0.74, surface.grain) * 0.6 * (not easel.snowed))[..., None],
    )
    colour = palette.lit(albedo, np.clip(0.02 + surface.light * 1.05, 0, 1))
    colour = hazed(easel, colour, distance, (24.0, 15.0)[tier])
    colour = mix(colour, air(easel, horizon), (0.25 * smooth(0.5, 0.0, surface.height))[..., None])
    return easel.plate(colour, cover, (0.04, 0.12)[tier], brush=2)


def great_tree(
    easel: Easel,
    tree: object,
    x: float,
    foot: float,
    tall: float,
    depth: float,
    leaf: tuple[Colour, Colour] = (rgb("1f3a1e"), rgb("9db84e")),
) -> Plate:
    """One tree alone, with the shade under it."""
    wide, high, palette = easel.set_width, easel.set_height, easel.palette
    cover, light = np.zeros((high, wide), np.float32), np.zeros((high, wide), np.float32)
    plant(cover, light, tree, x, foot, tall)  # type: ignore[arg-type]
    gx, gy = easel.grid()
    shade = (
        np.exp(-(((gx - x + easel.side * 0.06 * tall) / (0.46 * tall)) ** 2) - ((gy - foot) / (0.045 * tall)) ** 2)
        * 0.62
    )
    dark, bright = (rgb("7d8fa0"), rgb("eaf0f5")) if easel.snowed else leaf
    colour = palette.lit(mix(dark, bright, light[..., None]), np.clip(light * 1.05, 0, 1))
    colour = mix(colour, np.asarray(palette.shade), (0.20 * (1 - light))[..., None])
    colour = mix(np.asarray(palette.shade) * np.ones_like(colour), colour, cover[..., None])
    windy = 2.2 if easel.scene.weather in ("wind", "storm") else 0.9
    return easel.plate(
        colour,
        np.maximum(cover, shade * (1 - cover)).astype(np.float32),
        depth,
        sway=Sway(1.6 * windy * easel.unit, 240 * easel.unit),
        hides=False,
    )
