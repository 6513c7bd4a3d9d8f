"""What grows: firs, broad trees, palms and grass as lit sprites, planted in rows that repeat sideways.

A sprite is coverage and light; the place gives it colour and air.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import Rng, blur, curve

#: Height of a tree sprite in pixels.
TALL = 560


@dataclass(frozen=True, slots=True)
class Sprig:
    """Coverage and light (0 shadow … 1 sun), both h × w; the foot is at the middle of the bottom."""

    cover: Floats
    light: Floats


def _points(points: Sequence[tuple[float, float]]) -> list[np.ndarray[tuple[int, ...], np.dtype[np.int32]]]:
    # A place has ten thousand of these, of a few points each: numpy's own rounding takes several times as long.
    return [np.array([(round(x * 16), round(y * 16)) for x, y in points], np.int32)]


class _Paper:
    """Two canvases that are always drawn on together."""

    def __init__(self, width: int, height: int) -> None:
        self.cover = np.zeros((height, width), np.uint8)
        self.light = np.zeros((height, width), np.uint8)

    def fill(self, points: Sequence[tuple[float, float]], tone: float) -> None:
        shape = _points(points)
        cv2.fillPoly(self.cover, shape, 255, cv2.LINE_AA, 4)
        cv2.fillPoly(self.light, shape, min(max(float(tone), 0.0), 1.0) * 255, cv2.LINE_AA, 4)

    def kept(self) -> None:
        """Wipe out what hangs on nothing: a leaf beside its tree is taken for a thing in the air."""
        _, parts, sizes, _ = cv2.connectedComponentsWithStats((self.cover > 0).astype(np.uint8))
        loose = (parts > 0) & (parts != 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA])))
        self.cover[loose] = self.light[loose] = 0

    def sprig(self) -> Sprig:
        return Sprig(np.asarray(self.cover / 255, np.float32), blur(self.light / 255, 0.8))


def fir(rng: Rng, side: int, *, slim: float = 1.0, bare: float = 0.06) -> Sprig:
    """A fir: tiers of drooping boughs with ragged hems, lighter towards the sun."""
    paper = _Paper(int(TALL * 0.62), TALL)
    middle, foot = paper.cover.shape[1] / 2, TALL - 2.0
    trunk = 0.012 * TALL
    paper.fill(
        [(middle - trunk, foot), (middle - 1, TALL * 0.05), (middle + 1, TALL * 0.05), (middle + trunk, foot)], 0.18
    )
    tiers = int(19 + rng.integers(0, 7))
    lean = rng.normal(0, 0.01)
    for tier in range(tiers):
        t = 1 - tier / tiers
        y = TALL * (0.035 + (0.95 - bare) * t**0.94)
        reach = TALL * 0.205 * slim * (t**0.86) * (0.80 + 0.34 * rng.random()) + 3
        x = middle + lean * TALL * (1 - t)
        for way in (-1, 1):
            for depth in range(2):
                length = reach * (0.72 + 0.36 * rng.random()) * (1 - 0.25 * depth)
                _bough(paper, rng, x, y + depth * TALL * 0.012, way, length, 0.30 + 0.36 * (way == side) + 0.16 * depth)
        _bough(paper, rng, x, y + TALL * 0.010, side, reach * 0.45, 0.42)
        _bough(paper, rng, x, y + TALL * 0.014, -side, reach * 0.40, 0.30)
    paper.fill([(middle - 2.2, TALL * 0.07), (middle, 1.0), (middle + 2.2, TALL * 0.07)], 0.5)
    return paper.sprig()


def _bough(paper: _Paper, rng: Rng, x: float, y: float, way: int, length: float, tone: float) -> None:
    droop = 0.30 + 0.22 * rng.random()
    top: list[tuple[float, float]] = []
    hem: list[tuple[float, float]] = []
    steps = max(3, int(length / 9))
    for step in range(steps + 1):
        s = step / steps
        px, py = x + way * length * s, y + length * droop * (s**1.25) - length * 0.05 * math.sin(s * math.pi)
        thick = (0.17 + 0.16 * rng.random()) * length * (1 - s) ** 0.65 + 1.2
        top.append((px, py))
        hem.append((px - way * 1.5, py + thick * (1.0 if step % 2 else 0.52)))
    tone += rng.normal(0, 0.06)
    paper.fill(top + hem[::-1], tone * 0.78)
    crest = [(px, py + 0.28 * (hy - py)) for (px, py), (_, hy) in zip(top, hem, strict=True)]
    paper.fill(top + crest[::-1], tone + 0.16)


def broad(rng: Rng, side: int, *, spread: float = 1.0, trunk: float = 0.36) -> Sprig:
    """A broad-leaved tree: a forked trunk under clumps of leaves lit from the sun's side."""
    paper = _Paper(int(TALL * 1.15 * max(spread, 0.8)), TALL)
    middle, foot = paper.cover.shape[1] / 2, TALL - 2.0
    fork = foot - TALL * trunk
    w = TALL * 0.030
    paper.fill(
        [
            (middle - w * 1.7, foot),
            (middle - w * 0.8, foot - TALL * 0.06),
            (middle - w * 0.6, fork),
            (middle + w * 0.6, fork),
            (middle + w * 0.8, foot - TALL * 0.06),
            (middle + w * 1.7, foot),
        ],
        0.22,
    )
    clumps: list[tuple[float, float, float]] = []
    for branch in range(9):
        angle = math.pi * (0.06 + 0.88 * (branch + 0.5) / 9) + rng.normal(0, 0.08)
        length = TALL * (0.30 + 0.12 * rng.random()) * (1 - 0.25 * abs(math.cos(angle)) * (1 - spread * 0.5))
        tip = (middle + math.cos(angle) * length * spread, fork - math.sin(angle) * length * 0.92 - TALL * 0.02)
        paper.fill([(middle - w * 0.5, fork + 4), tip, (middle + w * 0.5, fork + 4)], 0.24)
        clumps.append((*tip, TALL * (0.095 + 0.05 * rng.random())))
        clumps.append(((tip[0] + middle) / 2 + rng.normal(0, 12), (tip[1] + fork) / 2 - TALL * 0.05, TALL * 0.10))
    centre_y = fork - TALL * 0.24
    for layer in range(3):
        for cx, cy, radius in clumps:
            _leaves(paper, rng, (cx, cy), radius * (1 - 0.16 * layer), side, layer, (middle, centre_y))
    paper.kept()
    return paper.sprig()


def _leaves(
    paper: _Paper, rng: Rng, at: tuple[float, float], radius: float, side: int, layer: int, centre: tuple[float, float]
) -> None:
    for _ in range(int(26 - 4 * layer)):
        angle, away = rng.random() * 2 * math.pi, math.sqrt(rng.random()) * radius
        x = at[0] + math.cos(angle) * away + side * layer * radius * 0.20
        y = at[1] + math.sin(angle) * away * 0.82 - layer * radius * 0.26
        sunny = 0.40 + 0.30 * side * (x - at[0]) / radius - 0.34 * (y - at[1]) / radius
        whole = 0.20 * side * (x - centre[0]) / (TALL * 0.4) - 0.28 * (y - centre[1]) / (TALL * 0.4)
        tone = 0.14 + 0.42 * sunny + whole * 0.9 + 0.10 * layer + rng.normal(0, 0.05)
        size = radius * (0.13 + 0.13 * rng.random())
        turn, corners = rng.random() * 6.28, 7
        paper.fill(
            [
                (x + math.cos(turn + k * 6.283 / corners) * size * (0.6 + 0.7 * rng.random()),
                 y + math.sin(turn + k * 6.283 / corners) * size * (0.5 + 0.6 * rng.random()))
                for k in range(corners)
            ],
            tone,
        )  # fmt: skip


def trunk(rng: Rng, width: float = 0.05) -> Sprig:
    """A bare bole that leaves the frame at the top, a few dead twigs on it."""
    paper = _Paper(int(TALL * 0.5), TALL)
    middle, foot, w = paper.cover.shape[1] / 2, TALL - 1.0, TALL * width
    left = [
        (middle - w * (0.5 + 0.9 * math.exp(-(foot - y) / (TALL * 0.05))) + rng.normal(0, w * 0.03), y)
        for y in np.linspace(foot, 0, 22)
    ]
    right = [
        (middle + w * (0.5 + 0.9 * math.exp(-(foot - y) / (TALL * 0.05))) + rng.normal(0, w * 0.03), y)
        for y in np.linspace(0, foot, 22)
    ]
    paper.fill(left + right, 0.30)
    for _ in range(7):
        y, way = TALL * (0.04 + 0.5 * rng.random()), 1 if rng.random() < 0.5 else -1
        length = TALL * (0.05 + 0.10 * rng.random())
        paper.fill(
            [(middle, y - 3), (middle + way * length, y + length * (0.5 * rng.random() - 0.1)), (middle, y + 3)], 0.25
        )
    sprig = paper.sprig()
    x = np.arange(sprig.cover.shape[1], dtype=np.float32)[None]
    return Sprig(sprig.cover, np.asarray(sprig.light + 0.0 * x, np.float32))


def bamboo(rng: Rng, side: int) -> Sprig:
    """A culm of bamboo with knots and a plume of narrow leaves."""
    paper = _Paper(int(TALL * 0.42), TALL)
    middle, foot, w = paper.cover.shape[1] / 2, TALL - 1.0, TALL * 0.011
    lean = rng.normal(0, 0.05) * TALL
    joints = 13
    for joint in range(joints):
        low, high = joint / joints, (joint + 0.97) / joints
        x0, x1 = middle + lean * low * low, middle + lean * high * high
        y0, y1 = foot - TALL * 0.97 * low, foot - TALL * 0.97 * high
        thin = w * (1 - 0.5 * low)
        for strip in range(3):
            a, b = -1 + 2 * strip / 3, -1 + 2 * (strip + 1) / 3
            tone = 0.45 + 0.28 * side * (strip - 1)
            paper.fill([(x0 + a * thin, y0), (x1 + a * thin, y1), (x1 + b * thin, y1), (x0 + b * thin, y0)], tone)
        if low < 0.42:
            continue
        for _ in range(7):
            way, length = (1 if rng.random() < 0.5 else -1), TALL * (0.05 + 0.07 * rng.random())
            tip = (x1 + way * length, y1 + length * (0.1 + 0.8 * rng.random()))
            knee = (x1 + way * length * 0.45, y1 - length * 0.05)
            paper.fill([(x1, y1), (knee[0], knee[1] - 3), tip, (knee[0], knee[1] + 3)], 0.35 + 0.5 * rng.random())
    return paper.sprig()


def birch(rng: Rng, side: int) -> Sprig:
    """A slim pale stem with dark marks and sprays of small leaves; the stem is the lightest part."""
    paper = _Paper(int(TALL * 0.60), TALL)
    middle, foot, w = paper.cover.shape[1] / 2, TALL - 1.0, TALL * 0.013
    lean = rng.normal(0, 0.03) * TALL

    def at(t: float) -> float:
        return middle + lean * t * t

    for _ in range(150):
        t = 0.36 + 0.62 * rng.random()
        reach = TALL * 0.20 * (1.15 - t) * rng.normal()
        x, y = at(t) + reach, foot - TALL * 0.95 * t + abs(reach) * 0.35
        size = TALL * (0.012 + 0.018 * rng.random())
        tone = 0.30 + 0.22 * rng.random() + 0.12 * (reach * side > 0)
        for _ in range(3):
            px, py = x + rng.normal(0, size), y + rng.normal(0, size)
            paper.fill(
                [(px - size * 0.5, py), (px, py - size * 0.5), (px + size * 0.5, py), (px, py + size * 0.7)], tone
            )
    for strip in range(3):
        a, b = -1 + 2 * strip / 3, -1 + 2 * (strip + 1) / 3
        edge = [(at(t) + a * w * (1.2 - t), foot - TALL * 0.95 * t) for t in np.linspace(0, 1, 12)]
        back = [(at(t) + b * w * (1.2 - t), foot - TALL * 0.95 * t) for t in np.linspace(1, 0, 12)]
        paper.fill([*edge, *back], 0.86 + 0.12 * side * (strip - 1))
    for _ in range(22):
        t = 0.9 * rng.random()
        x, y = at(t) + w * (rng.random() - 0.5), foot - TALL * 0.95 * t
        paper.fill([(x - w * 0.6, y), (x + w * 0.5, y - 1.5), (x + w * 0.5, y + 1.5)], 0.12)
    return paper.sprig()


def plant(
    cover: Floats,
    light: Floats,
    sprig: Sprig,
    x: float,
    foot: float,
    height: float,
    *,
    flip: bool = False,
    tone: float = 1.0,
) -> None:
    """Draw a sprig `height` pixels tall with its foot at (x, foot) over the canvases; it wraps around sideways."""
    scale = height / sprig.cover.shape[0]
    wide, high = max(2, round(sprig.cover.shape[1] * scale)), max(2, round(height))
    alpha = cv2.resize(sprig.cover, (wide, high), interpolation=cv2.INTER_AREA)
    bright = cv2.resize(sprig.light, (wide, high), interpolation=cv2.INTER_AREA) * tone
    if flip:
        alpha, bright = alpha[:, ::-1], bright[:, ::-1]
    top = round(foot) - high
    first, last = max(0, top), min(cover.shape[0], round(foot))
    if last <= first:
        return
    columns = np.arange(round(x - wide / 2), round(x - wide / 2) + wide) % cover.shape[1]
    if wide > cover.shape[1]:
        return
    part = slice(first - top, last - top)
    old = light[first:last][:, columns]
    light[first:last, columns] = old + (bright[part] - old) * alpha[part]
    seen = cover[first:last][:, columns]
    cover[first:last, columns] = seen + alpha[part] * (1 - seen)


def grass(
    easel: Easel, rng: Rng, base: Floats, height: float, *, density: float = 1.0, flowers: float = 0.0
) -> tuple[Floats, Floats, Floats]:
    """A band of blades growing from the row curve `base`: coverage, light, and where flowers are (0 none … 1)."""
    fine = 2 if easel.unit < 1.2 else 1
    paper = _Paper(easel.set_width * fine, easel.set_height * fine)
    bloom = np.zeros_like(paper.cover)
    count = int(easel.set_width / easel.unit * 2.2 * density)
    tufts = curve(easel.set_width, 70 * easel.unit, 4, rng, gain=0.6)
    for number, x in enumerate((rng.random(count) * easel.set_width).tolist()):
        depth = number / count
        tuft = float(tufts[int(x) % tufts.size])
        tall = height * (0.22 + 1.25 * max(0.0, tuft - 0.25)) * (0.35 + 0.85 * rng.random() ** 1.3)
        foot = float(base[int(x) % base.size]) + height * (0.30 * depth + 0.12)
        bend = tall * (0.10 + 0.42 * rng.random()) * (1 if rng.random() < 0.62 else -1)
        half = max(0.5, tall * 0.020) * (0.7 + 0.8 * rng.random())
        tip, knee = (x + bend, foot - tall), (x + bend * 0.30, foot - tall * 0.6)
        shape = [
            (x - half, foot + 3),
            (knee[0] - half * 0.8, knee[1]),
            tip,
            (knee[0] + half * 0.8, knee[1]),
            (x + half, foot + 3),
        ]
        paper.fill([(px * fine, py * fine) for px, py in shape], 0.15 + 0.55 * rng.random() * (1 - 0.5 * depth))
        if rng.random() < flowers:
            size = max(1.0, height * 0.035 * (0.6 + rng.random()))
            centre = (int(tip[0] * fine * 16), int(tip[1] * fine * 16))
            cv2.circle(bloom, centre, int(size * 16 * fine), 255, -1, cv2.LINE_AA, 4)
            cv2.circle(paper.cover, centre, int(size * 16 * fine), 255, -1, cv2.LINE_AA, 4)
    size_set = (easel.set_width, easel.set_height)
    cover, light, petals = (
        cv2.resize(part, size_set, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        for part in (paper.cover, paper.light, bloom)
    )
    rows = np.arange(easel.set_height, dtype=np.float32)[:, None]
    ground = np.clip((rows - base[None] - 0.10 * height) / (0.10 * height) + 0.5, 0, 1)
    return np.maximum(cover, ground), np.asarray(light, np.float32), np.asarray(petals, np.float32)
