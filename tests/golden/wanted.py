"""The golden pictures: what each shows, and how it is made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from tests import pictures

from rushes.providers.previs.morph import Morph
from rushes.providers.previs.photo import Photo
from rushes.providers.previs.picture import Image
from rushes.providers.previs.scene import Actor, Camera, Scene
from rushes.providers.previs.stage import Stage

FOLDER = Path(__file__).with_name("pictures")
#: Drawn at this size, kept at half of it.
SIZE, TALL, FRAMES = (320, 180), (180, 320), 120


def staged(scene: Scene, size: tuple[int, int] = SIZE, share: float = 0.5) -> Image:
    """A frame of a scene, at half its size."""
    return halved(Stage(scene, *size, FRAMES).frame(round(share * (FRAMES - 1))))


def halved(image: Image) -> Image:
    """The picture at half its size."""
    size = (image.shape[1] // 2, image.shape[0] // 2)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def photographed(move: str, weather: str = "clear", time: str = "day") -> Image:
    """Near the end of a move through a picture."""
    named = frozenset({"move", "weather", "time"})
    scene = Scene("", "", time, weather, camera=Camera(move), named=named, seed=1)
    photo = Photo(pictures.still_life(900, 600), scene, FRAMES, width=SIZE[0], height=SIZE[1])
    return halved(photo.frame(FRAMES - 20))


def morphed() -> Image:
    """The middle of a camera move between two views of one thing."""
    whole = pictures.still_life(900, 600)
    ends = [np.asarray(cv2.resize(part, SIZE, interpolation=cv2.INTER_AREA), np.uint8) for part in (
        whole[47:553], whole[130:490, 130:770])]  # fmt: skip
    return halved(Morph(ends[0], ends[1], Scene("The camera moves closer", ""), FRAMES).frame(FRAMES // 2))


def passed(words: str) -> Image:
    """The middle of a transition between two things."""
    ends = [np.asarray(cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA), np.uint8) for picture in (
        pictures.still_life(640, 360), pictures.landscape(640, 360))]  # fmt: skip
    return halved(Morph(ends[0], ends[1], Scene(words, "", seed=1), FRAMES).frame(FRAMES // 2 - 6))


def scene(place: str, light: str, *actors: Actor, seed: int = 1, **more: object) -> Scene:
    """A scene in a light, "golden fog"."""
    time, _, weather = light.partition(" ")
    return Scene("", place, time, weather or "clear", actors, seed=seed, snowy=weather == "snow", **more)  # type: ignore[arg-type]


SCENES = {
    "sea, sailboat": scene("sea", "sunset", Actor("sailboat", "sail")),
    "sea, ship in a storm": scene("sea", "dusk storm", Actor("ship", "sail"), seed=2),
    "coast, gull": scene("coast", "morning cloudy", Actor("gull", "fly"), seed=3),
    "lake, woman": scene("lake", "golden", Actor("woman"), seed=2),
    "mountains, hiker in snow": scene("mountains", "day snow", Actor("hiker", "walk"), seed=4),
    "desert, camel": scene("desert", "day wind", Actor("camel", "walk"), seed=5),
    "forest, deer in mist": scene("forest", "dawn fog", Actor("deer", "walk"), seed=6),
    "meadow, horse": scene("meadow", "golden", Actor("horse", "run"), seed=7),
    "city, taxi in rain": scene("city", "night rain", Actor("taxi", "drive"), seed=8),
    "village by moonlight": scene("village", "moonlit cloudy", seed=9),
    "interior, reader": scene("interior", "night", Actor("woman", "read"), seed=10),
    "kitchen, chef": scene("kitchen", "morning", Actor("chef", "cook"), camera=Camera(size="medium"), seed=11),
    "underwater, turtle": scene("underwater", "day", Actor("turtle", "swim"), seed=12),
    "space, astronaut": scene("space", "day", Actor("astronaut", "float"), seed=13),
    "stage, violin": scene("stage", "night", Actor("glyph:violin"), seed=14),
    "studio, rose": scene("studio", "golden", Actor("glyph:rose"), camera=Camera(size="close"), seed=15),
    "street, noir": scene("street", "night rain", Actor("man", "walk"), style="noir", seed=16),
    "garden, watercolour": scene("garden", "morning overcast", Actor("couple", "walk"), style="watercolour", seed=17),
    "ruins, pencil": scene("ruins", "day", Actor("dog", "run"), style="pencil", seed=18),
    "card": Scene("the square root of regret", "studio", "dusk", card="the square root of regret", seed=19),
}
GOLDEN: dict[str, Callable[[], Image]] = {name: partial(staged, shown) for name, shown in SCENES.items()} | {
    "road, upright": partial(staged, scene("road", "sunset", Actor("motorcycle", "drive"), seed=20), TALL),
    "photo, push, rain": partial(photographed, "push", "rain"),
    "morph": morphed,
    "wipe": partial(passed, "wipe"),
}


def path(name: str) -> Path:
    """Where the golden picture of that name lies."""
    return FOLDER / f"{name.replace(', ', '-').replace(' ', '-')}.jpg"
