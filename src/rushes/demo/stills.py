"""The pictures that stand in for the published requests' example URLs: frames that the renderer's stage paints."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rushes.providers.previs.picture import Image

WIDTH, HEIGHT, FRAMES = 1536, 864, 120
SEED = 11


def stills() -> dict[str, str]:
    """`data:` URIs by the file name that a published request's URL ends with."""
    from rushes.providers.previs.scene import Actor, Camera, Scene
    from rushes.providers.previs.stage import Stage

    camera = Camera(move="push", size="medium")
    sailing = Scene("", "sea", "sunset", actors=(Actor("sailboat", "sail"),), camera=camera, seed=SEED)
    walking = Scene("", "mountains", "golden", actors=(Actor("man", "stand"),), camera=camera, seed=SEED)
    meadow = Scene("", "lake", "dawn", actors=(Actor("deer", "stand"),), camera=camera, seed=SEED)
    coast = Stage(sailing, WIDTH, HEIGHT, FRAMES)
    return {
        "first-frame.png": _data_uri(coast.frame(0)),
        "last-frame.png": _data_uri(coast.frame(FRAMES - 1)),
        "start-frame.png": _data_uri(Stage(walking, WIDTH, HEIGHT, FRAMES).frame(0)),
        "source-image.png": _data_uri(Stage(meadow, WIDTH, HEIGHT, FRAMES).frame(0)),
    }


def _data_uri(image: Image) -> str:
    import cv2

    _, png = cv2.imencode(".png", image)
    return "data:image/png;base64," + base64.b64encode(png.tobytes()).decode("ascii")
