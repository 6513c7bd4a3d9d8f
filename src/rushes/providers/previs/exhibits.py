"""What the contact sheets of the gallery show: places, rigs, outlines, looks, moves, photographs, morphs and cards.

Each sheet is a list of captioned pictures yet to be made; making and writing them is the matter of `gallery`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from rushes.providers.previs import stage, subjects
from rushes.providers.previs.morph import Morph
from rushes.providers.previs.morph.transitions import known
from rushes.providers.previs.photo import Photo
from rushes.providers.previs.picture import Floats, Image, Light, Picture
from rushes.providers.previs.places import PLACES
from rushes.providers.previs.scene import ANGLES, MOVES, SIZES, TIMES, WEATHERS, Actor, Camera, Scene
from rushes.providers.previs.styles import LOOKS
from rushes.providers.previs.subjects.glyphs import PREFIX
from rushes.providers.previs.subjects.rigs import FAMILIES

FRAMES = 120
#: Shares of a shot that a move is shown at.
PHASES = (0.0, 0.5, 1.0)
#: Seconds between the phases of a rig: no whole share of any gait's cycle.
RIG_SECONDS = (0.0, 0.37, 0.81)
SMALL, MIDDLE, TILE = (240, 135), (320, 180), (150, 150)
OUTLINES = 100
#: What a family does in its sheet; "" is what each does of itself.
DEEDS = {"people": ("walk", "stand"), "animals": ("walk", "run"), "birds": ("fly",), "swimmers": ("swim",)}
ACTIONS = (
    "stand", "walk", "run", "sit", "kneel", "sleep", "dance", "talk", "sing", "play", "read", "write", "work", "cook",
    "eat", "drink", "swim", "row", "ride", "jump", "fight", "wave", "hug", "fish", "ski", "skate", "meditate",
)  # fmt: skip
DAYLIGHT = Light((0.55, 0.6), (0.80, 0.93, 1.0), (0.62, 0.55, 0.50), (0.8, 0.75, 0.7), 0.0, 0.9, 0.25)
EVENING = Light((-0.7, 0.25), (0.35, 0.62, 1.0), (0.42, 0.30, 0.30), (0.55, 0.5, 0.6), 0.1, 1.0, 0.75)

Cell = tuple[str, Callable[[], Image]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Captioned pictures of one size, row by row."""

    name: str
    columns: int
    cells: tuple[Cell, ...]


def still(scene: Scene, size: tuple[int, int] = SMALL, share: float = 0.5) -> Image:
    """One frame of a scene."""
    return stage.Stage(scene, *size, FRAMES).frame(round(share * (FRAMES - 1)))


def portrait(name: str, action: str, seconds: float, light: Light = DAYLIGHT) -> Image:
    """A subject alone on a plain ground, to judge its shape and its shading."""
    width, height = TILE
    tone = np.linspace(0.72, 0.50, height, dtype=np.float32)[:, None, None] * np.array((238, 236, 232), np.float32)
    ground = np.clip(np.broadcast_to(tone * (0.45 + 0.55 * (1 - light.backlit)), (height, width, 3)), 0, 255)
    figure = subjects.figure(Actor(name, action, facing=1), seed=1)
    if figure is None:
        return ground.astype(np.uint8)
    tall = round(min(0.74 * height, 0.84 * width / max(figure.aspect, 0.05)))
    sprite = figure.paint(seconds, tall, light)
    stands = 0.9 if figure.stands_on == "ground" else 0.55 if figure.stands_on == "air" else 0.8
    return pasted(ground, sprite.bgra, (width / 2 - sprite.anchor[0], stands * height - sprite.anchor[1]))


def pasted(ground: Floats, bgra: Image, at: tuple[float, float]) -> Image:
    """A premultiplied sprite over a ground; what lies beyond the edges is cut."""
    height, width = ground.shape[:2]
    shift = np.array([[1, 0, round(at[0])], [0, 1, round(at[1])]], np.float32)
    over = cv2.warpAffine(bgra, shift, (width, height), flags=cv2.INTER_NEAREST).astype(np.float32)
    whole = ground * (1 - over[..., 3:] / 255) + over[..., :3]
    return np.asarray(np.clip(whole, 0, 255), np.uint8)


def place_sheet(place: str, quick: bool = False) -> Sheet:
    """A place: times by rows, weathers by columns; somebody walks in one picture of three."""
    times, weathers = (TIMES[::3], WEATHERS[::3]) if quick else (TIMES, WEATHERS)
    cells: list[Cell] = []
    for row, hour in enumerate(times):
        for column, weather in enumerate(weathers):
            actors = (Actor("woman", "walk"),) if (row + column) % 3 == 1 else ()
            scene = Scene("", place, hour, weather, actors, seed=row + 1, snowy=weather == "snow")
            cells.append((f"{hour}, {weather}", partial(still, scene)))
    return Sheet(f"place-{place}", len(weathers), tuple(cells))


def shape_sheet(place: str, quick: bool = False) -> Sheet:
    """A place upright and square, with somebody and without."""
    hours = ("golden", "day", "night")[: 1 if quick else 3]
    sizes = (("9:16", (135, 240)), ("1:1", (240, 240)), ("16:9", (240, 135)))
    cells: list[Cell] = []
    for seed, hour in enumerate(hours, 11):
        for actors in ((), (Actor("man", "walk"),)):
            for shape, size in sizes:
                scene = Scene("", place, hour, actors=actors, seed=seed)
                cells.append((f"{hour}, {shape}", partial(_padded, scene, size)))
    return Sheet(f"shape-{place}", 6, tuple(cells))


def _padded(scene: Scene, size: tuple[int, int]) -> Image:
    frame = still(scene, size)
    up, aside = (240 - size[1]) // 2, (240 - size[0]) // 2
    return np.asarray(cv2.copyMakeBorder(frame, up, 240 - size[1] - up, aside, 240 - size[0] - aside, 0))


def rig_sheet(family: str, quick: bool = False) -> Sheet:
    """The rigs of a family in three phases, in daylight, and one phase against the evening sun."""
    names = list(FAMILIES[family])[: 2 if quick else None]
    cells: list[Cell] = []
    for name in names:
        for deed in DEEDS.get(family, ("",)):
            tale = f"{name} {deed}".strip()
            cells += [(tale, partial(portrait, name, deed, seconds)) for seconds in RIG_SECONDS]
            cells.append((f"{tale}, evening", partial(portrait, name, deed, RIG_SECONDS[1], EVENING)))
    return Sheet(f"rig-{family}", 4 if quick else 12, tuple(cells))


def action_sheet(name: str, quick: bool = False) -> Sheet:
    """One rig in everything that a prompt may have it do."""
    actions = ACTIONS[: 2 if quick else None]
    cells = [(action, partial(portrait, name, action, seconds)) for action in actions for seconds in RIG_SECONDS]
    return Sheet(f"actions-{name}", 6 if quick else 12, tuple(cells))


def outline_sheet(quick: bool = False) -> Sheet:
    """Outlines drawn by lot, the same ones each time."""
    names = sorted({name for name in subjects.names().values() if name.startswith(PREFIX)})
    lot = np.random.default_rng(7).permutation(len(names))[: 8 if quick else OUTLINES]
    lights = (DAYLIGHT, EVENING)
    cells = [
        (
            names[pick].removeprefix(PREFIX).replace("’", "'")[:24],
            partial(portrait, names[pick], "", 0.5, lights[number % 5 == 4]),
        )
        for number, pick in enumerate(sorted(lot))
    ]
    return Sheet("outlines", 4 if quick else 10, tuple(cells))


def outline_scenes(quick: bool = False) -> Sheet:
    """Outlines on stage: do they look as if they stood there?"""
    shown = (
        ("violin", "stage"), ("teapot", "kitchen"), ("red apple", "interior"), ("palm tree", "coast"), ("key", "ruins"),
        ("snail", "garden"), ("tractor", "field"), ("lantern", "village"), ("crown", "cave"), ("guitar", "street"),
        ("octopus", "underwater"), ("satellite", "space"), ("rose", "studio"), ("bell", "mountains"), ("bee", "meadow"),
        ("book", "desert"),
    )  # fmt: skip
    words = subjects.names()
    cells: list[Cell] = []
    for number, (word, place) in enumerate(shown[: 4 if quick else None]):
        if word in words:
            scene = Scene("", place, TIMES[number % 8], actors=(Actor(words[word]),), seed=number)
            cells.append((f"{word}, {place}", partial(still, scene, MIDDLE)))
    return Sheet("outlines-on-stage", 4, tuple(cells))


def look_sheet(quick: bool = False) -> Sheet:
    """Every look on one landscape, one street and one face of a thing."""
    cells: list[Cell] = []
    for name in ("", *LOOKS)[: 2 if quick else None]:
        scenes = (
            Scene("", "lake", "golden", actors=(Actor("woman"),), style=name, seed=2),
            Scene("", "street", "night", "rain", (Actor("man", "walk"),), style=name, seed=3),
            Scene("", "forest", "day", "clear", (Actor("fox", "walk"),), Camera(size="medium"), style=name, seed=5),
        )
        cells += [(f"{name or 'natural'}, {scene.place}", partial(still, scene, MIDDLE)) for scene in scenes]
    return Sheet("looks", 6, tuple(cells))


def phases(name: str, make: Callable[[], Picture]) -> list[Cell]:
    """A moving picture at the start, in the middle and at the end."""
    return [(f"{name} {share:.0%}", partial(_at, make, share)) for share in PHASES]


def _at(make: Callable[[], Picture], share: float) -> Image:
    picture = make()
    return picture.frame(round(share * (picture.frames - 1)))


def move_sheet(quick: bool = False) -> Sheet:
    """Every camera move on one scene."""
    cells: list[Cell] = []
    for move in MOVES[: 2 if quick else None]:
        scene = Scene("", "forest", "dawn", actors=(Actor("woman"),), camera=Camera(move), seed=4)
        cells += phases(move, partial(stage.Stage, scene, *MIDDLE, FRAMES))
    return Sheet("moves", 6, tuple(cells))


def framing_sheet(quick: bool = False) -> Sheet:
    """Every shot size and angle, with one and with two people and with a dog."""
    casts = ((Actor("woman", "walk"),), (Actor("man", "talk"), Actor("woman", "talk")), (Actor("dog", "run"),))
    cells: list[Cell] = []
    for size in SIZES:
        for angle in ANGLES[: 1 if quick else None]:
            for cast in casts:
                scene = Scene("", "meadow", "golden", actors=cast, camera=Camera("push", 1.0, size, angle), seed=6)
                cells.append((f"{size}, {angle}", partial(still, scene)))
    return Sheet("framings", 3 if quick else 6, tuple(cells))


def source(number: int) -> Image:
    """A picture to move through or to morph: a frame of the stage, larger than what is made of it."""
    scenes = (
        Scene("", "lake", "golden", actors=(Actor("sailboat"),), seed=5),
        Scene("", "street", "day", actors=(Actor("woman"),), camera=Camera(size="medium"), seed=2),
        Scene("", "desert", "sunset", actors=(Actor("camel", "walk"),), seed=3),
    )
    return still(scenes[number], (640, 360))


def photo_sheet(quick: bool = False) -> Sheet:
    """Every move through one picture, and light and weather laid over it."""
    named = frozenset({"move", "weather", "time"})
    cells: list[Cell] = []
    for move in MOVES[: 2 if quick else None]:
        scene = Scene("", "", camera=Camera(move), named=frozenset({"move"}), seed=1)
        cells += phases(f"photo {move}", partial(_photo, 1, scene))
    for number, (hour, weather) in enumerate((("day", "rain"), ("day", "snow"), ("night", "clear"), ("day", "fog"))):
        scene = Scene("", "", hour, weather, camera=Camera("push"), named=named, seed=number)
        cells += phases(f"photo {hour} {weather}", partial(_photo, number % 3, scene))
    return Sheet("photos", 6, tuple(cells))


def _photo(number: int, scene: Scene) -> Picture:
    return Photo(source(number), scene, FRAMES, width=MIDDLE[0], height=MIDDLE[1])


def morph_sheet(quick: bool = False) -> Sheet:
    """A camera move between two views, and every designed transition between two pictures."""
    shares = (0.0, 0.3, 0.45, 0.55, 0.7, 1.0)
    makers: list[tuple[str, Callable[[], Picture]]] = [("morph", _related)]
    if not quick:
        makers += [(name, partial(_passage, name)) for name in known()]
    cells = tuple((f"{name} {share:.0%}", partial(_at, make, share)) for name, make in makers for share in shares)
    return Sheet("morphs", len(shares), cells)


def _related() -> Picture:
    whole = source(0)
    first, last = whole, whole[40:310, 120:600]
    ends = [np.asarray(cv2.resize(part, MIDDLE, interpolation=cv2.INTER_AREA), np.uint8) for part in (first, last)]
    return Morph(ends[0], ends[1], Scene("The camera moves closer", ""), FRAMES)


def _passage(name: str) -> Picture:
    words = {"match_cut": "match cut", "whip_pan": "whip pan", "luma_wipe": "wipe", "push_through": "push through"}
    first, last = (
        np.asarray(cv2.resize(source(number), MIDDLE, interpolation=cv2.INTER_AREA), np.uint8) for number in (1, 2)
    )
    return Morph(first, last, Scene(words.get(name, name), "", seed=1), FRAMES)


def card_sheet(quick: bool = False) -> Sheet:
    """Words that nobody could draw, set as a card."""
    texts = (
        "xyzzy plugh", "the square root of regret", "春江潮水连海平",
        "a very long line of words that nobody could draw, and goes on for two more",
    )  # fmt: skip
    cells = []
    for number, text in enumerate(texts[: 1 if quick else None]):
        scene = Scene(text, "studio", TIMES[2 * number], card=text, seed=number)
        cells += [(f"card {share:.0%}", partial(still, scene, MIDDLE, share)) for share in PHASES]
    return Sheet("cards", 6 if not quick else 3, tuple(cells))


def sheets(quick: bool = False) -> Iterator[Sheet]:
    """All sheets."""
    # One place a module, but all three of the halls: roofed, glazed and open.
    places = {place if module == "hall" else module: place for place, module in reversed(PLACES.items())}.values()
    yield from (place_sheet(place, quick) for place in sorted(places))
    yield from (rig_sheet(family, quick) for family in FAMILIES)
    yield from (action_sheet(name, quick) for name in ("woman", "man", "child", "dog", "horse", "robot"))
    yield from (make(quick) for make in (outline_sheet, outline_scenes, look_sheet, move_sheet, framing_sheet))
    yield from (make(quick) for make in (photo_sheet, morph_sheet, card_sheet))
    yield from (shape_sheet(place, quick) for place in sorted(places))
