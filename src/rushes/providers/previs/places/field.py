"""A field of ripe corn or of rows in leaf, running to the vanishing point under a wide sky."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.places import snowfield
from rushes.providers.previs.places.meadow import hills
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.sky import sky_layers
from rushes.providers.previs.stage.words import said

#: Words -> earth or crop in shadow and light, and the ears before the camera; the last is wheat.
CROPS: tuple[tuple[tuple[str, ...], tuple[str, str, str]], ...] = (
    (("lavender", "薰衣草"), ("4a3a78", "a48ad8", "9a7ad0")),
    (("vineyard", "grape", "葡萄"), ("5a3f2a", "7fa04a", "8fb050")),
    (("rice", "paddy", "terrace", "稻", "梯田"), ("3a6a48", "9cc86a", "a0c860")),
    (("corn", "maize", "玉米"), ("4a5f28", "b0b84e", "a8b84e")),
    (("tea plantation", "tea field", "茶"), ("24502c", "7fb04c", "74a848")),
    (("rapeseed", "canola", "mustard field", "油菜"), ("6f7a1c", "f6d92e", "f4d838")),
    (("sunflower", "向日葵"), ("5a6a24", "f0c23a", "f2c53c")),
    (("farmyard", "plough", "plow", "furrow"), ("5a3c26", "a5764a", "8a9a4a")),
    ((), ("a8752c", "efca6a", "e9c060")),
)


def build(easel: Easel) -> Set:
    """Hills, a hedge, furrows, ears before the camera; under snow, a field of snow."""
    if easel.snowed:
        return snowfield.build(easel)
    crop = next((colours for words, colours in CROPS if said(easel.scene, words) >= 0), CROPS[-1][1])
    horizon = easel.horizon(0.64)
    line = easel.line(0.88)
    layers: list[Layer] = [*sky_layers(easel, horizon), hills(easel, horizon, 0)]
    trees = [broad(easel.rng(100 + n), easel.side) for n in range(3)]
    row = flat_row(easel, horizon + 0.012 * easel.height, 60, 0.006)
    layers.append(
        rank(easel, horizon, trees, Rank(row, 0.07 * easel.height, 60, 0.10, 0.34, 0.3, aside=0.4, dim=0.1), 70)
    )
    dark, light = rgb(crop[0]), rgb(crop[1])
    top = flat_row(easel, horizon + 0.018 * easel.height, 66, 0.003)
    layers.append(
        floor(
            easel,
            horizon,
            line,
            Floor(dark, light, top, sink=0.6, hazy=0.4, lit=0.8),
            80,
            over=lambda colour: furrows(easel, horizon, colour),
        )
    )
    layers.append(fringe(easel, 92, 0.93, 0.10, light=rgb(crop[2]), bowl=0.02, depth=1.2))
    layers.append(fringe(easel, 90, 1.0, 0.20, light=rgb(crop[2]), bowl=0.05))
    lanes = {"ground": Lane(line, material="grass"), "air": Lane(easel.y(0.28))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.8, person=0.33)


def furrows(easel: Easel, horizon: float, colour: Floats) -> Floats:
    """Rows that meet at the vanishing point."""
    x, y = easel.grid()
    below = np.clip(y - horizon, 2, None) / easel.height
    across = (x - easel.x(0.5 + easel.side * 0.10)) / easel.height / below * 1.5
    row = 0.5 + 0.5 * np.cos(2 * np.pi * across)
    shade = smooth(0.55, 0.0, row) * smooth(0.012, 0.10, below) * 0.55
    return mix(colour, np.asarray(colour) * 0.42, shade[..., None])
