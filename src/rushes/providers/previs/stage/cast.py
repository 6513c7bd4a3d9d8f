"""The actors on a set: which figure, how large, where, how they cross the frame.

The figures themselves are `subjects`' matter, drawing them is `role`'s.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from rushes.providers.previs.picture import Cue, Figure, Light
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Operator

#: A person's height for each framing, as a multiple of the wide one.
SIZES = {"extreme_wide": 0.52, "wide": 1.0, "medium": 1.55, "close": 2.75, "extreme_close": 4.4}
PERSON = 1.75
#: Walking a little away from the camera: what is left of the way sideways.
ASLANT = 0.78
#: Actors of one kind drawn at most.
CROWD = 14
#: What is wider than this for its height and goes over ground rolls.
WHEELS = 2.4
#: Share of the frame's width that several spread over.
GROUP = 0.60
#: How much of a swimmer lies under the surface.
SUNK = 0.46


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's figure before it has a place."""

    actor: Actor
    figure: Figure
    number: int
    #: A swimmer, of which only the back shows above water.
    swims: bool = False


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
        return sorted(_together(roles, self.easel, self.seconds), key=lambda role: role.depth), follow

    def _pixels(self, part: Part, count: int, largest: float) -> float:
        """The height of a figure in the frame: true among themselves, but the small ones still to be seen."""
        height = part.figure.height
        base = self.set.person * self.easel.height * (0.72 if self.easel.tall else 1.0)
        lead = base * min(1.75, max(0.58, (largest / PERSON) ** 0.33))
        pixels = lead * (height / largest) ** 0.72
        pixels *= self.size * (1.0 if count < 4 else 0.86 if count < 8 else 0.7)
        widest = (0.52 if self.size <= 1.6 else 0.85) * self.easel.width / max(1, min(count, 3)) ** 0.7
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
        pace, tempo, x, follow = self._way(part, pixels, x, (walks, count))
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
        afloat, still = name == "water", name == "air"
        role = Role(
            part.figure,
            x,
            y,
            pixels,
            depth,
            pace,
            tempo,
            float(rng.random() * 2.0) if count > 1 else 0.0,
            light,
            name,
            mirrored=0.75 if afloat else 0.5 if self.set.wet and name == "ground" else 0.0,
            shadow=0.0 if name != "ground" else 0.25 + 0.75 * palette.strength,
            walks=walks,
            sunk=SUNK if afloat and self.set.surface and part.swims else 0.0,
            bob=0.012 if afloat else 0.02 if still else 0.0,
        )
        return role, follow

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
        width = GROUP if count > 2 else 0.26 * max(1.0, self.size * 0.8)
        place = (order + 0.5) / count - 0.5
        jitter = 0.25 / count * float(self.easel.rng(230 + order).normal() if count > 3 else 0.0)
        centre = 0.5 if count > 2 else middle
        return float(np.clip(centre + (place + jitter) * width, 0.12, 0.88))

    def _way(self, part: Part, pixels: float, x: float, kind: tuple[bool, int]) -> tuple[float, float, float, float]:
        """Set pixels a second, tempo, start column, and how far the camera follows."""
        easel = self.easel
        walks, count = kind
        speed = part.figure.speed()
        facing = part.actor.facing or -easel.side
        if speed <= 0:
            return 0.0, 1.0, x, 0.0
        metre = pixels / max(part.figure.height, 1e-3)
        way = speed * metre * self.seconds * (ASLANT if walks else 1.0)
        half = pixels * part.figure.aspect * 0.5
        taken = 0.0 if count == 1 else GROUP * (count - 1) / count * easel.width
        room = max(easel.width * 0.12, easel.width * 0.86 - 2 * half - taken)
        still = easel.scene.camera.move in ("push", "pull", "static", "crane_up", "crane_down", "rack_focus")
        follow = min(max(0.0, way - room * 0.8), 0.24 * easel.width if still else 0.0)
        share = min(1.0, (room + follow) / way)
        tempo = max(share, 0.3) if walks else 1.0
        way *= max(share, 0.3) if walks else share
        seen = way - follow
        if count > 1:
            # The group keeps its order: each starts from its own place.
            return facing * way / self.seconds, tempo, x - facing * way / 2, facing * follow
        low, high = easel.x(0.07) + half, easel.x(0.93) - half
        start = float(
            np.clip(
                x - facing * seen / 2, *((low, max(low, high - seen)) if facing > 0 else (min(high, low + seen), high))
            )
        )
        return facing * way / self.seconds, tempo, start - facing * follow / 2, facing * follow


def _together(roles: list[Role], easel: Easel, seconds: float) -> list[Role]:
    """Who moves the same way keeps close and goes as fast as the slowest, so that a group stays one."""
    moving = sorted((role for role in roles if role.pace), key=lambda role: role.x)
    if len(moving) < 2:
        return roles
    bodies = [role.pixels * role.figure.aspect for role in moving]
    step = min(1.12 * max(bodies), 0.50 * easel.width / len(moving))
    room = max(0.10 * easel.width, 0.88 * easel.width - step * (len(moving) - 1) - max(bodies))
    common = min(*(abs(role.pace) for role in moving), room / seconds)
    joined = [role for role in roles if not role.pace]
    for number, role in enumerate(moving):
        share = common / abs(role.pace)
        middle = easel.x(0.5) + (number - (len(moving) - 1) / 2) * step
        tempo = max(role.tempo * share, 0.25) if role.walks else role.tempo
        pace = role.pace * share
        joined.append(replace(role, pace=pace, tempo=tempo, x=middle - pace * seconds / 2))
    return joined


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
