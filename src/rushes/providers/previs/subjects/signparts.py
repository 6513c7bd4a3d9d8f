"""Outlines of the symbol font as coloured parts, so that a person can hold any of them in the hand.

A sign by itself on the stage is `outlines`' matter; here it is cut into polygons once, one high, on (0, 0).
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .glyphs import height_of, signs
from .outlines import _filled, available, ink
from .palette import colours
from .shape import Part, Points, blend, moved, shade

#: Smallest field worth a polygon, as a share of the sign's box.
_SMALL = 0.0015


def held_sign(name: str) -> tuple[tuple[Part, ...], float] | None:
    """The sign's parts, one high, standing on (0, 0), and its metres; None where there is no such sign."""
    if not available() or name not in signs():
        return None
    return _parts(name), height_of(name)


@lru_cache(maxsize=64)
def _parts(name: str) -> tuple[Part, ...]:
    drawn = ink(signs()[name][0])
    height, width = drawn.shape
    solid = _filled(drawn)
    base, accent, below = colours(name, signs()[name][1])
    parts = [Part(_contours(solid > 128, width, height), shade(base, 0.72), 12)]
    fields = ((solid > 128) & (drawn < 128)).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(fields, connectivity=4)
    order = [int(k) for k in np.argsort(-stats[1:, cv2.CC_STAT_AREA]) + 1][:24]
    for rank, k in enumerate(order):
        if k >= count or stats[k, cv2.CC_STAT_AREA] < _SMALL * width * height:
            continue
        low = below > 0 and centres[k, 1] / height > below
        tone = shade(accent if low or rank > 3 else base, (1.0, 1.12, 0.88, 1.05)[rank % 4])
        parts.append(Part(_contours(labels == k, width, height), tone))
    heavy = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, np.ones((20, 20), np.uint8)) > 128
    if heavy.any():
        parts.append(Part(_contours(heavy, width, height), blend(accent, (0.12, 0.11, 0.11), 0.4)))
    return tuple(moved(parts, scale=1.0))


def _contours(mask: object, width: int, height: int) -> tuple[Points, ...]:
    found, _ = cv2.findContours(np.asarray(mask).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_KCOS)
    flat = [points[:, 0].astype(np.float64) for points in found if len(points) > 2]
    return tuple((points * (1, -1) + (-width / 2, height)) / height for points in flat) or (np.zeros((3, 2)),)
