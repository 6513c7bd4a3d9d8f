"""Above the clouds: an open sky for whatever flies, a sea of cloud tops under it."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.noise import blur, curve, field, mix, smooth, warped
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.sky import sky_layers


def build(easel: Easel) -> Set:
    """Open sky, four tiers of cloud tops."""
    horizon = easel.horizon(0.74)
    layers: list[Layer] = sky_layers(easel, horizon)
    layers += [_tops(easel, horizon, tier) for tier in range(4)]
    air = Lane(easel.y(0.42))
    # Who does not fly wades through the nearest bank.
    clouds = Lane(easel.y(0.93), material="snow")
    return Set(
        layers,
        horizon,
        easel.sun(horizon),
        {"air": air, "ground": clouds, "water": clouds},
        easel.y(0.95),
        foreground=1.1,
        surface=False,
    )


def _tops(easel: Easel, horizon: float, tier: int) -> Plate:
    """A bank of billows, lit along the crests."""
    wide, high, palette, rng = easel.set_width, easel.set_height, easel.palette, easel.rng(40 + tier)
    _, y = easel.grid()
    size = (0.05, 0.09, 0.15, 0.26)[tier] * easel.height
    base = horizon + (0.0, 0.035, 0.10, 0.21)[tier] * easel.height
    crest = base - size * 0.8 * np.abs(curve(wide, size * 3.2, 4, rng, gain=0.55) - 0.25) * 1.4
    billow = field(wide, high, (size * 1.6, size * 1.1), 6, rng, gain=0.55, ridged=True)
    swirl = field(wide, high, (size, size), 4, rng) - 0.5
    billow = warped(billow, swirl * size * 0.8, swirl * size * 0.5)
    depth = (y - crest[None] + (billow - 0.5) * size * 0.55) / size
    cover = smooth(0.0, 0.10, depth)
    light = np.clip(0.95 - depth * 0.62 + (billow - 0.5) * 0.7, 0, 1) * (0.35 + 0.65 * palette.strength)
    light = blur(light.astype(np.float32), 0.8 * easel.unit)
    dark = mix(palette.middle, palette.shade, 0.22 + 0.10 * tier)
    bright = mix(palette.sun, palette.horizon, 0.35)
    colour = mix(dark, bright, smooth(0.15, 0.95, light)[..., None])
    colour = mix(colour, palette.haze, (0.62, 0.42, 0.22, 0.05)[tier])
    return easel.plate(
        colour, cover * (1 if tier < 3 else 0.94), (0.03, 0.10, 0.3, 1.15)[tier], brush=2, hides=tier < 3
    )
