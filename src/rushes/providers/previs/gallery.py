"""Contact sheets of what the stage can show: every place in times and weathers, every look, as PNG files.

For looking at, and for `make gallery`; no part of a render.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.places import PLACES
from rushes.providers.previs.scene import MOVES, TIMES, WEATHERS, Actor, Camera, Scene
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.styles import LOOKS

FRAMES = 120
#: (time, weather) of a place's sheet.
LIGHTS = (*((time, "clear") for time in TIMES), *(("day", weather) for weather in WEATHERS[1:]), ("night", "rain"))


def still(scene: Scene, width: int, height: int, share: float = 0.5) -> Image:
    """One frame of a scene."""
    stage = Stage(scene, width, height, FRAMES)
    return stage.frame(round(share * (FRAMES - 1)))


def labelled(image: Image, text: str) -> Image:
    """The picture with a small caption."""
    marked = image.copy()
    for colour, thick in (((0, 0, 0), 3), ((255, 255, 255), 1)):
        cv2.putText(marked, text, (6, image.shape[0] - 7), cv2.FONT_HERSHEY_SIMPLEX, 0.38, colour, thick, cv2.LINE_AA)
    return marked


def sheet(pictures: Sequence[Image], columns: int) -> Image:
    """Pictures of one size side by side."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    whole = np.zeros((rows * height, columns * width, 3), np.uint8)
    for number, picture in enumerate(pictures):
        top, left = number // columns * height, number % columns * width
        whole[top : top + height, left : left + width] = picture
    return whole


def place_scenes(place: str) -> Iterable[tuple[str, Scene]]:
    """A place in every light, somebody walking in every other one."""
    for number, (time, weather) in enumerate(LIGHTS):
        actors = (Actor("woman", "walk"),) if number % 2 else ()
        scene = Scene("", place, time, weather, actors, seed=number + 1, snowy=weather == "snow")
        yield f"{time}, {weather}", scene


def look_scenes() -> Iterable[tuple[str, Scene]]:
    """Every look on one landscape and one street."""
    for name in LOOKS:
        yield name, Scene("", "lake", "golden", actors=(Actor("woman"),), style=name, seed=2)
        yield name, Scene("", "street", "night", "rain", actors=(Actor("man", "walk"),), style=name, seed=3)


def move_scenes() -> Iterable[tuple[str, Scene]]:
    """Every camera move."""
    for move in MOVES:
        yield move, Scene("", "forest", "dawn", actors=(Actor("woman"),), camera=Camera(move), seed=4)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sheets to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", nargs="*", default=sorted(PLACES))
    parser.add_argument("--size", type=int, nargs=2, default=(320, 180), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--columns", type=int, default=4)
    chosen = parser.parse_args(arguments)
    width, height = chosen.size
    chosen.folder.mkdir(parents=True, exist_ok=True)

    def write(name: str, scenes: Iterable[tuple[str, Scene]]) -> None:
        pictures = [labelled(still(scene, width, height), text) for text, scene in scenes]
        cv2.imwrite(str(chosen.folder / f"{name}.png"), sheet(pictures, chosen.columns))

    for place in chosen.places:
        write(f"place-{place}", place_scenes(place))
    write("looks", look_scenes())
    moves = [(f"{name} {share:.0%}", scene, share) for name, scene in move_scenes() for share in (0.0, 0.5, 1.0)]
    pictures = [labelled(still(scene, width, height, share), text) for text, scene, share in moves]
    cv2.imwrite(str(chosen.folder / "moves.png"), sheet(pictures, 3))


if __name__ == "__main__":
    main()
