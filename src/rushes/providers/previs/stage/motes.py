"""Small things in the air: petals, leaves, embers, fireflies, dust, bubbles, confetti. Every frame is made afresh."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Colour, Floats, Image
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.view import Moment


@dataclass(frozen=True, slots=True)
class Kind:
    """How one sort of mote looks and moves; sizes in 720-line pixels, speeds in frame heights a second."""

    colours: tuple[Colour, ...]
    count: int
    size: float
    down: float
    sway: float = 0.02
    #: Shines by itself.
    glows: bool = False
    #: Comes and goes.
    twinkles: bool = False
    #: "leaf" tumbles, "ring" is hollow, "dot".
    shape: str = "dot"


def _inks(words: str) -> tuple[Colour, ...]:
    return tuple(rgb(word) for word in words.split())


KINDS = {
    "petals": Kind(_inks("f7bdd0 f4a6c0 fbdce6"), 70, 5.5, 0.07, 0.05, shape="leaf"),
    "cherry_blossoms": Kind(_inks("f7bdd0 f4a6c0 fbdce6"), 60, 5.0, 0.06, 0.05, shape="leaf"),
    "falling_leaves": Kind(_inks("d9822f c2502a e0a83a a86a2a"), 46, 8.0, 0.09, 0.06, shape="leaf"),
    "autumn_leaves": Kind(_inks("d9822f c2502a e0a83a a86a2a"), 46, 8.0, 0.09, 0.06, shape="leaf"),
    "embers": Kind(_inks("ff7a2a ffae4a ff5a1a"), 70, 2.0, -0.16, 0.03, glows=True, twinkles=True),
    "fireflies": Kind(_inks("e6f27a c8f060"), 46, 2.6, 0.0, 0.05, glows=True, twinkles=True),
    "dust": Kind(_inks("fff0d0 ffe4b8"), 90, 1.3, -0.010, 0.03, glows=True, twinkles=True),
    "bubbles": Kind(_inks("dff4ff c0e6ff"), 34, 7.0, -0.08, 0.03, shape="ring"),
    "confetti": Kind(_inks("e2453f f2c23a 3f8fd9 54b36a c65ad0 f4f0e6"), 110, 5.0, 0.16, 0.04, shape="leaf"),
}


@dataclass(frozen=True, slots=True)
class Motes:
    """Motes of one kind, near and far ones in one layer; `depth` is where it stands among the others."""

    kind: Kind
    #: n × 6: start x, start y (shares of the frame), nearness 0.4…1.6, phase, tempo, colour.
    seeds: Floats
    #: Light that falls on what does not glow, and a pixel of a 720-line frame.
    light: Colour
    unit: float
    depth: float = 1.15

    def opaque_from(self, moment: Moment) -> int:
        """Hides nothing."""
        return moment.view.height

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Draw all motes; those that glow add light."""
        view, t, kind = moment.view, moment.seconds, self.kind
        near, phase, tempo = self.seeds[:, 2], self.seeds[:, 3], self.seeds[:, 4]
        sway = np.sin(t * (0.7 + tempo) + phase) * kind.sway * near
        x = self.seeds[:, 0] + sway - (view.truck * near * 0.8 + view.pan) / view.width
        y = self.seeds[:, 1] + kind.down * t * tempo * near + np.cos(t * 0.8 * tempo + phase) * kind.sway * 0.5
        x, y = np.mod(x, 1.1) - 0.05, np.mod(y, 1.1) - 0.05
        shine = 0.5 + 0.5 * np.sin(t * 2.2 * tempo + phase * 3) if kind.twinkles else np.ones_like(near)
        canvas = np.zeros_like(frame) if kind.glows else frame
        for number in range(len(near)):
            self._mote(canvas, (float(x[number] * view.width), float(y[number] * view.height)), number, t,
                       float(shine[number]))  # fmt: skip
        if kind.glows:
            size = max(3, int(5 * self.unit) | 1)
            cv2.add(frame, cv2.blur(canvas, (size, size)), dst=frame)
            cv2.add(frame, canvas, dst=frame)

    def _mote(self, canvas: Image, at: tuple[float, float], number: int, t: float, shine: float) -> None:
        kind, (near, phase, tempo) = self.kind, (float(value) for value in self.seeds[number, 2:5])
        colour = kind.colours[int(self.seeds[number, 5]) % len(kind.colours)]
        tone = [
            255 * shine * c if kind.glows else min(255.0, 255 * c * lit)
            for c, lit in zip(colour, self.light, strict=True)
        ]
        size = max(0.6, kind.size * self.unit * near)
        centre = (round(at[0] * 16), round(at[1] * 16))
        if kind.shape == "leaf":
            turn, flat = phase + t * (0.8 + tempo), 0.35 + 0.65 * abs(math.sin(t * (1.1 + tempo) + phase))
            cv2.fillPoly(canvas, [_leaf(at, size, turn, flat)], tone, cv2.LINE_AA, 4)
        elif kind.shape == "ring":
            cv2.circle(canvas, centre, round(size * 16), tone, max(1, round(0.8 * self.unit)), cv2.LINE_AA, 4)
            glint = (round((at[0] - size * 0.35) * 16), round((at[1] - size * 0.4) * 16))
            cv2.circle(canvas, glint, max(8, round(size * 3)), (255, 255, 255), -1, cv2.LINE_AA, 4)
        else:
            cv2.circle(canvas, centre, max(8, round(size * 16)), tone, -1, cv2.LINE_AA, 4)


def _leaf(at: tuple[float, float], size: float, turn: float, flat: float) -> NDArray[np.int32]:
    cos, sin = math.cos(turn), math.sin(turn)
    points = []
    for along, across in ((-1.0, 0.0), (-0.3, 0.55), (0.5, 0.45), (1.0, 0.0), (0.5, -0.45), (-0.3, -0.55)):
        px, py = along * size, across * size * flat
        points.append((at[0] + px * cos - py * sin, at[1] + px * sin + py * cos))
    return np.round(np.array(points) * 16).astype(np.int32)


def motes(easel: Easel, name: str) -> Motes:
    """The motes that a prop's name asks for."""
    kind = KINDS[name]
    rng = easel.rng(330 + list(KINDS).index(name))
    seeds = np.stack(
        [
            rng.random(kind.count) * 1.1,
            rng.random(kind.count) * (0.8 if name == "fireflies" else 1.1) + 0.25 * (name == "fireflies"),
            0.4 + 1.2 * rng.random(kind.count) ** 2.2,
            rng.random(kind.count) * 6.28,
            0.6 + 0.8 * rng.random(kind.count),
            rng.integers(0, 60, kind.count),
        ],
        1,
    ).astype(np.float32)
    palette = easel.palette
    light = [0.30 + 0.75 * max(a, s * palette.strength) for a, s in zip(palette.ambient, palette.sun, strict=True)]
    return Motes(kind, seeds, (light[0], light[1], light[2]), easel.unit)
