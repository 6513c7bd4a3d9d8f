"""Test pictures: three photographs that may be shipped, and photo-like ones that are made.

The made ones show a sharp subject with detail before a textured, softer background. They have what matters to a
renderer: an outline with straight and round parts, shading, texture at several scales,
a horizon and a ground, a little noise. The same arguments give the same pixels.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
#: What lies in `photographs/`; its README says whose they are.
PHOTOGRAPHS = ("chelsea", "coffee", "rocket")


def photograph(name: str) -> Image:
    """A real photograph: a cat's face, a cup on a table, a rocket between towers in the evening."""
    picture = cv2.imread(str(Path(__file__).with_name("photographs") / f"{name}.jpg"))
    assert picture is not None, f"there is no photograph '{name}'"
    return np.asarray(picture, np.uint8)


def texture(height: int, width: int, seed: int, octaves: int = 6) -> NDArray[np.float32]:
    """Fractal value noise in about 0…1."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = rng.random((2 + 2**octave * 2, 2 + 2**octave * 3)).astype(np.float32)
        total += cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC) * 0.7**octave
    low, high = float(total.min()), float(total.max())
    return ((total - low) / (high - low)).astype(np.float32)


def landscape(width: int = 960, height: int = 640, seed: int = 1) -> Image:
    """Sky with clouds, two ridges and a meadow; no subject."""
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky = (1 - y) * np.float32([190, 130, 70]) + y * np.float32([215, 215, 225])
    clouds = np.clip((texture(height, width, seed) - 0.45) * 2.2, 0, 1)[..., None] * np.clip(1 - 2 * y, 0, 1)
    picture = sky * (1 - clouds) + 245 * clouds
    rng = np.random.default_rng(seed)
    for base, colour, rough in ((0.48, (130, 105, 80), 0.16), (0.58, (70, 85, 55), 0.09)):
        line = texture(8, width, int(rng.integers(1 << 30)), 7)[4]
        edge = (base + rough * (line - 0.5)) * height
        below = np.clip(np.arange(height, dtype=np.float32)[:, None] - edge[None], 0, 1)[..., None]
        shade = 0.75 + 0.5 * texture(height, width, int(rng.integers(1 << 30)), 7)[..., None]
        picture = picture * (1 - below) + np.float32(colour) * shade * below
    meadow = np.clip((np.arange(height, dtype=np.float32)[:, None, None] - 0.66 * height) / 3, 0, 1)
    grass = 0.6 + 0.8 * texture(height, width, seed + 5, 8)[..., None]
    picture = picture * (1 - meadow) + np.float32([45, 120, 95]) * grass * meadow
    return _grained(picture, seed)


def portrait(width: int = 720, height: int = 960, seed: int = 2, at: float = 0.5) -> Image:
    """A lit figure (head and shoulders) before a soft, dark background with lights; `at` is its place across."""
    glow = texture(height, width, seed, 4)[..., None]
    picture = np.float32([70, 55, 40]) * (0.5 + glow)
    rng = np.random.default_rng(seed)
    for _ in range(14):
        spot = (int(rng.uniform(0, width)), int(rng.uniform(0, 0.7 * height)))
        colour = [float(v) for v in rng.uniform(70, 190, 3)]
        cv2.circle(picture, spot, int(width * rng.uniform(0.015, 0.05)), colour, -1, cv2.LINE_AA)
    picture = cv2.GaussianBlur(picture, (0, 0), width / 90)
    body = np.zeros((height, width), np.uint8)
    x = int(at * width)
    cv2.ellipse(
        body, (x, int(1.02 * height)), (int(0.34 * width), int(0.38 * height)), 0, 180, 360, 255, -1, cv2.LINE_AA
    )
    cloth = 0.6 + 0.7 * texture(height, width, seed + 1, 8)[..., None]
    picture = _laid(picture, np.float32([60, 70, 190]) * cloth, body)
    head = np.zeros((height, width), np.uint8)
    cv2.ellipse(head, (x, int(0.45 * height)), (int(0.15 * width), int(0.17 * height)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    side = np.clip(1.1 - (np.arange(width, dtype=np.float32) - x) / (0.4 * width), 0.4, 1.3)[None, :, None]
    skin = np.float32([150, 180, 225]) * side * (0.92 + 0.16 * texture(height, width, seed + 2, 8)[..., None])
    picture = _laid(picture, skin, head)
    for dx in (-0.055, 0.055):
        cv2.circle(
            picture, (int(x + dx * width), int(0.43 * height)), int(0.014 * width), (30, 25, 20), -1, cv2.LINE_AA
        )
    return _grained(picture, seed)


def still_life(width: int = 900, height: int = 600, seed: int = 3, at: tuple[float, float] = (0.42, 0.55)) -> Image:
    """A glazed ball with a highlight on a wooden table before a tiled wall: lines that would show a bend."""
    picture = np.float32([165, 175, 180]) * (0.85 + 0.3 * texture(height, width, seed, 7)[..., None])
    step = width // 12
    for k in range(1, 13):
        cv2.line(picture, (k * step, 0), (k * step, height), (120, 125, 130), 2, cv2.LINE_AA)
        cv2.line(picture, (0, k * step), (width, k * step), (120, 125, 130), 2, cv2.LINE_AA)
    table = int(0.66 * height)
    grain = cv2.resize(texture(height, 24, seed + 1, 8), (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
    picture[table:] = (np.float32([55, 95, 150]) * (0.6 + 0.8 * grain))[table:]
    radius = int(0.22 * height)
    centre = (int(at[0] * width), int(at[1] * height))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    nx, ny = (x - centre[0]) / radius, (y - centre[1]) / radius
    nz = np.sqrt(np.clip(1 - nx**2 - ny**2, 0, 1))
    light = np.clip(-0.5 * nx - 0.6 * ny + 0.62 * nz, 0.08, 1)[..., None]
    ball = np.float32([40, 60, 205]) * light * (0.85 + 0.3 * texture(height, width, seed + 2, 8)[..., None])
    ball += 210 * np.clip(-0.45 * nx - 0.55 * ny + 0.7 * nz, 0, 1)[..., None] ** 40
    disc = np.clip((1 - np.hypot(nx, ny)) * radius, 0, 1) * 255
    return _grained(_laid(picture, ball, disc.astype(np.uint8)), seed)


def _laid(under: NDArray[np.float32], over: NDArray[np.float32], mask: Image) -> NDArray[np.float32]:
    alpha = mask.astype(np.float32)[..., None] / 255
    return (under * (1 - alpha) + over * alpha).astype(np.float32)


def _grained(picture: NDArray[np.float32], seed: int) -> Image:
    noise = np.random.default_rng(seed + 99).normal(0, 1.5, picture.shape[:2])[..., None]
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def psnr(one: Image, other: Image) -> float:
    """Peak signal-to-noise ratio in dB, 100 where they are equal."""
    error = float(np.mean((one.astype(np.float32) - other.astype(np.float32)) ** 2))
    return 100.0 if error == 0 else 10 * float(np.log10(255**2 / error))
