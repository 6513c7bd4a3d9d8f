"""Rack focus over a photograph: the lens holds the subject, then the background, from blurs made once per shot.

A blur is a disc in linear light, so that highlights open into bokeh; neither side's colours bleed into the other.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.camera import smooth
from rushes.providers.previs.picture import Floats, Image

#: The disc's radius, a share of the plate's longer side, and what the blur is worked at, a share of the plate's size.
RADIUS, WORK = 0.012, 0.5
GAMMA = 2.2

Reals = NDArray[np.floating]


class Rack:
    """A plate in its three states: all as photographed, background blurred, subject blurred."""

    def __init__(self, plate: Image, mask: Floats) -> None:
        """`mask` is the subject's at any size; all zeros blurs the whole plate as background."""
        height, width = plate.shape[:2]
        size = (max(2, round(width * WORK)), max(2, round(height * WORK)))
        small = np.asarray(cv2.resize(plate, size, interpolation=cv2.INTER_AREA), np.float32) / 255
        light = np.asarray(small**GAMMA, np.float32)
        alpha = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.float32)[..., None]
        disc = _disc(max(2, round(RADIUS * max(size))))
        spread = _blurred(alpha, disc)
        # A little wider than the subject: its edge pixels hold its colour, which must not glow around it.
        clear = 1 - np.asarray(cv2.dilate(alpha, np.ones((5, 5), np.uint8)), np.float32)[..., None]
        around = _blurred(light * clear, disc) / np.maximum(_blurred(clear, disc), 0.02)
        full = np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)[..., None]
        behind = _shown(around, width, height)
        self._sharp = plate
        self._background_soft = _mixed(plate, behind, full)
        # The soft subject's rim shows what is behind it: the sharp background, and its surroundings where it hid it.
        through = _mixed(behind, plate, full)
        near = _shown(_blurred(light * alpha, disc) / np.maximum(spread, 0.02), width, height)
        rim = np.asarray(cv2.resize(spread, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)[..., None]
        self._subject_soft = _mixed(near, through, rim)

    def at(self, focus: float) -> Image:
        """The plate at a focus of 0 (as photographed) … 0.5 (held on the subject) … 1 (on the background)."""
        if focus <= 0.0:
            return self._sharp
        if focus <= 0.5:
            share = smooth(focus * 2)
            return np.asarray(cv2.addWeighted(self._background_soft, share, self._sharp, 1 - share, 0), np.uint8)
        share = smooth(focus * 2 - 1)
        return np.asarray(cv2.addWeighted(self._subject_soft, share, self._background_soft, 1 - share, 0), np.uint8)


def _disc(radius: int) -> Floats:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0.0, 1.0).astype(np.float32)
    return np.asarray(disc / disc.sum(), np.float32)


def _blurred(values: Reals, disc: Floats) -> Floats:
    out = np.asarray(cv2.filter2D(values, -1, disc, borderType=cv2.BORDER_REFLECT_101), np.float32)
    return out if out.ndim == 3 else out[..., None]


def _shown(light: Reals, width: int, height: int) -> Image:
    shown = np.clip(light, 0, 1) ** (1 / GAMMA) * 255
    return np.asarray(cv2.resize(shown.astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _mixed(over: Image, under: Image, alpha: Reals) -> Image:
    return (over * alpha + under * (1 - alpha) + 0.5).astype(np.uint8)
