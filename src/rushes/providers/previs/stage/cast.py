"""The actors on a set: which figure, how large, on which lane and row, how fast.

The figures themselves are `subjects`' matter, who stands beside whom is `packing`'s, drawing is `role`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rushes.providers.previs.picture import Cue, Figure, Light
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.stage.easel import Easel, Lane, Set
from rushes.providers.previs.stage.lighting import actor_light
from rushes.providers.previs.stage.packing import Lot, Unit, pack, units
from rushes.providers.previs.stage.role import Role

#: A person's height for each framing, as a multiple of the wide one.
SIZES = {"extreme_wide": 0.52, "wide": 1.0, "medium": 1.65, "close": 2.75, "extreme_close": 4.4}
#: The same for angles: from below one towers, from above one is small.
ANGLES = {"low": 1.5, "high": 0.84, "overhead": 0.66}
PERSON = 1.75
#: How much of a river's breadth a boat may use.
ASHORE = 0.86
#: Walking a little away from the camera: what is left of the way sideways.
ASLANT = 0.78
#: Actors of one kind drawn at most.
CROWD = 14
#: Width for its height from which a thing on the ground is a vehicle and not a walker.
WHEELS = 2.4
#: The same for the longest of beasts, a cat with its tail.
LONGEST = 2.8
#: How much of a swimmer lies under the surface.
SUNK = 0.46
#: Metres below which a thing is small, and from which it is shown behind people.
SMALL, GIANT = 0.9, 3.6
#: Close framings of people, animals and vehicles, and small things: height as a share of the frame's.
CLOSE = {"close": (2.05, 1.45, 0.50), "extreme_close": (3.3, 1.8, 0.74)}
#: Height of a thing on a table.
TABLE = {"extreme_wide": 0.26, "wide": 0.32, "medium": 0.42, "close": 0.52, "extreme_close": 0.68}
#: Moves in which the camera goes with who goes.
TRACKS = frozenset({"truck_left", "truck_right"})
#: Moves in which it turns a little after them.
TURNS = frozenset({"push", "pull", "static", "crane_up", "crane_down", "rack_focus", "handheld"})
#: The farthest that the camera goes along, frame widths.
LEAD, TRACK = 0.24, 2.0


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's figure before it has a place."""

    actor: Actor
    figure: Figure
    number: int
    #: A swimmer, of which only the back shows above water.
    swims: bool = False
    #: Goes on a road or on rails, not on feet.
    rolls: bool = False

    @property
    def walks(self) -> bool:
        """Has feet that must not slide."""
        return self.figure.stands_on == "ground" and not self.rolls and self.figure.aspect < WHEELS


#: How much of a way the camera keeps up with; on open water little passes by, and only going across the frame shows it.
KEPT_UP, KEPT_ON_WATER = 0.94, 0.45


class Blocking:
    """Gives every part its place on a set."""

    def __init__(self, easel: Easel, stage_set: Set, seconds: float) -> None:
        self.easel, self.set, self.seconds = easel, stage_set, seconds
        camera = easel.scene.camera
        self.size = SIZES.get(camera.size, 1.0)
        #: By number, how far before their place the noses are of animals that are shown by their fore part only.
        self.fore: dict[int, float] = {}
        self.towers = ANGLES.get(camera.angle, 1.0) if self.size < 2 else 1.0

    def roles(self, parts: Sequence[Part]) -> tuple[list[Role], float]:
        """All roles, far to near, and how far the camera must follow (set pixels at the actors' plane)."""
        if not parts:
            return [], 0.0
        lanes = [self._lane(part) for part in parts]
        lots = [self._lot(number, parts, lanes) for number in range(len(parts))]
        if len(lots) == 1 and self._beast(parts[0]):
            self.fore = {0: _nose(parts[0].figure, lots[0].facing)}
        ways: dict[int, Unit] = {}
        follow = 0.0
        for group in self._groups(lots, parts, lanes):
            found = units(group, self.seconds)
            alone = len(found) == 1 and len(group) == len(lots)
            led = alone and self.easel.scene.camera.move in TRACKS and found[0].natural > 0
            if self.fore:
                # Larger than the frame: it is laid by its head, not fitted in.
                found[0].way = min(found[0].natural, 0.1 * self.easel.width)
                found[0].place(self._middle(group, lanes) - (found[0].body() + found[0].way) / 2)
            else:
                pack(found, (self.easel.x(0.05), self.easel.x(0.95)), self._middle(group, lanes), led=led)
            if alone:
                follow = self._followed(found[0], lanes[found[0].lots[0].number][0])
            ways.update({lot.number: unit for unit in found for lot in unit.lots})
        roles = [self._role(parts[lot.number], lot, ways[lot.number], lanes[lot.number]) for lot in lots]
        if follow:
            follow /= max(0.3, sum(role.depth for role in roles) / len(roles))
        return sorted(_apart(roles, self.easel), key=lambda role: role.depth), follow

    def _groups(self, lots: list[Lot], parts: Sequence[Part], lanes: list[tuple[str, Lane]]) -> list[list[Lot]]:
        """Who must not cover whom: what flies goes by itself, and vehicles too where all would be too much."""
        air = [lot for lot in lots if lanes[lot.number][0] == "air"]
        low = [lot for lot in lots if lanes[lot.number][0] != "air"]
        if sum(lot.width for lot in low) > 1.1 * self.easel.width:
            rolling = [lot for lot in low if parts[lot.number].rolls]
            low_groups = [rolling, [lot for lot in low if not parts[lot.number].rolls]]
        else:
            low_groups = [low]
        return [group for group in (*low_groups, air) if group]

    def _middle(self, group: list[Lot], lanes: list[tuple[str, Lane]]) -> float:
        """The column a group is laid about: one alone on the third away from the sun."""
        easel, lane = self.easel, lanes[group[0].number][1]
        off = -easel.side * (0.10 if easel.tall else 0.13)
        if self.size > 2:
            off = -easel.side * 0.04
        middle = lane.x if lane.x != 0.5 else 0.5 + off * (1.0 if len(group) == 1 else 0.35)
        alone = group[0]
        if self.fore:
            # The head is what a close shot of an animal shows: it looks into the frame, the rest lies beyond it.
            return easel.x(0.5 + 0.27 * alone.facing) - self.fore[alone.number] * alone.pixels
        return easel.x(middle)

    def _followed(self, unit: Unit, lane: str) -> float:
        """Lengthens the way of who goes alone by what the camera goes along; gives that, in set pixels."""
        easel, move = self.easel, self.easel.scene.camera.move
        if unit.natural <= 0:
            return 0.0
        if move in TRACKS:
            total = min(unit.natural, TRACK * easel.width)
            unit.way = total
            return unit.lots[0].facing * total * (KEPT_ON_WATER if lane == "water" else KEPT_UP)
        extra = min(max(0.0, unit.natural - unit.way), LEAD * easel.width) if move in TURNS else 0.0
        unit.way += extra
        return unit.lots[0].facing * extra

    def _lane(self, part: Part) -> tuple[str, Lane]:
        wanted = {"fly": "air", "swim": "water"}.get(part.actor.action, part.figure.stands_on)
        lanes = self.set.lanes
        if part.rolls and "wheels" in lanes:
            return "ground", lanes["wheels"]
        if not self.set.surface and part.actor.action in ("sail", "row") and part.actor.name != "submarine":
            # A ship under water lies on the ground.
            wanted = "ground"
        for name in (wanted, "ground", "water", "air"):
            if name in lanes:
                return name, lanes[name]
        return "ground", Lane(self.set.line)

    def _lot(self, number: int, parts: Sequence[Part], lanes: list[tuple[str, Lane]]) -> Lot:
        part = parts[number]
        mates = [other for at, other in enumerate(parts) if lanes[at][0] == lanes[number][0]]
        pixels = self._pixels(part, mates, len(parts))
        metre = pixels / max(part.figure.height, 1e-3)
        speed = part.figure.speed() * metre * (ASLANT if part.walks else 1.0)
        kind = f"{part.actor.name}:{part.actor.action}:{'feet' if part.walks else part.figure.stands_on}"
        facing = part.actor.facing or -self.easel.side
        return Lot(number, kind, pixels, part.figure.aspect, speed, facing)

    def _pixels(self, part: Part, mates: Sequence[Part], count: int) -> float:
        """The height of a figure in the frame: true among its neighbours, but the small ones still to be seen."""
        easel, height = self.easel, part.figure.height
        if self.set.table:
            share = TABLE.get(easel.scene.camera.size, 0.4) * (height / max(m.figure.height for m in mates)) ** 0.5
            return float(min(share * easel.height, 0.66 * easel.width / max(part.figure.aspect, 0.05)))
        framing = CLOSE.get(easel.scene.camera.size)
        if framing is not None:
            return self._near(part, framing)
        base = self.set.person * easel.height * (0.72 if easel.tall else 1.0) * self.towers
        largest = max(mate.figure.height for mate in mates)
        lead = base * min(1.5, max(0.42, (largest / PERSON) ** 0.36))
        pixels = lead * (height / largest) ** 0.72
        if 0.5 < height < 2.3:
            # Beside giants people are people: those stand farther off.
            pixels = max(pixels, 0.72 * base * (height / PERSON) ** 0.85)
        pixels *= self.size * (1.0 if count < 4 else 0.9 if count < 8 else 0.74)
        wide = (0.74 if part.figure.aspect > 4 else 0.54) if self.size <= 1.7 else 0.85
        tallest = 0.80 if self.towers > 1 else 0.50 if self.size <= 1 else 0.66
        return float(min(pixels, wide * easel.width / max(part.figure.aspect, 0.05), tallest * easel.height))

    def _near(self, part: Part, framing: tuple[float, float, float]) -> float:
        """Close: head and shoulders of a person, the fore part of an animal, the whole of a small thing."""
        easel, figure = self.easel, part.figure
        person, beast, thing = (share * easel.height for share in framing)
        aspect = max(figure.aspect, 0.05)
        if figure.height < SMALL and part.actor.name.startswith("glyph:"):
            return min(thing, 0.72 * easel.width / aspect)
        if aspect < 0.75 and figure.stands_on == "ground":
            return min(person, framing[0] * 1.45 * easel.width)
        if self._beast(part):
            return beast
        return min(beast, 0.84 * easel.width / aspect)

    def _beast(self, part: Part) -> bool:
        """Is it an animal on its legs in a close framing?"""
        named = part.actor.name.startswith("glyph:")
        legged = part.figure.stands_on == "ground" and not part.rolls and 0.75 <= part.figure.aspect < LONGEST
        return self.size > 2 and legged and not named and not self.set.table

    def _feet(self, part: Part, lot: Lot, lane: tuple[str, Lane]) -> tuple[float, float]:
        """Depth and row of the feet (or middle, in the air)."""
        easel, (name, where) = self.easel, lane
        rise, y = where.y - self.set.horizon, where.y
        if name == "air":
            zigzag = (lot.number % 2 - 0.5) * min(0.7 * lot.pixels, 0.16 * easel.height) * (part.number > 0)
            return 0.8, max(y + zigzag, easel.y(0.06) + lot.pixels * 0.55)
        if self.set.table:
            return 1.0, y - 0.04 * easel.height * lot.row
        if self.size > 2:
            small = part.figure.height < SMALL and part.actor.name.startswith("glyph:")
            whole = small or lot.pixels < 0.9 * easel.height
            return 1.0, easel.y(0.88) if whole else easel.y(0.12) + lot.pixels
        if self.size < 1:
            y = self.set.horizon + rise * 0.72
        elif lot.pixels > 0.33 * easel.height and name == "ground" and not (part.rolls and "wheels" in self.set.lanes):
            y = max(y, easel.y(0.945))
        y -= rise * 0.15 * lot.row
        if part.figure.height > GIANT and name == "ground" and not part.rolls and self.size < 2:
            y -= rise * 0.25
        depth = (y - self.set.horizon) / max(self.set.line - self.set.horizon, 1)
        return float(np.clip(depth, 0.25, 1.3)), y

    def _role(self, part: Part, lot: Lot, unit: Unit, lane: tuple[str, Lane]) -> Role:
        name = lane[0]
        depth, y = self._feet(part, lot, lane)
        pixels, x, going = _on_course(lane[1], y, lot, unit.way)
        way = lot.facing * going
        light = actor_light(self.easel, self.set, (x, y - pixels / 2), depth)
        afloat, still = name == "water", name == "air"
        several = len(unit.lots) > 1
        return Role(
            part.figure,
            x - way / 2,
            y,
            pixels,
            depth,
            way / self.seconds,
            going / (lot.speed * self.seconds) if part.walks and lot.speed > 0 else 1.0,
            float(self.easel.rng(200 + lot.number).random() * 2.0) if several else 0.0,
            light,
            name,
            mirrored=0.75 * self.set.surface if afloat else 0.5 if self.set.wet and name == "ground" else 0.0,
            shadow=0.0
            if name != "ground" or lane[1] == self.set.lanes.get("air")
            else 0.25 + 0.75 * self.easel.palette.strength,
            walks=part.walks,
            fore=self.fore.get(lot.number, 0.0),
            sunk=SUNK if afloat and self.set.surface and part.swims else 0.0,
            bob=0.012 if afloat else 0.02 if still else 0.0,
        )


def _on_course(lane: Lane, y: float, lot: Lot, way: float) -> tuple[float, float, float]:
    """Height, middle column and way of a figure, kept within a lane that is narrower than the frame at its row."""
    pixels = lot.pixels * (1 - 0.07 * lot.row)
    if lane.course is None:
        return pixels, lot.x, way
    middle, half = lane.course(y)
    room = 2 * ASHORE * half
    pixels *= min(1.0, 0.75 * room / max(lot.width, 1.0))
    spare = max(0.0, room - pixels * lot.aspect)
    way = min(way, spare)
    off = (spare - way) / 2
    return pixels, float(np.clip(lot.x, middle - off, middle + off)), way


def _nose(figure: Figure, facing: int) -> float:
    """How far before its place an animal's nose is, a share of its height; a tail makes the box behind it longer."""
    pixels = 64
    sprite = figure.paint(0.0, pixels, Light((0.0, 1.0), (1.0,) * 3, (1.0,) * 3, (1.0,) * 3))
    columns = np.flatnonzero(sprite.bgra[..., 3].max(axis=0) > 64)
    return float((columns[-1] if facing > 0 else columns[0]) - sprite.anchor[0]) / pixels


def _apart(roles: list[Role], easel: Easel) -> list[Role]:
    """What flies keeps over the heads of who stands, as far as the frame has room."""
    heads = [role.y - role.pixels for role in roles if role.lane != "air"]
    if not heads:
        return roles
    roof = min(heads) - 0.03 * easel.height
    highest = easel.y(0.05)
    return [
        replace(role, y=max(highest + role.pixels * 0.5, min(role.y, roof - role.pixels * 0.5)))
        if role.lane == "air"
        else role
        for role in roles
    ]


def cues(roles: list[Role], easel: Easel, seconds: float, material: str) -> tuple[Cue, ...]:
    """What the actors sound like, in the film's time and panned to where they are."""
    heard = []
    for role in roles:
        for cue in role.figure.cues(seconds * role.tempo + role.start):
            at, length = (cue.at - role.start) / role.tempo, cue.seconds / role.tempo
            if length > 0:
                # What lasts has begun before the shot: it is heard from the first frame on, to the last at most.
                at, length = max(0.0, at), min(at + length, seconds) - max(0.0, at)
            if not 0 <= at < seconds or (cue.seconds > 0 and length <= 0):
                continue
            share = (role.at(at)[0] - easel.x(0)) / easel.width
            pan = float(np.clip(2 * share - 1, -1, 1)) * 0.8
            heard.append(replace(cue, at=at, seconds=length, pan=pan, material=cue.material or material))
    return tuple(sorted(heard, key=lambda cue: cue.at))
