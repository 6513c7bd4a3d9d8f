"""A wide field of snow: wind-carved drifts in the light, far ranges, a few firs; poles, slopes, tundra."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places.mountains import peaks
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import fir
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, perspective_noise, rank
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.words import said

#: Words of places where nothing grows.
BARE = ("arctic", "antarctic", "polar", "pole", "tundra", "ice", "glacier", "北极", "南极", "冰原", "极地")
#: Words that tilt the field.
SLOPE = ("ski", "slope", "snowboard", "滑雪", "雪坡", "sled")


def build(easel: Easel) -> Set:
    """Sky, ranges, firs where they grow, drifts."""
    horizon, line = easel.horizon(0.58), easel.line(0.87)
    layers: list[Layer] = [*sky_layers(easel, horizon), *peaks(easel, horizon, (0,))]
    slope = 0.16 * easel.side * (said(easel.scene, SLOPE) >= 0)
    tilt = np.linspace(-0.5, 0.5, easel.set_width, dtype=np.float32) * slope * easel.height
    if said(easel.scene, BARE) < 0:
        kinds = [fir(easel.rng(100 + n), easel.side, slim=0.85 + 0.1 * n) for n in range(3)]
        row = flat_row(easel, horizon + 0.045 * easel.height, 60, 0.008) + tilt
        look = Rank(np.asarray(row, np.float32), 0.15 * easel.height, 34, 0.2, 0.30, 0.5, aside=0.6,
                    dark=rgb("42525e"), light=rgb("e4ecf2"))  # fmt: skip
        layers.append(rank(easel, horizon, kinds, look, 70))
    top = np.asarray(flat_row(easel, horizon + 0.035 * easel.height, 66, 0.010) + tilt, np.float32)
    look_floor = Floor(rgb("93a6bc"), rgb("f6f9fc"), top, sink=0.30, hazy=0.5, lit=0.75)
    layers.append(floor(easel, horizon, line, look_floor, 80, over=lambda colour: _drifts(easel, horizon, colour)))
    lanes = {"ground": Lane(line, material="snow"), "air": Lane(easel.y(0.28))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.6)


def _drifts(easel: Easel, horizon: float, colour: Floats) -> Floats:
    """Ripples with a lit and a blue side, and sparks of ice."""
    palette = easel.palette
    wave = perspective_noise(easel, horizon, 84, 150, 0.35)
    side = np.roll(wave, 3 * easel.side, axis=1) - wave
    shade = smooth(0.0, 0.035, side)
    result = mix(colour, palette.lit(rgb("8fa8c8"), 0.25), (0.55 * shade)[..., None])
    crest = smooth(0.0, 0.03, -side)
    return np.asarray(result + np.asarray(palette.sun) * (0.16 * crest * palette.strength)[..., None], np.float32)
