"""Pairs of pictures and what the package makes of them, built once for all the tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from tests.unit.providers.previs.morph.world import Image, relit, shapes, world

from rushes.providers.previs.morph.living import Living
from rushes.providers.previs.morph.related import Related
from rushes.providers.previs.morph.transitions import Pair

WIDTH, HEIGHT = 400, 224

#: Camera moves as functions of their share, 0…1.
MOVES: dict[str, Callable[[float], Image]] = {
    "pan": lambda share: world(WIDTH, HEIGHT).view(turn=0.2 * share),
    "push": lambda share: world(WIDTH, HEIGHT).view(z=0.45 * share),
    "truck": lambda share: world(WIDTH, HEIGHT).view(x=-0.04 + 0.08 * share),
}


@lru_cache(maxsize=16)
def ends(name: str) -> tuple[Image, Image]:
    """The first and the last picture of a pair."""
    if name in MOVES:
        return MOVES[name](0.0), MOVES[name](1.0)
    first = world(WIDTH, HEIGHT).view()
    last = {"relit": lambda: relit(first), "other": lambda: shapes(WIDTH, HEIGHT), "same": first.copy}[name]()
    return first, last


@lru_cache(maxsize=16)
def related(name: str) -> Related:
    """What is known of a pair."""
    return Related(*ends(name))


@lru_cache(maxsize=1)
def unlike(frames: int = 48) -> Pair:
    """Two pictures that have nothing in common, ready for a transition."""
    first, last = ends("other")
    return Pair(Living(first), Living(last), frames, 3)


@lru_cache(maxsize=1)
def flat(frames: int = 48) -> Pair:
    """Black and white: what is neither is a mixture."""
    black, white = np.zeros((90, 160, 3), np.uint8), np.full((90, 160, 3), 255, np.uint8)
    return Pair(Living(black), Living(white), frames, 3)


def difference(a: Image, b: Image) -> float:
    """Mean absolute difference in grey levels."""
    return float(cv2.absdiff(a, b).mean())


def subject_at(image: Image, colour: tuple[int, int, int], within: int = 40) -> tuple[float, float]:
    """The centre of what has about a colour, in pixels."""
    near: NDArray[np.bool_] = np.abs(image.astype(np.int32) - np.array(colour)).max(axis=2) < within
    rows, columns = np.nonzero(near)
    return float(columns.mean()), float(rows.mean())
