"""Whip pan: the camera is thrown sideways off the first picture, through a blur, and caught on the last one."""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.morph.pixels import blended, floats
from rushes.providers.previs.morph.timing import Timing, clamped, settled
from rushes.providers.previs.morph.transitions import Pair
from rushes.providers.previs.picture import Image

SECONDS = 0.75
#: Frame widths that fly by between the two pictures.
GAP = 1.6
#: Of a frame's travel, what the open shutter sees.
SHUTTER = 0.85
#: What flies by is smeared by so many frame widths, at once but for a short way in: no twin of a subject is seen.
SMEARED, INTO_SMEAR = 0.5, 0.15
#: How far the catch overshoots, in frame widths, and how long it swings back, as a share of the film's second half.
OVERSHOOT = 0.012


class WhipPan:
    """The passage; see the module."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._time = Timing(pair.frames, SECONDS)
        self._drift = self._time.drift()
        rest = 1 - self._time.passage
        left = pair.first.view(pair.first.pushed(1 + self._drift * rest))
        right = pair.last.view(pair.last.pushed(1 + self._drift * settled(rest)))
        self._strip = strip(left, right) if pair.direction > 0 else strip(right, left)
        self._travel = (1 + GAP) * pair.first.width

    def at(self, index: int) -> Image:
        """The frame `index`."""
        through = self._time.through(index)
        if through <= 0:
            first = self._pair.first
            return first.view(first.pushed(1 + self._drift * self._time.before(index)))
        if through >= 1:
            last = self._pair.last
            return last.view(last.pushed(1 + self._drift * self._time.settling(index)))
        step = 1 / (self._time.passage * max(1, self._time.frames - 1))
        here = flown(through)
        speed = (flown(through + step / 2) - flown(through - step / 2)) * self._travel
        where = here * self._travel
        if self._pair.direction < 0:
            where = self._travel - where
        return self._cut(where, abs(speed) * SHUTTER)

    def _cut(self, where: float, smear: float) -> Image:
        """The strip's frame at `where` pixels, smeared by so many."""
        width, most = self._pair.first.width, self._strip.shape[1]
        pad = int(smear / 2) + 2
        start = int(np.floor(where)) - pad
        columns = np.clip(np.arange(start, start + width + 2 * pad + 1), 0, most - 1)
        if start >= 0 and start + width + 2 * pad + 1 <= most:
            piece = self._strip[:, start : start + width + 2 * pad + 1]
        else:
            piece = self._strip[:, columns]
        kernel = max(1, round(smear))
        if kernel > 1:
            piece = np.asarray(cv2.blur(piece, (kernel, 1)), np.uint8)
        part = where - np.floor(where)
        if kernel < 12 and part > 0:
            return np.asarray(
                cv2.addWeighted(piece[:, pad : pad + width], 1 - part, piece[:, pad + 1 : pad + 1 + width], part, 0),
                np.uint8,
            )
        return np.ascontiguousarray(piece[:, pad : pad + width])


def flown(share: float) -> float:
    """0…1: thrown fast, caught with a spring's small swing past the end."""
    u = clamped(share)
    throw = u**3 / (u**3 + (1 - u) ** 3) if 0 < u < 1 else u
    return throw + OVERSHOOT * float(np.sin(np.pi * clamped((u - 0.6) / 0.4))) ** 2


def strip(left: Image, right: Image) -> Image:
    """Both pictures side by side, and between them their mirrored, smeared selves running into one another."""
    width = left.shape[1]
    between = int(width * GAP)
    columns = np.arange(between)
    fold = 2 * width
    from_left = left[:, np.where((columns + width) % fold < width, columns % width, width - 1 - columns % width)]
    back = between - 1 - columns
    from_right = right[:, np.where((back + width) % fold < width, width - 1 - back % width, back % width)]
    step = np.clip((columns / between - 0.2) / 0.6, 0, 1)
    weight = np.repeat(floats(step * step * (3 - 2 * step))[None, :], left.shape[0], axis=0)
    middle = blended(np.ascontiguousarray(from_left), np.ascontiguousarray(from_right), weight)
    whole = np.hstack([left, middle, right])
    smeared = np.asarray(cv2.blur(whole, (max(1, int(SMEARED * width)), 1)), np.uint8)[:, width : width + between]
    inwards = np.minimum(columns, between - 1 - columns) / (INTO_SMEAR * width)
    ramp = np.repeat(floats(np.clip(inwards, 0, 1))[None, :], left.shape[0], axis=0)
    whole[:, width : width + between] = blended(middle, np.ascontiguousarray(smeared), ramp)
    return whole
