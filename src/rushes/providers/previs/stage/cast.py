"""The actors on a set: which figure, how large, where, how they cross the frame; and a layer that draws each.

The figures themselves are `subjects`' matter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.picture import Cue, Figure, Image, Light
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.plate import over
from rushes.providers.previs.stage.view import Moment, Operator

#: A person's height for each framing, as a multiple of the wide one.
SIZES = {"extreme_wide": 0.52, "wide": 1.0, "medium": 1.55, "close": 2.75, "extreme_close": 4.4}
PERSON = 1.75
#: Walking a little away from the camera: what is left of the way sideways.
ASLANT = 0.78
#: Actors of one kind drawn at most.
CROWD = 14
#: What is wider than this for its height and goes over ground rolls.
WHEELS = 2.4


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's figure before it has a place."""

    actor: Actor
    figure: Figure
    number: int


@dataclass(frozen=True, slots=True)
class Role:
    """A figure with its place: set pixels at the start, its height there and its way."""

    figure: Figure
    x: float
    y: float
    pixels: float
    depth: float
    #: Set pixels a second.
    pace: float
    #: The figure's seconds for one of the film's.
    tempo: float
    start: float
    light: Light
    lane: str
    mirrored: float = 0.0
    shadow: float = 0.5
    bob: float = 0.0
    #: Has feet that must not slide.
    walks: bool = False

    def opaque_from(self, moment: Moment) -> int:
        """A figure hides no rows."""
        return moment.view.height

    def at(self, seconds: float) -> tuple[float, float]:
        """Where it is on the set."""
        wave = math.sin(seconds * 1.1 + self.start * 3) * self.bob * self.pixels
        return self.x + self.pace * seconds, self.y + wave

    def draw(self, frame: Image, moment: Moment, bottom: int) -> None:
        """Shadow or reflection, then the figure, at sub-pixel place and size."""
        x, y = self.at(moment.seconds)
        place_x, place_y, scale = moment.view.place(x, y, self.depth)
        drawn = max(8, math.ceil(self.pixels * 1.25))
        sprite = self.figure.paint(self.start + moment.seconds * self.tempo, drawn, self.light)
        ratio = self.pixels * scale / drawn
        if self.lane == "ground" and self.shadow > 0.02:
            self._cast(frame, sprite.bgra, sprite.anchor, (place_x, place_y), ratio)
        if self.mirrored > 0.02:
            self._reflect(frame, sprite.bgra, sprite.anchor, (place_x, place_y), ratio, moment.seconds)
        _lay(
            frame,
            sprite.bgra,
            np.array([[ratio, 0, place_x - ratio * sprite.anchor[0]], [0, ratio, place_y - ratio * sprite.anchor[1]]]),
        )

    def _cast(
        self, frame: Image, bgra: NDArray[np.uint8], anchor: tuple[float, float], at: tuple[float, float], ratio: float
    ) -> None:
        """A soft pool under the feet and a long shadow away from the sun."""
        height = bgra.shape[0] * ratio
        pool = (max(2, int(height * 0.17 * max(0.7, self.figure.aspect * 1.4))), max(1, int(height * 0.026)))
        reach = (int(pool[0] * 1.8), int(pool[1] * 3) + 2)
        x0, y0 = int(at[0]) - reach[0], int(at[1]) - reach[1]
        dark: NDArray[np.uint8] = np.zeros((2 * reach[1], 2 * reach[0]), np.uint8)
        cv2.ellipse(dark, reach, pool, 0, 0, 360, 150, -1, cv2.LINE_AA)
        dark = np.asarray(cv2.blur(dark, (pool[0] | 1, (pool[1] * 2) | 1)), np.uint8)
        _darken(frame, dark, x0, y0)
        if self.shadow < 0.12:
            return
        squash = 0.34
        shear = -self.light.direction[0] * 0.9
        matrix = np.array([[ratio, shear * ratio * squash * -1, 0], [0, -ratio * squash, 0]])
        matrix[:, 2] = np.array(at) - matrix[:, :2] @ np.array(anchor)
        corners = (
            np.array([[0, 0], [bgra.shape[1], 0], [0, bgra.shape[0]], list(bgra.shape[1::-1])]) @ matrix[:, :2].T
            + matrix[:, 2]
        )
        left, top = np.floor(np.maximum(corners.min(0), 0)).astype(int)
        right, low = np.ceil(np.minimum(corners.max(0), (frame.shape[1], frame.shape[0]))).astype(int)
        if right - left < 2 or low - top < 2:
            return
        matrix[:, 2] -= (left, top)
        mask = cv2.warpAffine(bgra[..., 3], matrix, (int(right - left), int(low - top)), flags=cv2.INTER_LINEAR)
        fade = np.clip(1 - (np.arange(low - top) + top - at[1]) / max(8.0, height * squash), 0, 1)[:, None]
        mask = (cv2.blur(mask, (3, 3)) * fade * (150 * self.shadow / 255)).astype(np.uint8)
        _darken(frame, mask, int(left), int(top))

    def _reflect(  # noqa: PLR0917
        self,
        frame: Image,
        bgra: NDArray[np.uint8],
        anchor: tuple[float, float],
        at: tuple[float, float],
        ratio: float,
        seconds: float,
    ) -> None:
        flipped = np.ascontiguousarray(bgra[::-1])
        rows = np.arange(flipped.shape[0], dtype=np.float32)
        below = np.clip(rows / flipped.shape[0], 0, 1)
        shift = (
            np.sin(rows * (0.22 / max(ratio, 0.2)) * 0.6 - seconds * 3.4) * (1.2 + 7 * below)
            + np.sin(rows * 0.11 - seconds * 2.1) * 4 * below
        )
        x = np.arange(flipped.shape[1], dtype=np.float32)[None] + shift[:, None]
        wavy = cv2.remap(flipped, x.astype(np.float32), np.repeat(rows[:, None], flipped.shape[1], 1), cv2.INTER_LINEAR)
        fade = (np.clip(0.92 - below * 0.75, 0, 1) * self.mirrored)[:, None, None]
        wavy = (wavy * fade).astype(np.uint8)
        foot = flipped.shape[0] - anchor[1]
        _lay(
            frame,
            wavy,
            np.array([[ratio, 0, at[0] - ratio * anchor[0]], [0, ratio * 0.86, at[1] - ratio * 0.86 * foot]]),
        )


def _lay(frame: Image, bgra: NDArray[np.uint8], matrix: NDArray[np.float64]) -> None:
    """Warp a small premultiplied sprite into the frame, only where it falls."""
    corners = np.array([[0, 0], [bgra.shape[1], bgra.shape[0]]]) @ matrix[:, :2].T + matrix[:, 2]
    left, top = np.floor(np.maximum(corners.min(0) - 1, 0)).astype(int)
    right, low = np.ceil(np.minimum(corners.max(0) + 1, (frame.shape[1], frame.shape[0]))).astype(int)
    if right - left < 1 or low - top < 1:
        return
    moved = matrix.copy()
    moved[:, 2] -= (left, top)
    seen = cv2.warpAffine(bgra, moved, (int(right - left), int(low - top)), flags=cv2.INTER_LINEAR)
    part = np.ascontiguousarray(frame[top:low, left:right])
    over(part, np.asarray(seen, np.uint8))
    frame[top:low, left:right] = part


def _darken(frame: Image, mask: NDArray[np.uint8], left: int, top: int) -> None:
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(frame.shape[1], left + mask.shape[1]), min(frame.shape[0], top + mask.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    keep = cv2.bitwise_not(np.ascontiguousarray(mask[y0 - top : y1 - top, x0 - left : x1 - left]))
    frame[y0:y1, x0:x1] = cv2.multiply(frame[y0:y1, x0:x1], cv2.merge((keep, keep, keep)), scale=1 / 255.0)


class Blocking:
    """Gives every part its place on a set."""

    def __init__(self, easel: Easel, stage_set: Set, seconds: float) -> None:
        self.easel, self.set, self.seconds = easel, stage_set, seconds
        self.size = SIZES.get(easel.scene.camera.size, 1.0)

    def roles(self, parts: list[Part]) -> tuple[list[Role], float]:
        """All roles, far to near, and how far the camera must follow (set pixels at the actors' plane)."""
        if not parts:
            return [], 0.0
        largest = max(part.figure.height for part in parts)
        roles, follows = [], []
        for order, part in enumerate(parts):
            role, follow = self._role(part, order, len(parts), largest)
            roles.append(role)
            follows.append(follow)
        follow = follows[0] if len({math.copysign(1, f) for f in follows}) == 1 else 0.0
        return sorted(roles, key=lambda role: role.depth), follow

    def _pixels(self, part: Part, count: int, largest: float) -> float:
        """The height of a figure in the frame: true among themselves, but the small ones still to be seen."""
        height = part.figure.height
        base = self.set.person * self.easel.height * (0.72 if self.easel.tall else 1.0)
        lead = base * min(1.75, max(0.58, (largest / PERSON) ** 0.33))
        pixels = lead * (height / largest) ** 0.72
        pixels *= self.size * (1.0 if count < 4 else 0.86 if count < 8 else 0.7)
        widest = (0.62 if self.size <= 1.6 else 0.9) * self.easel.width / max(1, min(count, 3)) ** 0.7
        return float(
            min(
                pixels,
                widest / max(part.figure.aspect, 0.05),
                1.5 * self.easel.height if self.size > 2 else 0.62 * self.easel.height,
            )
        )

    def _lane(self, part: Part) -> tuple[str, Lane]:
        wanted = part.figure.stands_on
        if part.actor.action in ("fly",):
            wanted = "air"
        lanes = self.set.lanes
        for name in (wanted, "ground", "water", "air"):
            if name in lanes:
                return name, lanes[name]
        return "ground", Lane(self.set.line)

    def _role(self, part: Part, order: int, count: int, largest: float) -> tuple[Role, float]:
        easel, rng = self.easel, self.easel.rng(200 + order)
        name, lane = self._lane(part)
        pixels = self._pixels(part, count, largest)
        depth, y = self._depth(name, lane, pixels, order, count, rng)
        spread = self._share(order, count, lane, name)
        x = easel.x(spread)
        walks = part.figure.stands_on == "ground" and part.figure.aspect < WHEELS
        pace, tempo, x, follow = self._way(part, pixels, x, walks)
        sun_x, sun_y = self.set.sun
        dx, dy = (sun_x - x) / easel.width, (y - pixels * 0.5 - sun_y) / easel.height
        norm = max(0.25, math.hypot(dx, dy))
        palette = easel.palette
        sun, ambient, strength = palette.sun, palette.ambient, palette.strength
        if self.set.key is not None:
            sun, (dx, dy) = self.set.key
            norm, strength = 1.0, max(0.85, strength)
        if palette.stars > 0.2:
            # Eyes get used to the dark: what the story is about stays readable.
            ambient = (min(1.0, ambient[0] * 1.7), min(1.0, ambient[1] * 1.7), min(1.0, ambient[2] * 1.7))
        toward = (float(np.clip(dx / norm, -1, 1)), float(np.clip(dy / norm, -1, 1)))
        haze = float(np.clip(self.set.haze + 0.22 * max(0.0, 1 - depth) * palette.air, 0, 0.6))
        light = Light(toward, sun, ambient, palette.haze, haze, strength, self.set.backlit)
        afloat = name == "water"
        return Role(
            part.figure, x, y, pixels, depth, pace, tempo, float(rng.random() * 2.0) if count > 1 else 0.0, light, name,
            mirrored=0.75 if afloat else 0.5 if self.set.wet and name == "ground" else 0.0,
            shadow=0.0 if name != "ground" else 0.25 + 0.75 * palette.strength, walks=walks,
            bob=0.012 if afloat else 0.02 if name == "air" else 0.0,
        ), follow  # fmt: skip

    def _depth(  # noqa: PLR0917
        self, name: str, lane: Lane, pixels: float, order: int, count: int, rng: np.random.Generator
    ) -> tuple[float, float]:
        easel, rise = self.easel, lane.y - self.set.horizon
        y = lane.y
        if count > 1 and name != "air":
            y += rise * (0.16 * (order % 3) / 2 - 0.10 + 0.05 * rng.random())
        if name == "air":
            y += easel.height * (0.14 * rng.normal() if count > 2 else 0.05 * rng.normal())
            y = max(y, easel.y(0.06) + pixels * 0.55)
        elif self.size < 1:
            y = self.set.horizon + rise * 0.72
        elif self.size > 2:
            y = easel.y(0.13) + pixels
        elif self.size > 1.2:
            y = max(y, easel.y(0.94))
        depth = (y - self.set.horizon) / max(self.set.line - self.set.horizon, 1)
        return float(np.clip(depth, 0.25, 1.3)) if name != "air" else 0.8, y

    def _share(self, order: int, count: int, lane: Lane, name: str) -> float:
        """Across the frame: one on the third away from the sun, several spread about it."""
        side = self.easel.side
        middle = lane.x if lane.x != 0.5 else 0.5 - side * (0.10 if self.easel.tall else 0.13)
        if self.size > 2:
            middle = 0.5 - side * 0.05
        if count == 1:
            return middle
        width = 0.58 if count > 2 else 0.24 * max(1.0, self.size * 0.8)
        place = (order + 0.5) / count - 0.5
        jitter = 0.25 / count * float(self.easel.rng(230 + order).normal() if count > 3 else 0.0)
        centre = 0.5 if count > 2 else middle
        return float(np.clip(centre + (place + jitter) * width, 0.12, 0.88))

    def _way(self, part: Part, pixels: float, x: float, walks: bool) -> tuple[float, float, float, float]:
        """Set pixels a second, tempo, start column, and how far the camera follows."""
        easel = self.easel
        speed = part.figure.speed()
        facing = part.actor.facing or -easel.side
        if speed <= 0:
            return 0.0, 1.0, x, 0.0
        metre = pixels / max(part.figure.height, 1e-3)
        way = speed * metre * self.seconds * (ASLANT if walks else 1.0)
        half = pixels * part.figure.aspect * 0.5
        room = max(easel.width * 0.12, easel.width * 0.86 - 2 * half)
        still = easel.scene.camera.move in ("push", "pull", "static", "crane_up", "crane_down", "rack_focus")
        follow = min(max(0.0, way - room * 0.8), 0.24 * easel.width if still else 0.0)
        share = min(1.0, (room + follow) / way)
        tempo = max(share, 0.3) if walks else 1.0
        way *= max(share, 0.3) if walks else share
        seen = way - follow
        low, high = easel.x(0.07) + half, easel.x(0.93) - half
        start = float(
            np.clip(
                x - facing * seen / 2, *((low, max(low, high - seen)) if facing > 0 else (min(high, low + seen), high))
            )
        )
        return facing * way / self.seconds, tempo, start - facing * follow / 2, facing * follow


def kept_inside(role: Role, operator: Operator, seconds: float, *, cut_below: bool) -> Role:
    """The role moved, and only then made smaller, so that no move of camera or actor cuts it at an edge."""
    width, height = operator.width, operator.height
    for _ in range(8):
        half, tall = role.pixels * role.figure.aspect / 2, role.pixels
        floats = role.lane == "air"
        left, right, top, low = math.inf, -math.inf, math.inf, -math.inf
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            if operator.camera.move == "whip_pan" and share < 0.7:
                continue
            x, y, scale = operator.view(share, share * seconds).place(*role.at(share * seconds), role.depth)
            left, right = min(left, x - half * scale), max(right, x + half * scale)
            top = min(top, y - tall * scale * (0.5 if floats else 1.0))
            low = max(low, y + (tall * scale * 0.5 if floats else 0.0))
        body = 2 * half * operator.view(1.0, seconds).place(*role.at(seconds), role.depth)[2]
        if right - left > 0.92 * width and role.pace and right - left - body > 1:
            # The way is too long for the frame: go slower, and step slower where there are feet.
            share = float(np.clip((0.90 * width - body) / (right - left - body), 0.25, 1))
            ahead = role.pace * (1 - share) * seconds / 2
            tempo = role.tempo * share if role.walks else role.tempo
            role = replace(role, pace=role.pace * share, tempo=tempo, x=role.x + ahead)
            continue
        shrink = 1.0
        if right - left > 0.92 * width and half * 2 > 0.5 * width:
            shrink = 0.92 * width / (right - left)
        if not cut_below and low - top > 0.90 * height:
            shrink = min(shrink, 0.90 * height / (low - top))
        dx = max(0.0, 0.04 * width - left) - max(0.0, right - 0.96 * width)
        dy = max(0.0, 0.055 * height - top)
        if not cut_below:
            dy -= max(0.0, low - 0.975 * height)
        role = replace(role, x=role.x + 0.9 * dx, y=role.y + 0.9 * dy, pixels=role.pixels * shrink)
        if abs(dx) + abs(dy) < 1 and shrink == 1.0:
            break
    return role


def cues(roles: list[Role], easel: Easel, seconds: float, material: str) -> tuple[Cue, ...]:
    """What the actors sound like, in the film's time and panned to where they are."""
    heard = []
    for role in roles:
        for cue in role.figure.cues(seconds * role.tempo + role.start):
            at = (cue.at - role.start) / role.tempo
            if not 0 <= at < seconds:
                continue
            share = (role.at(at)[0] - easel.x(0)) / easel.width
            pan = float(np.clip(2 * share - 1, -1, 1)) * 0.8
            heard.append(replace(cue, at=at, pan=pan, material=cue.material or material))
    return tuple(sorted(heard, key=lambda cue: cue.at))
