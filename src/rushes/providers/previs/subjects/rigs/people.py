"""People as rigs: one person, two together, a crowd; what they do decides the pose, the view and the sounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...scene import Actor
from ..drawn import Rig, silent
from ..shape import Part, bgr, blend, box, moved, shade, tinted
from .body import Outfit
from .carried import HELD
from .deeds import DEEDS, Deed
from .gait import RUN, STROLL, WALK, Gait, steps, stride
from .person import person, scale_of
from .poses import POSES, Poser
from .skeleton import Arm, Build, Pose
from .stations import STATIONS
from .wardrobe import BUILDS, ROLES, dress

#: Words of a prompt for what is done, to a pose.
ACTIONS: dict[str, str] = {
    word: pose
    for pose, words in {
        "watch": "look gaze feel wonder",
        "stand": "wait smoke turn grow",
        "sit": "rest swing_action ride row drive sail",
        "sip": "drink",
        "talk": "sing speak argue gesture",
        "phone": "work_phone",
        "dine": "eat",
        "sleep": "lie",
        "cheer": "celebrate frolic rise",
        "tai_chi": "exercise",
        "float": "fly orbit",
        "kneel": "crouch feed",
        "read": "study",
        "craft": "work",
        "slash": "fight",
        "shoot": "aim",
        "hug": "kiss embrace",
        "conduct": "direct",
        "walk": "hike stroll shop hand_in_hand march",
        "run": "jog chase sports",
        "dance": "spin",
        "save": "dive_save",
    }.items()
    for word in words.split()
}
#: Height of the drawing in statures, its width over its height, and the view, by pose.
_FRAMES: dict[str, tuple[float, float, float]] = {
    "sit": (0.77, 0.75, 0.42),
    "read": (0.77, 0.75, 0.42),
    "squat": (0.56, 0.85, 0.30),
    "kneel": (0.70, 0.80, 0.35),
    "meditate": (0.56, 1.05, 1.15),
    "sleep": (0.30, 3.6, 0.0),
    "swim": (0.55, 1.9, 0.1),
    "cheer": (1.15, 0.5, 1.1),
    "dance": (1.05, 0.55, 1.0),
    "ballet": (1.14, 0.45, 0.4),
    "talk": (1.0, 0.40, 0.55),
    "wave": (1.05, 0.45, 1.1),
    "play": (1.0, 0.48, 0.95),
    "cook": (1.0, 0.45, 0.6),
    "point": (1.0, 0.6, 0.35),
    "float": (0.95, 0.65, 0.75),
    "balance": (0.90, 0.75, 0.55),
    "fiddle": (1.0, 0.45, 0.85),
}
_MOVES: dict[str, tuple[Gait, float]] = {"walk": (WALK, 0.36), "run": (RUN, 0.25)}


#: What the hands hold while something is done.
_TOOLS = {"read": "book", "cook": "pan", "play": "guitar", "balance": "board", "fiddle": "violin"}


#: Held things that ask for a deed of their own where none is said.
_SHOWN = {
    "rod": "fish", "brush": "paint", "broom": "sweep", "spade": "dig", "net": "haul_net", "rope": "haul",
    "blade": "slash", "shield": "shield", "bow": "shoot", "flute": "flute", "horn": "horn", "sax": "sax",
    "camera": "photograph", "mobile_phone": "phone", "hot_beverage": "sip", "barbell": "lift", "gloves": "box",
    "skis": "ski", "snowboard": "snowboard", "skateboard": "skate", "axe": "chop", "hammer": "hammer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody with a rhythm of their own."""

    build: Build
    outfit: Outfit
    own: float
    gait: Gait

    def pose(self, action: str, seconds: float) -> Pose:
        """What they do at a moment."""
        if action in _MOVES:
            gait = RUN if action == "run" else self.gait
            return self._shaded(stride(gait, seconds))
        poser: Poser = DEEDS[action].pose if action in DEEDS else POSES.get(action, POSES["stand"])
        pose = poser(seconds, self.own)
        return self._shaded(pose) if action in {"stand", "watch", "sit", "talk"} else pose

    def _shaded(self, pose: Pose) -> Pose:
        """One hand holds the umbrella, or what else there is to hold."""
        if "umbrella" in self.outfit.extras:
            return replace(pose, arms=(Arm((0.30, 0.10), (2.25, -0.20)), pose.arms[1]))
        if any(extra.startswith(HELD) for extra in self.outfit.extras):
            f, u, r = pose.pelvis
            return replace(pose, hands=((f + 0.17, u + 0.10, 0.05 - r), pose.hands[1]))
        return pose

    @property
    def metres(self) -> float:
        """Metres per stature unit."""
        return scale_of(self.build)


def cast(who: str, traits: Sequence[str], seed: int) -> Role:
    """Somebody of a kind ("man", "girl" …)."""
    rng = np.random.default_rng([seed, 7])
    gait = STROLL if who in {"woman", "oldman", "oldwoman"} else WALK
    return Role(BUILDS[who], dress(who, traits, seed), float(rng.random()), gait)


def action_of(actor: Actor) -> str:
    """The pose for an actor's action."""
    action = ACTIONS.get(actor.action, actor.action)
    if "violinist" in actor.traits and action in {"play", "stand"}:
        return "fiddle"
    if action == "sit" and {"ground", "grass", "beach"} & set(actor.traits):
        return "squat"
    held = [trait.removeprefix(HELD) for trait in actor.traits if trait.startswith(HELD)]
    if action == "dine" and held:
        return "sip"
    if action == "stand" and held:
        return _SHOWN.get(held[0], "hold")
    return action if action in POSES or action in _MOVES or action in DEEDS else "stand"


def one(who: str, *worn: str, action: str = "") -> Callable[[Actor, int], Rig]:
    """A maker of single people of a kind, in the clothes of a trade."""

    def make(actor: Actor, seed: int) -> Rig:
        kind = _aged(who, actor.traits)
        doing = action if action and actor.action in {"stand", "dance", "spin"} else action_of(actor)
        held = any(trait.startswith(HELD) for trait in actor.traits)
        tool = (_TOOLS[doing],) if doing in _TOOLS and not held else ()
        if doing in DEEDS and DEEDS[doing].tool and not held:
            tool = (HELD + DEEDS[doing].tool,)
        return _single(cast(kind, (*worn, *actor.traits, *tool), seed), doing, seed)

    return make


def _aged(who: str, traits: Sequence[str]) -> str:
    if "old" in traits and who in {"man", "woman"}:
        return "old" + who
    if {"young", "little", "small", "child"} & set(traits) and who in {"man", "woman"} and "young" not in traits:
        return "boy" if who == "man" else "girl"
    return who


def statue(actor: Actor, seed: int) -> Rig:
    """Somebody of stone on a plinth, quite still."""
    role = cast("woman" if "woman" in actor.traits else "man", ("robe", *actor.traits), seed)
    stone = bgr(0xA9A69E)
    plinth = Part((box(-0.42, 0.0, 0.42, 0.62, 0.02),), shade(stone, 0.8), 200)
    ledge = Part((box(-0.48, 0.56, 0.48, 0.66, 0.01),), shade(stone, 0.9), 201)
    body = moved(person(role.build, role.outfit, role.pose("point", 0.0), 0.7, 0.0), (0.0, 0.64), scale=1.15)
    carved = [replace(part, colour=blend(part.colour, stone, 0.9)) for part in body]
    parts = [plinth, *carved, ledge]
    return Rig(2.7, 0.4, lambda seconds: parts, roundness=0.1)


def _single(role: Role, action: str, seed: int) -> Rig:
    # Who looks out looks into the picture, as the audience does; everybody else shows the face.
    rest = -0.95 if action == "watch" and seed % 2 else 0.70
    tall, aspect, yaw = _FRAMES.get(action, (1.0, 0.42, _MOVES[action][1] if action in _MOVES else rest))
    deed = DEEDS.get(action)
    if deed is not None:
        tall, yaw = deed.tall, deed.yaw
        left, right = _extent(_busy(role, action, deed, 0.4))
        shift, aspect = -(left + right) / 2, 1.08 * (right - left) / (tall * role.build.stature)

    def draw(seconds: float) -> list[Part]:
        if deed is not None:
            return moved(_busy(role, action, deed, seconds), (shift, 0.0))
        parts = person(role.build, role.outfit, role.pose(action, seconds), yaw, seconds)
        if action in {"sit", "read"}:
            parts = bench(role.build.stature) + parts
        if action in {"sleep", "float", "swim"}:
            parts = _settled(parts, role, action)
        return parts

    gait = RUN if action == "run" else role.gait
    moves = action in _MOVES
    return Rig(
        height=role.build.stature * tall,
        aspect=aspect,
        draw=draw,
        stands_on="air" if action in {"float", "swim"} else "ground",
        speed=gait.speed * role.metres if moves else 0.0,
        cues=(lambda seconds: steps(gait, seconds)) if moves else silent,
        roundness=0.052 * role.build.stature,
    )


def _busy(role: Role, action: str, deed: Deed, seconds: float) -> list[Part]:
    """Somebody at a deed with what they stand or sit at."""
    parts = person(role.build, role.outfit, role.pose(action, seconds), deed.yaw, seconds)
    if not deed.station:
        return parts
    back, front = STATIONS[deed.station](seconds)
    return [*moved(back, scale=role.metres), *parts, *moved(front, scale=role.metres)]


def _extent(parts: Sequence[Part]) -> tuple[float, float]:
    """Metres from the origin to the left and right edge of some parts."""
    points = np.concatenate([contour[:, 0] for part in parts for contour in part.contours])
    return float(points.min()), float(points.max())


def _settled(parts: list[Part], role: Role, action: str) -> list[Part]:
    """Lying people rest on the ground, floating ones hang about their middle."""
    hip = 0.53 * role.metres
    if action == "sleep":
        return moved(parts, (0.0, -min(float(contour[:, 1].min()) for part in parts for contour in part.contours)))
    return moved(parts, (0.0, -hip))


def bench(stature: float) -> list[Part]:
    """A plain wooden bench to sit on."""
    wood = bgr(0x7A5A3E)
    s, top = stature, 0.238 * stature
    parts = [Part((box(x * s, 0.0, (x + 0.035) * s, top),), shade(wood, 0.7), 15) for x in (-0.26, 0.17)]
    parts.append(Part((box(-0.32 * s, top - 0.035 * s, 0.26 * s, top, 0.008),), wood, 16))
    return parts


def pair(first: str, second: str, *worn: str) -> Callable[[Actor, int], Rig]:
    """Two people together: hand in hand when they go, facing each other when they talk; `worn` by either, in turn."""

    def make(actor: Actor, seed: int) -> Rig:
        action = action_of(actor)
        tool = (HELD + DEEDS[action].tool,) if action in DEEDS and DEEDS[action].tool else ()
        left = cast(_aged(first, actor.traits), (*worn[:1], *actor.traits, *tool), seed)
        right = cast(_aged(second, actor.traits), (*worn[1:], *tool), seed + 101)
        return _pair(left, right, action)

    return make


def _pair(left: Role, right: Role, action: str) -> Rig:
    moves = action in _MOVES
    facing = action in {"talk", "dance", "hug", "slash", "box"}
    gap = {"hug": 0.145, "slash": 0.55, "box": 0.42}.get(action, 0.36) if facing else 0.25
    yaw = 0.30 if moves else -1.15 if action == "watch" else 0.95
    pace = left.gait if left.metres >= right.metres else right.gait
    speed = pace.speed * max(left.metres, right.metres)

    def draw(seconds: float) -> list[Part]:
        if facing:
            return _faced(left, right, action, gap, seconds)
        # Both keep one pace, so the shorter one takes quicker steps.
        one_pose = left.pose(action, seconds * (speed / (left.gait.speed * left.metres) if moves else 1))
        two_pose = right.pose(action, seconds * (speed / (right.gait.speed * right.metres) if moves else 1) + 0.2)
        far = person(right.build, right.outfit, _reach(two_pose, 0), yaw, seconds, labels=20)
        near = person(left.build, left.outfit, _reach(one_pose, 1), yaw, seconds + 0.4)
        return [*tinted(moved(far, (gap * 0.9, 0.035)), 0.93), *moved(near, (-gap * 0.9, 0.0))]

    tall = max(left.build.stature, right.build.stature)
    return Rig(
        height=tall,
        aspect=0.72,
        draw=draw,
        speed=speed if moves else 0.0,
        cues=(lambda seconds: steps(pace, seconds)) if moves else silent,
        roundness=0.052 * tall,
    )


def _reach(pose: Pose, k: int) -> Pose:
    """One hand held out to the other person, still while walking."""
    arms = list(pose.arms)
    arms[k] = Arm((0.06, 0.24), (0.16, 0.20))
    return replace(pose, arms=(arms[0], arms[1]))


def _faced(left: Role, right: Role, action: str, gap: float, seconds: float) -> list[Part]:
    """Two people turned to each other; they take turns speaking."""
    one_parts = person(left.build, left.outfit, left.pose(action, seconds), 0.42, seconds)
    other = right.pose(action, seconds + 2.3)
    two_parts = moved(person(right.build, right.outfit, other, 0.42, seconds + 2.3, labels=20), mirror=True)
    return [*moved(two_parts, (gap, 0.0)), *moved(one_parts, (-gap, 0.0))]


def crowd(actor: Actor, seed: int) -> Rig:
    """A loose group, nearer people lower on the picture and in front."""
    rng = np.random.default_rng([seed, 3])
    action = action_of(actor)
    moves = action in _MOVES
    count = int(np.clip(actor.count if actor.count > 1 else 7, 5, 11))
    roles = [
        cast(("man", "woman", "man", "woman", "girl", "boy")[int(rng.integers(6))], (), seed + 17 * k)
        for k in range(count)
    ]
    places = sorted(
        ((float(x), float(y)) for x, y in zip(_spread(count, rng), rng.random(count) * 0.30, strict=True)),
        key=lambda p: -p[1],
    )
    pace = max(role.gait.speed * role.metres for role in roles)
    offsets = rng.random(count) * 2
    faces = np.where(rng.random(count) < 0.5, 1, -1)

    def draw(seconds: float) -> list[Part]:
        parts: list[Part] = []
        for k, (role, (x, y)) in enumerate(zip(roles, places, strict=True)):
            rate = pace / (role.gait.speed * role.metres) if moves else 1.0
            pose = role.pose(action, seconds * rate + float(offsets[k]))
            body = person(role.build, role.outfit, pose, 0.3 if moves else 0.85, seconds, labels=20 * (k + 1))
            parts += tinted(moved(body, (x, y), mirror=not moves and faces[k] < 0), 1 - 0.35 * y / 0.3)
        return parts

    return Rig(
        height=1.9,
        aspect=2.0,
        draw=draw,
        speed=pace if moves else 0.0,
        cues=(lambda seconds: steps(WALK, seconds)) if moves else silent,
        roundness=0.09,
    )


def _spread(count: int, rng: np.random.Generator) -> list[float]:
    slots = np.linspace(-1.6, 1.6, count) + rng.normal(0, 0.08, count)
    return [float(x) for x in rng.permutation(slots)]


_KINDS = {"chef": "man", "nurse": "woman", "queen": "woman", "princess": "woman", "witch": "woman", "bride": "woman"}
MAKERS: dict[str, Callable[[Actor, int], Rig]] = {
    **{who: one(who) for who in ("man", "woman", "boy", "girl", "baby", "toddler")},
    "child": one("boy"),
    "person": one("man"),
    "oldman": one("oldman"),
    "oldwoman": one("oldwoman"),
    "couple": pair("man", "woman"),
    "friends": pair("woman", "man"),
    "family": pair("woman", "girl"),
    "newlyweds": pair("man", "woman", "businessman", "bride"),
    "father and son": pair("man", "boy"),
    "mother and son": pair("woman", "boy"),
    "father and daughter": pair("man", "girl"),
    "old couple": pair("oldman", "oldwoman"),
    "crowd": crowd,
    "statue": statue,
    "dancer": one("woman", "dress", action="dance"),
    **{role: one(_KINDS.get(role, "man"), role) for role in ROLES},
    "ballerina": one("woman", "ballerina", "bun", action="ballet"),
    "musician": one("man", "musician", action="play"),
}
