"""A painted world seen by a moving camera, so that the true frame between two frames is known.

Layers of noise, walls and a subject at their depths; nothing here is downloaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]


def psnr(a: Image, b: Image) -> float:
    """Peak signal-to-noise ratio in dB of two pictures."""
    error = float(np.mean((a.astype(np.float32) - b.astype(np.float32)) ** 2))
    return 99.0 if error == 0 else 10 * float(np.log10(255**2 / error))


def clouds(rng: np.random.Generator, height: int, width: int, cell: float, octaves: int = 5) -> Floats:
    """Fractal noise 0…1 whose largest lumps are `cell` pixels wide."""
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        size = max(2.0, cell / 2**octave)
        small = rng.random((int(height / size) + 3, int(width / size) + 3)).astype(np.float32)
        total += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) / 2**octave
    return (total - total.min()) / float(np.ptp(total))


def tinted(values: Floats, dark: tuple[float, float, float], light: tuple[float, float, float]) -> Floats:
    """A BGR picture (0…255) running from `dark` to `light` with `values`."""
    low, high = np.float32(dark), np.float32(light)
    return low + values[..., None] * (high - low)


@dataclass
class Layer:
    """A painted plane: colours, how much of it there is, and its distance."""

    colour: Floats
    alpha: Floats
    depth: float


def _ridge(rng: np.random.Generator, width: int, base: float, reach: float) -> Floats:
    line = clouds(rng, 8, width, width / 4, 6)[3]
    return (base - reach * line).astype(np.float32)


def _below(line: Floats, height: int) -> Floats:
    rows = np.arange(height, dtype=np.float32)[:, None]
    return np.clip(rows - line[None] + 0.5, 0, 1)


def _houses(rng: np.random.Generator, colour: Floats, alpha: Floats, ground: int, unit: float) -> None:
    x = 0.0
    width = colour.shape[1]
    while x < width:
        wide, tall = unit * rng.uniform(0.8, 1.6), unit * rng.uniform(0.8, 2.4)
        left, right, top = int(x), int(min(width, x + wide)), int(ground - tall)
        wall = np.float32(rng.uniform((70, 80, 100), (150, 170, 210)))
        colour[top:ground, left:right] = wall * (0.8 + 0.4 * rng.random((ground - top, right - left, 1)))
        alpha[top:ground, left:right] = 1
        step = max(6, int(unit / 6))
        for row in range(top + step // 2, ground - step, step):
            for column in range(left + step // 2, right - step, step):
                lit = rng.random() < 0.4
                pane = (120, 200, 240) if lit else (50, 40, 35)
                colour[row : row + step // 2, column : column + step // 2] = pane
        x += wide * rng.uniform(1.05, 1.8)


def _statue(rng: np.random.Generator, height: int, width: int, tall: float, at: tuple[float, float]) -> Layer:
    alpha = np.zeros((height, width), np.float32)
    x, y = at
    cv2.ellipse(alpha, (int(x), int(y - tall * 0.86)), (int(tall * 0.1), int(tall * 0.13)), 0, 0, 360, 1, -1)
    body = np.array([(-0.18, -0.7), (0.18, -0.7), (0.24, -0.3), (0.14, 0.0), (-0.14, 0.0), (-0.24, -0.3)])
    cv2.fillPoly(alpha, [(body * tall + (x, y)).astype(np.int32)], 1)
    alpha = cv2.GaussianBlur(alpha, (0, 0), max(0.6, tall / 300))
    shade = clouds(rng, height, width, tall / 6, 5)
    columns = np.arange(width, dtype=np.float32)[None]
    light = np.clip(0.5 + (columns - x) / (tall * 0.4), 0.1, 1)
    return Layer(tinted(shade * 0.6 + light * 0.4, (30, 25, 60), (110, 150, 250)), alpha, 1.0)


@dataclass
class World:
    """Sky, mountains, houses, meadow and a statue; `view` is what a camera at (x, z) sees."""

    width: int
    height: int
    seed: int = 1
    #: Where the statue stands, as shares of the width and of the height.
    subject: tuple[float, float, float] = (0.5, 0.93, 0.62)
    layers: list[Layer] = field(default_factory=list)
    margin: float = 0.35

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        w, h = int(self.width * (1 + 2 * self.margin)), int(self.height * (1 + 2 * self.margin))
        left, top = (w - self.width) / 2, (h - self.height) / 2
        horizon = top + self.height * 0.58
        sky = tinted(clouds(rng, h, w, self.height / 2, 6), (200, 120, 60), (235, 225, 215))
        self.layers.append(Layer(sky, np.ones((h, w), np.float32), 60.0))
        rock = tinted(clouds(rng, h, w, self.height / 6, 7), (90, 70, 50), (190, 170, 160))
        self.layers.append(Layer(rock, _below(_ridge(rng, w, horizon, self.height * 0.35), h), 12.0))
        colour, alpha = tinted(clouds(rng, h, w, self.height / 9, 6), (30, 70, 50), (70, 150, 120)), None
        alpha = _below(np.full(w, horizon, np.float32), h)
        _houses(rng, colour, alpha, int(horizon + self.height * 0.05), self.height / 9)
        self.layers.append(Layer(colour, alpha, 5.0))
        meadow = tinted(clouds(rng, h, w, self.height / 14, 6), (20, 60, 40), (90, 190, 150))
        self.layers.append(Layer(meadow, _below(_ridge(rng, w, top + self.height * 0.84, self.height * 0.05), h), 2.2))
        x, y, tall = self.subject
        at = (left + x * self.width, top + y * self.height)
        self.layers.append(_statue(rng, h, w, tall * self.height, at))

    def view(self, x: float = 0.0, z: float = 0.0, turn: float = 0.0, gain: float = 1.0) -> Image:
        """The world from `x` widths to the right and `z` units nearer, the camera turned by `turn` widths."""
        out = np.zeros((self.height, self.width, 3), np.float32)
        h, w = self.layers[0].alpha.shape
        for layer in self.layers:
            scale = (layer.depth + 1.0) / (layer.depth + 1.0 - z)
            shift = -(x / layer.depth) * self.width - turn * self.width
            m = np.float32(
                [[scale, 0, self.width / 2 - scale * w / 2 + shift], [0, scale, self.height / 2 - scale * h / 2]]
            )
            size = (self.width, self.height)
            alpha = cv2.warpAffine(layer.alpha, m, size, flags=cv2.INTER_LINEAR)[..., None]
            colour = cv2.warpAffine(layer.colour, m, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            out = out * (1 - alpha) + colour * alpha
        return np.clip(out * gain, 0, 255).astype(np.uint8)


@lru_cache(maxsize=8)
def world(width: int = 640, height: int = 360, seed: int = 1) -> World:
    """A cached world; its layers are never written to."""
    return World(width, height, seed)


def relit(image: Image) -> Image:
    """The same picture at dusk: darker, bluer, flatter."""
    light = (image.astype(np.float32) / 255) ** 1.25 * np.float32((1.0, 0.72, 0.6)) * 0.8 + 0.03
    return (np.clip(light, 0, 1) * 255).astype(np.uint8)


def shapes(width: int = 640, height: int = 360, seed: int = 5) -> Image:
    """Another picture altogether: a bright round subject over dark, wavy cloth."""
    rng = np.random.default_rng(seed)
    cloth = clouds(rng, height, width, height / 3, 6)
    waves = 0.5 + 0.5 * np.sin(np.arange(width, dtype=np.float32)[None] / width * 60 + cloth * 9)
    out = tinted(0.6 * cloth + 0.4 * waves, (40, 20, 30), (150, 60, 90))
    ball = np.zeros((height, width), np.float32)
    at = (int(width * 0.68), int(height * 0.44))
    cv2.circle(ball, at, int(min(height, width) * 0.23), 1, -1)
    ball = cv2.GaussianBlur(ball, (0, 0), 1)[..., None]
    skin = tinted(clouds(rng, height, width, height / 10, 5), (30, 130, 220), (170, 235, 255))
    return np.clip(out * (1 - ball) + skin * ball, 0, 255).astype(np.uint8)
