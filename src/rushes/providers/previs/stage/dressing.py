"""Dresses a built set with the props that the prompt names."""

from __future__ import annotations

from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.paving import lamp_post
from rushes.providers.previs.stage.pieces import PIECES
from rushes.providers.previs.stage.plate import Plate

LAMPS = frozenset({"lamp", "streetlamp", "lamps", "lamp post", "streetlight"})
TREES = frozenset({"tree", "oak"})


def dress(easel: Easel, stage_set: Set) -> None:
    """Add a plate for every prop that can be drawn; notes them in `stage_set.drawn`."""
    for number, name in enumerate(easel.scene.props):
        plate = _plate(easel, stage_set, name, number)
        if plate is None:
            continue
        stage_set.drawn.add(name)
        spot = next((n for n, layer in enumerate(stage_set.layers) if layer.depth > plate.depth), len(stage_set.layers))
        # Never under the water or the floor that was painted later than its depth says.
        flat = max((n for n, layer in enumerate(stage_set.layers) if layer.depth == 0.0), default=0)
        stage_set.layers.insert(max(spot, flat + 1), plate)


def _plate(easel: Easel, stage_set: Set, name: str, number: int) -> Plate | None:
    if name in ("moon", "stars", "sun", "clouds"):
        stage_set.drawn.add(name)
        return None
    x = easel.x(0.5 + easel.side * (0.24 - 0.40 * (number % 2)) * (0.85 if easel.tall else 1.0))
    rise = stage_set.line - stage_set.horizon
    if name in LAMPS:
        return lamp_post(easel, x, stage_set.horizon + rise * 0.8, 0.5 * easel.height, 0.8)
    if name in TREES and stage_set.outdoors:
        from rushes.providers.previs.places.meadow import great_tree

        return great_tree(easel, broad(easel.rng(260), easel.side), x, stage_set.horizon + rise * 0.7, 0.5 * easel.height, 0.7)
    if name not in PIECES:
        return None
    draw_piece, share, depth = PIECES[name]
    draw = Drawing(easel.set_width, easel.set_height)
    scale = 0.75 if easel.tall else 1.0
    foot = stage_set.horizon + rise * depth
    draw_piece(draw, easel.rng(270 + number), x, foot, share * easel.height * scale, easel.side)
    return solid(easel, draw, depth, haze=0.42 * (1 - depth), brush=0)
