"""What is ridden: bicycle, motorcycle, horse; with somebody in the saddle whose feet follow pedals and stirrups."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...scene import Actor
from ..colours import named
from ..drawn import Rig, lasting
from ..shape import Part, at, bgr, box, ellipse, line, moved, plot, ribbon, shade, smooth
from .animals import GAITS, poser
from .animals import rig as animal_rig
from .body import FAR_LEG, Outfit
from .person import person, scale_of
from .quadruped import CENTRE, animal, frame
from .road import CHROME, LAMP, PAINTS, TAIL, TYRE, hoop, wheel
from .skeleton import Arm, Build, Foot, Pose
from .species import KINDS
from .strides import period
from .trimmings import bridle, trimmings
from .wardrobe import BUILDS, dress

FRAME = 4


def _who(actor: Actor, seed: int) -> str:
    little = bool({"small", "little", "young", "child"} & set(actor.traits))
    for who in ("woman", "girl", "boy", "man"):
        if who in actor.traits:
            return {"woman": "girl", "man": "boy"}.get(who, who) if little else who
    return "woman" if seed % 2 else "man"


def bicycle(ridden: bool) -> Callable[[Actor, int], Rig]:
    """A maker of a bicycle, alone or under a cyclist."""

    def make(actor: Actor, seed: int) -> Rig:
        paint = named(actor.traits) or PAINTS[seed % len(PAINTS)]
        goes = ridden or actor.action not in {"stand", "park", "wait"}
        who = _who(actor, seed)
        build, outfit = BUILDS[who], dress(who, (*(t for t in actor.traits if t != "dress"), "trousers"), seed)
        speed, r, scale = 4.6 if goes else 0.0, 0.34, scale_of(BUILDS[who])
        crank = (-0.06, 0.30)

        def draw(seconds: float) -> list[Part]:
            way = speed * seconds
            turn = -way / r / 2.4
            parts = hoop(-0.52, r, way, 9, 0.035) + hoop(0.54, r, way, 9, 0.035)
            rider: list[Part] = []
            if ridden:
                rider = _pedalling(build, outfit, turn=turn, crank=crank, scale=scale, seconds=seconds)
                far = {FAR_LEG + 40, 6 + 40}
                parts = [p for p in rider if p.label in far] + parts
            parts += _bicycle_frame(paint, turn, crank)
            return parts + [p for p in rider if p.label not in {FAR_LEG + 40, 6 + 40}]

        return Rig(
            1.68 if ridden else 1.04,
            1.05 if ridden else 1.70,
            draw,
            speed=speed,
            cues=lasting("whirr", 0.25, goes),
            roundness=0.08,
        )

    return make


def _pedalling(
    build: Build, outfit: Outfit, *, turn: float, crank: tuple[float, float], scale: float, seconds: float
) -> list[Part]:
    seat = (-0.26 / scale, 0.99 / scale)
    feet = []
    for k in range(2):
        a = turn + math.pi * k
        x, y = crank[0] + 0.165 * math.cos(a), crank[1] + 0.165 * math.sin(a)
        pitch = -0.18 + 0.22 * math.sin(a)
        feet.append(Foot((x - 0.11) / scale, y / scale + 0.045, 0.035, pitch, 0.0))
    arm = Arm((0.22, 0.06), (0.52, 0.0))
    pose = Pose(
        pelvis=(seat[0], seat[1], 0.0),
        lean=0.48 + 0.02 * math.sin(2 * turn),
        curve=0.22,
        feet=(feet[0], feet[1]),
        arms=(arm, arm),
        nod=-0.30,
    )
    return person(build, outfit, pose, 0.06, seconds, labels=40)


def _bicycle_frame(paint: tuple[float, float, float], turn: float, crank: tuple[float, float]) -> list[Part]:
    hub, fork, head, seat = (-0.52, 0.34), (0.54, 0.34), (0.36, 0.86), (-0.22, 0.86)
    parts = [
        line([a, b], 0.034, paint, FRAME)
        for a, b in ((hub, crank), (hub, (-0.20, 0.80)), (crank, seat), (crank, (0.38, 0.76)), ((-0.20, 0.80), head))
    ]
    parts += [
        line([(0.35, 0.90), (0.42, 0.62), fork], 0.032, shade(paint, 0.8), FRAME),
        line([(-0.20, 0.80), (-0.24, 0.93)], 0.03, CHROME),
    ]
    parts.append(
        Part((smooth(plot("-0.40 0.96, -0.30 0.985, -0.08 0.965, -0.10 0.94, -0.32 0.935"), 3),), TYRE, FRAME + 1)
    )
    parts += [line([(0.36, 0.88), (0.37, 1.02), (0.50, 1.04), (0.52, 0.98)], 0.028, TYRE)]
    for k in range(2):
        end = (crank[0] + 0.165 * math.cos(turn + math.pi * k), crank[1] + 0.165 * math.sin(turn + math.pi * k))
        parts += [
            line([crank, end], 0.024, CHROME),
            line([(end[0] - 0.05, end[1]), (end[0] + 0.05, end[1])], 0.022, TYRE),
        ]
    return [*parts, Part((ellipse(*crank, 0.085),), shade(CHROME, 0.7), FRAME + 2)]


def motorcycle(actor: Actor, seed: int) -> Rig:
    """A motorcycle and its rider, tucked against the wind."""
    paint = named(actor.traits) or PAINTS[(seed + 1) % len(PAINTS)]
    who = _who(actor, seed + 1)
    outfit = dress(who, ("helmet", "trousers", "black"), seed)
    build, speed, scale = BUILDS[who], 13.0, scale_of(BUILDS[who])
    arm = Arm((0.30, 0.12), (0.62, 0.02))
    pose = Pose(
        pelvis=(-0.28 / scale, 0.84 / scale, 0.0),
        lean=0.42,
        curve=0.30,
        feet=(Foot(-0.14 / scale, 0.22, 0.05), Foot(-0.12 / scale, 0.22, 0.05)),
        arms=(arm, arm),
        nod=-0.28,
    )

    def draw(seconds: float) -> list[Part]:
        way, shake = speed * seconds, 0.006 * math.sin(21 * seconds)
        rider = moved(person(build, outfit, pose, 0.08, seconds * 1.7, labels=40), (0.0, shake))
        tank = smooth(plot("-0.12 0.78, 0.02 0.96, 0.30 0.99, 0.48 0.86, 0.40 0.72, 0.05 0.68"), 4)
        seat = smooth(plot("-0.82 0.90, -0.66 0.84, -0.30 0.76, -0.04 0.80, -0.10 0.70, -0.55 0.68, -0.80 0.82"), 4)
        engine = smooth(plot("-0.30 0.30, -0.34 0.58, 0.0 0.66, 0.30 0.60, 0.34 0.32, 0.0 0.24"), 3)
        pipe = ribbon([(0.28, 0.40), (0.10, 0.24), (-0.35, 0.26), (-0.95, 0.34)], (0.03, 0.04, 0.045, 0.05))
        parts = [p for p in rider if p.label in {41, 46}]
        parts += wheel(-0.72, 0.32, way, 7, 0.34) + wheel(0.76, 0.32, way, 7, 0.34)
        parts += [
            line([(0.44, 0.92), (0.76, 0.32)], 0.06, CHROME, FRAME),
            line([(-0.2, 0.5), (-0.72, 0.32)], 0.07, shade(CHROME, 0.6), FRAME),
        ]
        parts += [
            Part((engine,), shade(CHROME, 0.6), FRAME + 1),
            Part((pipe,), CHROME, FRAME + 2),
            Part((seat,), TYRE, FRAME + 3),
            Part((tank,), paint, FRAME + 4),
        ]
        parts.append(Part((ribbon([(0.0, 0.86), (0.22, 0.90), (0.42, 0.84)], (0.01, 0.02, 0.008)),), shade(paint, 1.4)))
        parts += [
            line([(0.42, 0.95), (0.36, 1.08), (0.28, 1.08)], 0.03, TYRE),
            Part((ellipse(0.58, 0.86, 0.085, 0.095),), LAMP, glow=0.8),
        ]
        parts += [Part((box(-0.92, 0.84, -0.82, 0.92, 0.02),), TAIL, glow=0.5)]
        parts += [Part((ribbon([(0.60, 0.60), (0.80, 0.70), (0.98, 0.60)], (0.02, 0.025, 0.015)),), paint, FRAME + 4)]
        return parts + [p for p in rider if p.label not in {41, 46}]

    return Rig(1.52, 1.40, draw, speed=speed, cues=lasting("engine", 0.7), roundness=0.08)


def rider(actor: Actor, seed: int) -> Rig:
    """Somebody on a horse, rising and falling with its back."""
    species = KINDS["horse"](np.random.default_rng([seed, 21]))
    action = {"stand": "stand", "run": "gallop", "walk": "walk", "ride": "walk", "trot": "trot"}.get(
        actor.action, actor.action
    )
    base = animal_rig(species, action)
    stance = poser(species, action)
    who = _who(actor, seed)
    words = tuple(t for t in actor.traits if t not in {"white", "black", "brown"})
    outfit = dress(who, (*words, "trousers") if "dress" not in words else words, seed)
    if not outfit.look.hat and seed % 2:
        outfit = dress(who, (*words, "trousers", "hat"), seed)
    build, scale = BUILDS[who], scale_of(BUILDS[who])
    cloth = PAINTS[seed % len(PAINTS)]
    hurry = 1.0 if action == "gallop" else 0.0

    def draw(seconds: float) -> list[Part]:
        pose = stance(seconds)
        seen = frame(species, pose)
        saddle = seen.trunk(at(0.0, 0.36))[0] * species.height
        beat = math.sin(2 * math.pi * seconds / period_of(action, species.height))
        foot = Foot(0.10, -0.30 + 0.01 * beat, 0.03, 0.10, 0.0)
        arm = Arm((0.42 + 0.05 * beat, 0.08), (1.10 + 0.05 * beat, -0.05))
        seat = Pose(
            pelvis=(0.0, 0.02 * hurry * beat, 0.0),
            lean=0.05 + 0.30 * hurry + 0.03 * beat,
            curve=0.06,
            feet=(foot, foot),
            arms=(arm, arm),
            nod=-0.05 - 0.2 * hurry,
        )
        body = moved(person(build, outfit, seat, 0.05, seconds, labels=40), (float(saddle[0]), float(saddle[1]) + 0.02))
        reins = [
            np.array((float(saddle[0]) + 0.40 * scale / 1.75, float(saddle[1]) + 0.30)),
            seen.head(species, at(0.64, -0.12))[0] * species.height,
        ]
        mount = animal(species, pose, lambda s, f: trimmings(s, f) + bridle(cloth, s, f))
        droop = (reins[0] + reins[1]) / 2 - (0.0, 0.10)
        shift = CENTRE * species.height
        mount = moved(mount, (shift, 0.0))
        whole = [
            *mount,
            line([reins[0], droop, reins[1]], 0.022, bgr(0x2A1C16)),
            *(p for p in body if p.label not in {FAR_LEG + 40}),
        ]
        return moved(whole, (-shift, 0.0))

    return Rig(
        species.height * 0.98 + 0.93 * scale * 0.95 * 0.52 * 1.1,
        1.05,
        draw,
        speed=base.speed,
        cues=base.cues,
        roundness=0.13,
    )


def period_of(action: str, height: float) -> float:
    """Seconds of the horse's stride, or of its breath at rest."""
    gait = GAITS.get(action)
    return period(gait, height) if gait is not None else 3.5


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    "bicycle": bicycle(False),
    "cyclist": bicycle(True),
    "motorcycle": motorcycle,
    "rider": rider,
}
