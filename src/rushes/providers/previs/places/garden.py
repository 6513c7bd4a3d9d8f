"""A garden in flower: clipped hedges, a gravel walk, blossoming trees, beds of colour."""

from __future__ import annotations

from rushes.providers.previs.places.meadow import FLOWERS
from rushes.providers.previs.places.village import lane
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.ground import Floor, Rank, flat_row, floor, fringe, rank
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Layer
from rushes.providers.previs.stage.sky import sky_layers

#: Dark and light of a blossoming crown.
BLOSSOM = ((rgb("7a3a55"), rgb("f6b8cf")), (rgb("2a4a28"), rgb("a8c45e")), (rgb("8a5a30"), rgb("f4cf8a")))


def build(easel: Easel) -> Set:
    """Trees in ranks, a lawn with a walk, beds before and beside it."""
    horizon = easel.horizon(0.62)
    line = easel.line(0.87)
    layers: list[Layer] = list(sky_layers(easel, horizon))
    kinds = [broad(easel.rng(100 + n), easel.side, spread=0.9 + 0.1 * n, trunk=0.26) for n in range(3)]
    shrubs = [broad(easel.rng(110 + n), easel.side, spread=1.2, trunk=0.10) for n in range(2)]
    pick = int(easel.rng(5).integers(0, len(BLOSSOM)))
    gap = (easel.x(0.5), 0.10 * easel.width)
    green = BLOSSOM[1]
    for tier, (foot, tall, count, depth, haze, trees, tone) in enumerate((
        (0.005, 0.20, 60, 0.06, 0.46, kinds, green), (0.030, 0.34, 20, 0.18, 0.24, kinds, BLOSSOM[pick]),
        (0.050, 0.085, 60, 0.30, 0.16, shrubs, green), (0.105, 0.62, 7, 0.50, 0.04, kinds, BLOSSOM[pick]),
    )):  # fmt: skip
        row = flat_row(easel, horizon + foot * easel.height, 60 + tier, 0.003)
        look = Rank(
            row,
            tall * easel.height,
            count,
            depth,
            haze,
            0.22,
            (gap[0], gap[1] * (0.4 + 0.9 * tier)),
            tone[0],
            tone[1],
            dim=0.08 * tier,
            aside=0.3 * (tier == 3),
        )
        layers.append(rank(easel, horizon, trees, look, 70 + tier))
    top = flat_row(easel, horizon + 0.112 * easel.height, 66, 0.003)
    look_floor = Floor(rgb("35592a"), rgb("9cba58"), top, sink=0.6, hazy=0.25, lit=0.75)
    layers.append(floor(easel, horizon, line, look_floor, 80, over=lambda colour: lane(easel, horizon, colour)))
    layers.append(fringe(easel, 88, 0.825, 0.045, flowers=FLOWERS, light=rgb("8fb050"), bowl=0.10, depth=0.82))
    layers.append(fringe(easel, 90, 0.985, 0.15, flowers=FLOWERS, light=rgb("9ab858"), bowl=0.06))
    lanes = {"ground": Lane(line, material="stone"), "air": Lane(easel.y(0.32))}
    return Set(layers, horizon, easel.sun(horizon), lanes, line, backlit=0.65)
