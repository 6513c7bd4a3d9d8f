"""Dresses a built set with the props that the prompt names."""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.flora import broad
from rushes.providers.previs.stage.paving import lamp_post
from rushes.providers.previs.stage.pieces import PIECES
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.tracks import railway
from rushes.providers.previs.stage.water import Water

LAMPS = frozenset({"lamp", "streetlamp", "lamps", "lamp post", "streetlight"})
TREES = frozenset({"tree", "oak"})


def dress(easel: Easel, stage_set: Set) -> None:
    """Add a plate for every prop that can be drawn; notes them in `stage_set.drawn`."""
    track = railway(easel, stage_set)
    if track is not None:
        _insert(stage_set, track)
    for number, name in enumerate(easel.scene.props):
        if name in stage_set.drawn:
            continue
        plate = _plate(easel, stage_set, name, number)
        if plate is None:
            continue
        stage_set.drawn.add(name)
        _insert(stage_set, plate)


def _insert(stage_set: Set, plate: Layer) -> None:
    """Put a layer among the set's by its depth, never under the water or floor that was painted later."""
    layers = stage_set.layers
    spot = next((n for n, layer in enumerate(layers) if layer.depth > plate.depth), len(layers))
    flat = max((n for n, layer in enumerate(layers) if isinstance(layer, Water)), default=-1)
    if flat >= 0:
        spot = max(spot, flat + 1) if plate.depth > 0.2 else min(spot, flat)
    floor = next((n for n, layer in enumerate(layers) if isinstance(layer, Plate) and layer.plane is not None), -1)
    if floor >= 0 and plate.depth > 0.2:
        spot = max(spot, floor + 1)
    layers.insert(spot, plate)


def _plate(easel: Easel, stage_set: Set, name: str, number: int) -> Plate | None:
    if name in ("moon", "stars", "sun", "clouds"):
        stage_set.drawn.add(name)
        return None
    # With actors about, on the sun's side; alone, on the other, so that the sun shows.
    across = (0.27 if easel.needs else -0.25) * (1 if number % 2 == 0 else -1)
    x = easel.x(0.5 + easel.side * across * (0.85 if easel.tall else 1.0))
    rise = stage_set.line - stage_set.horizon
    if name in LAMPS:
        return lamp_post(easel, x, stage_set.horizon + rise * 0.8, 0.5 * easel.height, 0.8)
    if name in TREES and stage_set.outdoors:
        from rushes.providers.previs.places.meadow import great_tree

        depth, tall = 0.7, 0.5
        if "water" in stage_set.lanes:
            # On the tongue of land where there is one, else on the far bank.
            banked = "ground" in stage_set.lanes
            x = easel.x(0.5 - easel.side * (0.40 if banked else 0.30))
            depth, tall = (0.93, 0.62) if banked else (0.07, 0.16)
        return great_tree(
            easel, broad(easel.rng(260), easel.side), x, stage_set.horizon + rise * depth, tall * easel.height, depth
        )
    if name not in PIECES:
        return None
    draw_piece, share, depth = PIECES[name]
    draw = Drawing(easel.set_width, easel.set_height)
    scale = 0.75 if easel.tall else 1.0
    foot = stage_set.horizon + rise * depth
    wet = "water" in stage_set.lanes and any(isinstance(layer, Water) for layer in stage_set.layers)
    if wet and name not in ("lighthouse", "bridge", "lanterns"):
        # On the far bank, where the water mirrors it.
        depth, foot, scale = 0.10, stage_set.horizon + 2, scale * 0.72
    draw_piece(draw, easel.rng(270 + number), x, foot, share * easel.height * scale, easel.side)
    plate = solid(easel, draw, depth, haze=0.42 * (1 - depth), brush=0)
    if wet and depth > 0.2 and name != "lanterns":
        return mirrored(easel, plate, foot)
    return plate


def mirrored(easel: Easel, plate: Plate, foot: float) -> Plate:
    """The plate with its own reflection under the row `foot`, for what stands in water."""
    rows = np.clip(2 * foot - np.arange(easel.set_height), 0, easel.set_height - 1).astype(int)
    below = np.clip((np.arange(easel.set_height) - foot) / (0.5 * easel.height), 0, 1)
    fade = np.where(np.arange(easel.set_height) > foot, 0.55 * (1 - below), 0)[:, None, None]
    image = cv2.blur(plate.bgra[rows], (1, max(1, int(7 * easel.unit)))) * fade
    keep = 1 - plate.bgra[..., 3:].astype(np.float32) / 255
    return Plate((plate.bgra + image * keep).astype(np.uint8), plate.depth, hides=False)
