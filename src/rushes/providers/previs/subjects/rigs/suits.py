"""People of hard shell: the astronaut in a pressure suit, and the robot. Both take the poses of people."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...picture import Colour, Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, silent
from ..shape import Part, Points, bgr, blend, box, ellipse, line, moved, plot, ribbon, shade, smooth, tube, vec
from .carried import HELD, held
from .deeds import DEEDS
from .gait import STROLL, steps, stride
from .people import action_of
from .person import place_head
from .poses import POSES
from .skeleton import Build, Pose, Seen, solve
from .stations import STATIONS

TRUNK, PACK, NEAR, FAR, HELM, BOOT, CHEST = 1, 2, 3, 5, 7, 8, 9
SUIT, GOLD, DARK = bgr(0xE4E3DF), bgr(0xC98A2F), bgr(0x2A2E36)


def _limb(
    joints: tuple[np.ndarray, ...], radii: tuple[float, float, float], colour: Colour, label: int, rings: Colour
) -> list[Part]:
    a, b, c = joints
    top, mid, low = radii
    parts = [
        Part((tube(b, c, (mid, low * 1.12, low)),), colour, label),
        Part((tube(a, b, (top, top * 0.96, mid)),), colour, label),
    ]
    for p, q, w, r in ((a, b, 0.62, mid * 1.02), (b, c, 0.88, low * 1.06)):
        spot = p + (q - p) * w
        way = (q - p) / max(math.hypot(*(q - p)), 1e-6)
        side = np.array((-way[1], way[0])) * r
        parts.append(Part((tube(spot - side, spot + side, (0.008, 0.008)),), rings))
    return parts


def _suited(seen: Seen, trim: Colour) -> list[Part]:
    """The soft, pressurised shape of a space suit."""
    c, s = math.cos(seen.yaw), math.sin(seen.yaw)
    flat = [
        np.stack([seen.flat(j[k]) for j in joints])
        for k in range(2)
        for joints in ((seen.hips, seen.knees, seen.ankles),)
    ]
    arms = [np.stack([seen.flat(j[k]) for j in (seen.shoulders, seen.elbows, seen.wrists)]) for k in range(2)]
    order = sorted((0, 1), key=lambda k: seen.depth(seen.knees[k]))
    arm_order = sorted((0, 1), key=lambda k: seen.depth(seen.elbows[k]))
    pack_at = seen.flat(seen.spine(0.19) + vec(-0.105, 0.0, 0.0))
    half = 0.055 * abs(c) + 0.105 * abs(s)
    pack = [
        Part(
            (
                box(
                    float(pack_at[0]) - half,
                    float(pack_at[1]) - 0.15,
                    float(pack_at[0]) + half,
                    float(pack_at[1]) + 0.13,
                    0.03,
                ),
            ),
            shade(SUIT, 0.86),
            PACK,
        )
    ]
    parts = pack if s > -0.2 else []
    parts += _arm(arms[arm_order[0]], 0.74, FAR + 1, trim)
    for rank, k in enumerate(order):
        tone = shade(SUIT, 0.76 if rank == 0 else 1.0)
        boot = seen.flat(seen.ankles[k])
        toe = seen.flat(
            seen.ankles[k]
            + (0.07 * math.cos(seen.pose.feet[k].pitch), 0.07 * math.sin(seen.pose.feet[k].pitch) - 0.02, 0)
        )
        parts.append(Part((tube(boot, toe, (0.042, 0.038, 0.032)),), shade(tone, 0.8), BOOT))
        parts += _limb(tuple(flat[k]), (0.068, 0.056, 0.044), tone, FAR if rank == 0 else NEAR, shade(trim, 0.8))
    hips, chest, neck = (seen.flat(seen.spine(h)) for h in (-0.01, 0.17, 0.30))
    w = 0.085 * abs(c) + 0.105 * abs(s)
    parts.append(
        Part((ribbon([hips, (hips + chest) / 2, chest, neck], (w * 0.98, w * 0.96, w * 1.12, w * 0.72)),), SUIT, TRUNK)
    )
    belt = seen.flat(seen.spine(0.055))
    parts.append(Part((tube(belt - (w * 0.93, 0), belt + vec(w * 0.93, 0), (0.010, 0.010)),), shade(trim, 0.9)))
    if s > -0.2:
        front = seen.flat(seen.spine(0.16) + vec(0.09, 0, 0))
        wide = 0.028 + 0.035 * max(s, 0)
        x, y = float(front[0]), float(front[1])
        parts.append(Part((box(x - wide, y - 0.04, x + wide, y + 0.035, 0.01),), shade(SUIT, 0.8), CHEST))
        parts += [
            Part((ellipse(x + d * wide, y + 0.012, 0.007),), tone, glow=0.5)
            for d, tone in ((-0.5, bgr(0xD0402F)), (0.0, bgr(0x4AA0D0)), (0.5, bgr(0x5AC06A)))
        ]
    parts += _helmet(seen, trim)
    if s <= -0.2:
        parts += pack
    return parts + _arm(arms[arm_order[1]], 1.0, NEAR + 1, trim)


def _arm(joints: np.ndarray, tone: float, label: int, trim: Colour) -> list[Part]:
    parts = _limb((joints[0], joints[1], joints[2]), (0.052, 0.042, 0.036), shade(SUIT, tone), label, shade(trim, tone))
    way = joints[2] - joints[1]
    way = way / max(math.hypot(*way), 1e-6)
    glove = Part(
        (tube(joints[2], joints[2] + way * 0.055, (0.030, 0.034, 0.022)),), shade(SUIT, tone * 0.8), label + 12
    )
    return [*parts, glove]


def _helmet(seen: Seen, trim: Colour) -> list[Part]:
    head = place_head(seen)
    c, s = math.cos(head.yaw), math.sin(head.yaw)
    r = 0.098
    x, y = head.x - 0.002, head.y + 0.062
    parts = [Part((ellipse(x, y, r, r * 1.03, count=32),), SUIT, HELM)]
    parts.append(
        Part((tube((x - 0.07, y - 0.092), (x + 0.07, y - 0.092), (0.016, 0.016)),), shade(trim, 0.9), HELM + 4)
    )
    if s > -0.6:
        wide = r * (0.42 + 0.36 * max(s, 0.0))
        vx = x + r * 0.46 * c
        visor = ellipse(vx, y + 0.004, wide, r * 0.66, -0.12 * c + seen.pose.roll * 0)
        keep = np.clip(np.hypot(visor[:, 0] - x, visor[:, 1] - y) / (r * 0.97), 1.0, None)[:, None]
        visor = (visor - (x, y)) / keep + (x, y)
        parts.append(Part((visor,), shade(GOLD, 0.55), HELM + 5))
        sheen = (visor - visor.mean(0)) * (0.80, 0.62) + visor.mean(0) + (0.0, 0.014)
        parts.append(Part((sheen,), GOLD, HELM + 5))
        glint = ribbon(
            [(vx - wide * 0.45, y + 0.016), (vx - wide * 0.2, y + 0.040), (vx + wide * 0.25, y + 0.046)],
            (0.003, 0.007, 0.002),
        )
        parts.append(Part((glint,), bgr(0xFFF3D6), alpha=0.8))
    return parts


def _plated(seen: Seen, paint: Colour, glow: Colour, seconds: float) -> list[Part]:
    """A robot: plates, joints, a lit visor."""
    order = sorted((0, 1), key=lambda k: seen.depth(seen.knees[k]))
    far, near = sorted((0, 1), key=lambda k: seen.depth(seen.elbows[k]))
    parts = _robot_arm(seen, far, paint, 0.7, FAR)
    for rank, k in enumerate(order):
        x, y = (float(v) for v in seen.flat(seen.ankles[k]))
        sole = box(x - 0.04, y - 0.042, x + 0.085, y + 0.008, 0.012)
        parts.append(Part((sole,), shade(paint, 0.55 + 0.2 * rank), BOOT))
        joints = [seen.flat(joint[k]) for joint in (seen.hips, seen.knees, seen.ankles)]
        parts += _plates(joints, 0.046, shade(paint, 0.72 + 0.28 * rank), 12 + 4 * rank)
    parts += _robot_trunk(seen, paint, glow, seconds) + _robot_head(seen, paint, glow)
    return parts + _robot_arm(seen, near, paint, 1.0, NEAR + 20)


def _plates(joints: list[Points], thick: float, paint: Colour, label: int) -> list[Part]:
    a, b, c = joints
    return [
        Part((tube(b, c, (thick * 0.8, thick * 0.95, thick * 0.62)),), paint, label),
        Part((ellipse(float(b[0]), float(b[1]), thick * 0.72),), shade(DARK, 1.1), label + 1),
        Part((tube(a, a + (b - a) * 0.86, (thick, thick * 0.95, thick * 0.75)),), paint, label + 2),
    ]


def _robot_arm(seen: Seen, k: int, paint: Colour, tone: float, label: int) -> list[Part]:
    joints = [seen.flat(joint[k]) for joint in (seen.shoulders, seen.elbows, seen.wrists)]
    fist = ellipse(float(joints[2][0]), float(joints[2][1]) - 0.02, 0.026, 0.034)
    return [*_plates(joints, 0.037, shade(paint, tone), label), Part((fist,), shade(DARK, tone * 1.4), 30 + k)]


def _robot_trunk(seen: Seen, paint: Colour, glow: Colour, seconds: float) -> list[Part]:
    low, mid, high = (seen.flat(seen.spine(h)) for h in (-0.01, 0.10, 0.29))
    w = 0.075 + 0.03 * abs(math.sin(seen.yaw))
    upper = plot("-1.25 -0.03, -0.6 0.02, 0.6 0.02, 1.25 -0.03") * vec(w, 1.0) + high
    chest = np.vstack([mid - vec(w * 0.7, 0), upper, mid + vec(w * 0.7, 0)])
    x, y = (float(v) for v in (mid + high * 1.6) / 2.6 + vec(0.03 * math.cos(seen.yaw), 0.0))
    return [
        Part((ribbon([low, mid], (w * 0.85, w * 0.5)),), shade(DARK, 1.2), TRUNK),
        Part((smooth(chest, 2),), paint, CHEST),
        Part((ellipse(x, y, 0.022),), glow, glow=0.75 + 0.25 * math.sin(3 * seconds)),
    ]


def _robot_head(seen: Seen, paint: Colour, glow: Colour) -> list[Part]:
    head = place_head(seen)
    x, y = head.x, head.y + 0.062
    parts = [Part((tube(seen.flat(seen.spine(0.29)), (x, y), (0.022, 0.022)),), DARK, HELM + 3)]
    parts.append(Part((box(x - 0.056, y - 0.058, x + 0.06, y + 0.075, 0.035),), paint, HELM))
    if math.sin(seen.yaw) > -0.6:
        vx = x + 0.026 * math.cos(seen.yaw)
        parts.append(Part((box(vx - 0.038, y - 0.004, vx + 0.040, y + 0.036, 0.016),), DARK, HELM + 1))
        parts += [Part((ellipse(vx + d, y + 0.016, 0.010),), glow, glow=1.0) for d in (-0.017, 0.019)]
    parts.append(line([(x, y + 0.07), (x, y + 0.11)], 0.007, DARK))
    return [*parts, Part((ellipse(x, y + 0.115, 0.009),), glow, glow=0.9)]


_BUILD = Build(1.88, 0.134, 0.122, 0.062)


def _rig(actor: Actor, skin: Callable[[Seen, float], list[Part]], rest: str, height: float) -> Rig:
    action = action_of(actor)
    if action in {"stand", "fly", "float"} and rest == "float" and actor.action not in {"stand", "wait", "look"}:
        action = "float"
    walks = action in {"walk", "run"}
    if actor.action == "repair" and rest == "float":
        action = "float"
    poser = DEEDS[action].pose if action in DEEDS else POSES.get(action, POSES["stand"])
    busy = actor.action == "repair"
    gear = [trait.removeprefix(HELD) for trait in actor.traits if trait.startswith(HELD)]
    station = ""
    if action in DEEDS:
        gear, station = gear or [DEEDS[action].tool], DEEDS[action].station
    elif action == "play":
        gear = gear or ["guitar"]
    panel = busy and rest == "float"
    scale = height / 1.03
    yaw = 0.40 if walks or actor.action == "repair" else 0.75

    def draw(seconds: float) -> list[Part]:
        pose: Pose = stride(STROLL, seconds * 0.8, 0.05) if walks else poser(seconds, 0.2)
        if busy:
            reach = 0.02 * math.sin(2.2 * seconds)
            pose = replace(pose, hands=((0.27, 0.70 + reach, 0.05), (0.28, 0.62 - reach, 0.05)), yaw=0.0, turn=0.0)
        seen = solve(pose, _BUILD, yaw)
        parts = skin(seen, seconds)
        if panel:
            parts = [*_array(seconds), *parts]
        parts += [part for name in gear for part in held(name, seen, seconds)]
        if station:
            back, front = STATIONS[station](seconds)
            parts = [*back, *parts, *front]
        if abs(pose.roll) > 1 or action == "float":
            parts = moved(moved(parts, (0.0, -0.53)), angle=pose.roll)
        elif pose.roll:  # on its feet and leaning: it turns about them
            parts = moved(parts, angle=pose.roll)
        return moved(parts, (-0.30 * height if panel else 0.0, 0.0), scale=scale)

    floats = action in {"float", "swim"}
    return Rig(
        height=height,
        aspect=1.25 if panel or station else 0.62 if floats else 0.46,
        draw=draw,
        stands_on="air" if floats else "ground",
        speed=STROLL.speed * 0.8 * scale if walks else 0.0,
        cues=(lambda seconds: tuple(_slow(cue) for cue in steps(STROLL, seconds * 0.8, 0.8))) if walks else silent,
        roundness=0.10,
    )


def _array(seconds: float) -> list[Part]:
    """A wing of solar cells at arm's length, and a spark of the tool."""
    cells = [
        Part((box(0.33 + 0.145 * k, 0.34 + 0.165 * n, 0.465 + 0.145 * k, 0.495 + 0.165 * n, 0.008),), bgr(0x2F5AA0), 70)
        for k in range(5)
        for n in range(4)
    ]
    frame = Part((box(0.315, 0.325, 1.06, 1.0, 0.012),), bgr(0xC9A24A), 69)
    glint = Part((ellipse(0.335, 0.68, 0.02 + 0.012 * math.sin(19 * seconds)),), bgr(0xFFF2C0), glow=1.0)
    return [line([(0.7, 0.33), (0.7, -0.25)], 0.03, bgr(0xB9C0C8), 68), frame, *cells, glint]


def _slow(cue: Cue) -> Cue:
    return replace(cue, at=cue.at / 0.8)


def astronaut(actor: Actor, seed: int) -> Rig:
    """An astronaut: walks heavily on the ground, drifts in space."""
    trim = named(actor.traits) or (bgr(0xC2452F), bgr(0x3A6FA8), bgr(0xD98A2F))[seed % 3]
    return _rig(actor, lambda seen, seconds: _suited(seen, trim), "float", 2.0)


def robot(actor: Actor, seed: int) -> Rig:
    """A humanoid robot."""
    paint = named(actor.traits) or (bgr(0xB9BFC4), bgr(0xD9A24A), bgr(0x5F8AA0), bgr(0xC2553A))[seed % 4]
    glow = blend(bgr(0x6FE0F0), paint, 0.1)
    return _rig(actor, lambda seen, seconds: _plated(seen, paint, glow, seconds), "stand", 1.85)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {"astronaut": astronaut, "robot": robot}
