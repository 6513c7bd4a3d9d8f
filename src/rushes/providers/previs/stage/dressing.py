"""Dresses a built set with the props that the prompt names.

Drawn pieces first, then backdrops and things in the air, then any outline of the subjects at its true size. What is
drawn is noted in the set; the rest is reported by the stage.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.stage import wild_pieces
from rushes.providers.previs.stage.backdrops import BACKDROPS, OUTSIDE
from rushes.providers.previs.stage.drawing import Drawing, solid
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.eruption import eruption, erupts
from rushes.providers.previs.stage.fire import fire
from rushes.providers.previs.stage.flora import Sprig, broad, fir
from rushes.providers.previs.stage.lighting import actor_light
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.paving import lamp_post
from rushes.providers.previs.stage.pieces import PIECES
from rushes.providers.previs.stage.plate import Layer, Plate
from rushes.providers.previs.stage.tracks import railway
from rushes.providers.previs.stage.water import Water

LAMPS = frozenset({"lamp", "streetlamp", "lamps", "lamp post", "streetlight"})
LIGHTS = frozenset({"lighthouse", "white_lighthouse"})
#: What stands in the water itself, behind any land before it.
AFLOAT = LIGHTS | {"boats", "iceberg"}
GREEN, PINK, GOLD, PALE = (
    (rgb("1f3a1e"), rgb("9db84e")), (rgb("8a4a62"), rgb("fbd0de")), (rgb("6b2f1a"), rgb("e8a03c")),
    (rgb("4a5a2a"), rgb("d0c860")),
)  # fmt: skip
#: Trees by the prop that names them: leaves dark and light.
TREES: dict[str, tuple[Colour, Colour]] = {
    "tree": GREEN, "oak": GREEN, "willow": PALE, "birch": PALE, "cherry_blossoms": PINK, "autumn_leaves": GOLD,
    "falling_leaves": GOLD, "pines": GREEN,
}  # fmt: skip
#: What a place shows anyway.
SHOWN: dict[str, frozenset[str]] = {
    "interior": frozenset({"window", "curtains", "bookshelf", "books", "lamp", "table_lamp", "chair", "table", "door",
                           "mirror", "house", "sign"}),
    "hall": frozenset({"interior", "window", "door", "houses", "lamp", "shelf"}),
    "courtyard": frozenset({"houses", "house", "door", "window"}),
    "greenhouse": frozenset({"flowers", "tree", "window"}), "swamp": frozenset({"tree", "reeds"}),
    "kitchen": frozenset({"window", "table", "lamp", "table_lamp", "door"}),
    "stage": frozenset({"curtains", "spotlight", "lamp", "neon", "god_rays"}),
    "mountains": frozenset({"rocks", "cliffs", "mountains", "pines"}), "forest": frozenset({"tree", "pines"}),
    "garden": frozenset({"flowers", "tree"}), "meadow": frozenset({"flowers", "hills"}),
    "field": frozenset({"flowers", "hills"}), "harbour": frozenset({"boats"}), "road": frozenset({"sign", "mountains"}),
    "city": frozenset({"buildings", "skyline", "streetlamp", "neon", "sign", "window"}),
    "street": frozenset({"buildings", "streetlamp", "neon", "sign", "door", "window", "city", "market"}),
    "village": frozenset({"houses", "house", "cottage", "door", "window"}), "space": frozenset({"earth", "stars"}),
    "underwater": frozenset({"seaweed", "rocks", "bubbles", "god_rays"}), "cave": frozenset({"rocks"}),
    "river": frozenset({"rocks", "tree"}), "desert": frozenset({"rocks"}), "ruins": frozenset({"column", "rocks"}),
    "jungle": frozenset({"tree", "palms"}), "coast": frozenset({"rocks", "cliffs", "sea", "coast"}),
}  # fmt: skip
#: Always part of light and weather.
ALWAYS = frozenset({"moon", "sun", "clouds", "sky", "shadows", "rain", "wind", "snow"})
#: Across the frame from its middle towards the sun, prop by prop.
SPOTS = (0.30, -0.34, 0.10, -0.16, 0.42, -0.44)
#: Outlines that stand for what they have no sign of.
ALIKE = {
    "umbrella": "umbrella_on_ground", "torii": "shinto_shrine", "eiffel_tower": "Tokyo_tower",
    "satellites": "satellite_antenna", "screens": "desktop_computer", "treasure": "money_bag",
    "crystals": "gem_stone", "candles": "candle", "microphone": "studio_microphone", "piano": "musical_keyboard",
    "bookshelf": "books", "sunflowers": "sunflower", "flowers": "tulip",
}  # fmt: skip
#: Heights (shares of the frame) that an outline as a prop keeps within.
LEAST, MOST = 0.04, 0.46


def dress(easel: Easel, stage_set: Set) -> None:
    """Add layers for every prop that can be drawn; notes them in `stage_set.drawn`."""
    track = railway(easel, stage_set)
    if track is not None:
        _insert(stage_set, track)
    if "wheels" in easel.needs:
        # It rises behind the wheels.
        stage_set.drawn.add("dust")
    stage_set.drawn |= ALWAYS | SHOWN.get(easel.scene.place, frozenset())
    spot = 0
    for number, name in enumerate(easel.scene.props):
        if name in stage_set.drawn:
            continue
        layers = _layers(easel, stage_set, name, (number, spot))
        if layers is None:
            continue
        stage_set.drawn.add(name)
        spot += any(isinstance(layer, Plate) and 0.2 < layer.depth <= 1 for layer in layers)
        for layer in layers:
            _insert(stage_set, layer, afloat=name in AFLOAT)


def _insert(stage_set: Set, plate: Layer, *, afloat: bool = False) -> None:
    """Put a layer among the set's by its depth, never under the water or floor that was painted later."""
    layers = stage_set.layers
    spot = next((n for n, layer in enumerate(layers) if layer.depth > plate.depth), len(layers))
    flat = max((n for n, layer in enumerate(layers) if isinstance(layer, Water)), default=-1)
    if flat >= 0:
        spot = max(spot, flat + 1) if plate.depth > 0.2 else min(spot, flat)
    floor = next((n for n, layer in enumerate(layers) if isinstance(layer, Plate) and layer.plane is not None), -1)
    if floor >= 0 and plate.depth > 0.2 and not (afloat and flat >= 0):
        spot = max(spot, floor + 1)
        while spot < len(layers) and layers[spot].depth <= plate.depth:
            # What a place stands on its floor and is farther off.
            spot += 1
    layers.insert(spot, plate)


def _layers(easel: Easel, stage_set: Set, name: str, at: tuple[int, int]) -> list[Layer] | None:
    """What shows a prop; None where nothing can."""
    number, spot = at
    # With actors about, on the sun's side; alone, on the other, so that the sun shows.
    across = SPOTS[spot % len(SPOTS)] * (1 if easel.needs else -1)
    x = easel.x(0.5 + easel.side * across * (0.85 if easel.tall else 1.0))
    found: list[Layer] = []
    if name in BACKDROPS and (stage_set.outdoors or name not in OUTSIDE):
        found += BACKDROPS[name](easel, stage_set)
        if name not in TREES or not stage_set.outdoors or easel.scene.place in ("forest", "garden", "street"):
            return found
    if name in TREES and stage_set.outdoors:
        return [*found, _tree(easel, stage_set, name, x)]
    if name in LAMPS and stage_set.outdoors:
        foot = stage_set.horizon + 0.8 * (stage_set.line - stage_set.horizon)
        return [lamp_post(easel, x, foot, 0.5 * easel.height, 0.8)]
    if name in PIECES and (stage_set.outdoors or PIECES[name][2] >= 0.6):
        piece = _piece(easel, stage_set, name, (x, number))
        if name == "campfire":
            found += fire(easel, stage_set, x)
        if name == "volcano" and erupts(easel.scene):
            found += eruption(easel, piece, x)
        return [piece, *found]
    outline = _outline(easel, stage_set, name, x)
    return None if outline is None else [outline]


def _tree(easel: Easel, stage_set: Set, name: str, x: float) -> Plate:
    from rushes.providers.previs.places.meadow import great_tree

    depth, tall = 0.7, 0.5
    if "water" in stage_set.lanes:
        # On the tongue of land where there is one, else on the far bank.
        banked = "ground" in stage_set.lanes
        x = easel.x(0.5 - easel.side * (0.40 if banked else 0.30))
        depth, tall = (0.93, 0.62) if banked else (0.07, 0.16)
    rng = easel.rng(260)
    sprig: Sprig = fir(rng, easel.side) if name == "pines" else broad(rng, easel.side)
    foot = stage_set.horizon + (stage_set.line - stage_set.horizon) * depth
    return great_tree(easel, sprig, x, foot, tall * easel.height, depth, TREES[name])


def _piece(easel: Easel, stage_set: Set, name: str, at: tuple[float, int]) -> Plate:
    x, number = at
    draw_piece, share, depth = PIECES[name]
    snow = easel.snowed and stage_set.outdoors
    draw = Drawing(easel.set_width, easel.set_height, snowed=snow)
    scale = 0.75 if easel.tall else 1.0
    foot = stage_set.horizon + (stage_set.line - stage_set.horizon) * depth
    wet = "water" in stage_set.lanes and any(isinstance(layer, Water) for layer in stage_set.layers)
    afloat = name in AFLOAT or name in ("bridge", "lanterns", "reeds", "rocks")
    if wet and not afloat:
        # On the far bank, where the water mirrors it.
        depth, foot, scale = 0.10, stage_set.horizon + 2, scale * 0.72
    tall = share * easel.height * scale
    base = foot
    if wet and name in LIGHTS and "cliffs" in easel.scene.props:
        wild_pieces.crag(draw, easel.rng(269), x, foot, 0.16 * easel.height, easel.side)
        base -= 0.15 * easel.height
    if name in LIGHTS:
        # From above the horizon is high: the lantern stays in the frame.
        tall = min(tall, 0.93 * (base - easel.y(0.04)))
    draw_piece(draw, easel.rng(270 + number), x, base, tall, easel.side)
    plate = solid(easel, draw, depth, haze=0.42 * (1 - depth), snow=snow)
    if wet and depth > 0.2 and name != "lanterns":
        return mirrored(easel, plate, foot)
    return plate


def _outline(easel: Easel, stage_set: Set, name: str, x: float) -> Plate | None:
    """A still figure of the subjects as a prop, as large as it is beside a person."""
    from rushes.providers.previs import subjects

    known = name if subjects.known(name) else f"glyph:{ALIKE.get(name, name)}"
    if not subjects.known(known):
        known = subjects.names("en").get(name.replace("_", " "), "")
    figure = subjects.figure(Actor(known, facing=easel.side), easel.seed) if known else None
    if figure is None or (figure.stands_on == "ground" and "ground" not in stage_set.lanes):
        return None
    depth = 0.8 if figure.height < 3 else 0.45
    person = stage_set.person * easel.height * (0.72 if easel.tall else 1.0) * depth
    high = float(np.clip(person * (figure.height / 1.75) ** 0.8, LEAST * easel.height, MOST * easel.height))
    high = min(high, 0.36 * easel.width / max(figure.aspect, 0.05))
    foot = stage_set.horizon + (stage_set.line - stage_set.horizon) * depth
    if figure.stands_on in ("air", "wall"):
        foot = max(easel.y(0.30), stage_set.horizon - 0.2 * easel.height)
    light = actor_light(easel, stage_set, (x, foot - high / 2), depth)
    sprite = figure.paint(0.0, max(8, round(high)), light)
    left, top = round(x - sprite.anchor[0]), round(foot - sprite.anchor[1])
    bgra = np.zeros((easel.set_height, easel.set_width, 4), np.uint8)
    rows, columns = sprite.bgra.shape[:2]
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(easel.set_height, top + rows), min(easel.set_width, left + columns)
    if y1 <= y0 or x1 <= x0:
        return None
    bgra[y0:y1, x0:x1] = sprite.bgra[y0 - top : y1 - top, x0 - left : x1 - left]
    return Plate(bgra, depth, hides=False)


def mirrored(easel: Easel, plate: Plate, foot: float) -> Plate:
    """The plate with its own reflection under the row `foot`, for what stands in water."""
    rows = np.clip(2 * foot - np.arange(easel.set_height), 0, easel.set_height - 1).astype(int)
    below = np.clip((np.arange(easel.set_height) - foot) / (0.5 * easel.height), 0, 1)
    fade = np.where(np.arange(easel.set_height) > foot, 0.55 * (1 - below), 0)[:, None, None]
    image = cv2.blur(plate.bgra[rows], (1, max(1, int(7 * easel.unit)))) * fade
    keep = 1 - plate.bgra[..., 3:].astype(np.float32) / 255
    return Plate((plate.bgra + image * keep).astype(np.uint8), plate.depth, hides=False)
