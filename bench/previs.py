"""How fast the renderer is, as a ratio: the wall time of a film over that of encoding a fixed clip of its size.

    python -m bench.previs [--seconds 5] [--only picture] [--size 720p] [--repeat 3]

Both are timed in one run, turn about, and the least of each is taken, so that a busy machine disturbs the ratio
little. The reference clip is 24 frames of a slow move over a still, played to and fro through the same encoder.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
from tests import pictures

from rushes.media.encode import Encoder
from rushes.providers.previs import Brief, ShotBrief, render
from rushes.providers.previs.photo import Photo
from rushes.providers.previs.scene import Camera, Scene

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
#: Name: prompt, whether it has a first and a last frame, and the ratio aimed at on two quiet cores.
ROWS = {
    "picture": ("Slow push in", True, False, 2.7),
    "picture, rain": ("It begins to rain, slow push in", True, False, 4.0),
    "morph": ("The camera moves closer", True, True, 4.2),
    "light scene": ("A sailboat on a calm sea at sunset", False, False, 4.0),
    "heaviest": ("A woman walks through a neon city street at night in the rain", False, False, 7.0),
}


def reference(folder: Path, width: int, height: int, frames: int) -> Callable[[], None]:
    """Encoding of the fixed clip and nothing else."""
    still = Photo(pictures.landscape(), Scene("", "", camera=Camera("push")), 240, width=width, height=height)
    clip = [still.frame(index) for index in range(24)]

    def encode() -> None:
        with Encoder(folder / "reference.mp4", width, height) as encoder:
            for index in range(frames):
                encoder.write(clip[23 - abs(index % 46 - 23)])

    return encode


def film(folder: Path, row: str, width: int, height: int, seconds: float) -> Callable[[], None]:
    """The render of one row's film."""
    prompt, first, last, _ = ROWS[row]
    names = [str(folder / f"{name}.png") for name in ("first", "last")]
    picture = pictures.still_life(1800, 1200)
    cv2.imwrite(names[0], picture)
    cv2.imwrite(names[1], picture[90:1110, 150:1680])
    brief = Brief((ShotBrief(prompt, seconds),), width, height, seed=1)
    brief = replace(brief, first_frame=Path(names[0]) if first else None, last_frame=Path(names[1]) if last else None)

    def make() -> None:
        render(brief, folder / "film.mp4")

    return make


def timed(work: Callable[[], None]) -> float:
    """Wall seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--seconds", type=float, default=5.0)
    options.add_argument("--only", choices=ROWS)
    options.add_argument("--size", choices=SIZES)
    options.add_argument("--repeat", type=int, default=2)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    frames = round(chosen.seconds * 24)
    print(f"{'film':<16}{'size':>7}{'film ms/f':>11}{'encode ms/f':>13}{'fps':>7}{'ratio':>8}{'aim':>6}")
    for size in [chosen.size] if chosen.size else SIZES:
        width, height = SIZES[size]
        for row in [chosen.only] if chosen.only else ROWS:
            with tempfile.TemporaryDirectory() as name:
                encode = reference(Path(name), width, height, frames)
                make = film(Path(name), row, width, height, chosen.seconds)
                turns = [(timed(encode), timed(make)) for _ in range(chosen.repeat)]
            alone, whole = (min(times) for times in zip(*turns, strict=True))
            per = 1000 / frames
            print(
                f"{row:<16}{size:>7}{whole * per:>11.1f}{alone * per:>13.1f}{frames / whole:>7.0f}"
                f"{whole / alone:>8.2f}{ROWS[row][3]:>6.1f}",
                flush=True,
            )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, reference clip included")


if __name__ == "__main__":
    main()
