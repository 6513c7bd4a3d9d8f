"""The camera: move, reach, size and angle from the words that govern it, else what suits the shot."""

from __future__ import annotations

import random
from collections.abc import Sequence

from rushes.providers.previs.scene import Camera
from rushes.providers.previs.script.cast import Cast
from rushes.providers.previs.script.data import section, word_set
from rushes.providers.previs.script.matching import Mention
from rushes.providers.previs.script.setting import Chance
from rushes.providers.previs.script.tokens import Token

#: Moves that a direction word turns.
TURNED = {
    ("pan_right", "left"): "pan_left", ("pan_left", "right"): "pan_right", ("pan_right", "up_words"): "tilt_up",
    ("pan_right", "down_words"): "tilt_down", ("tilt_up", "down_words"): "tilt_down",
    ("truck_right", "left"): "truck_left",
    ("truck_left", "right"): "truck_right", ("crane_up", "down_words"): "crane_down",
    ("pan_right", "up"): "tilt_up", ("pan_right", "down"): "tilt_down", ("tilt_up", "down"): "tilt_down",
    ("crane_up", "down"): "crane_down", ("tilt_down", "up"): "tilt_up", ("crane_down", "up"): "crane_up",
}  # fmt: skip
#: How many mentions after a move a direction may stand.
TURN_REACH = 5
PACES = {"slow": 0.55, "fast": 1.6}
PACE_REACH = 3
#: Things that are seen whole only from afar.
LARGE = frozenset(
    {"statue", "glyph:palm_tree", "glyph:ferris_wheel", "glyph:fountain", "glyph:cactus", "glyph:shinto_shrine"}
)
CREATURES = frozenset({"person", "trade", "animal", "bird", "machine", "swimmer"})


def camera(
    found: Sequence[Mention], words: Sequence[Token], cast: Cast, place: str, chance: Chance
) -> tuple[Camera, frozenset[int]]:
    """The shot's camera and the mentions that said so."""
    used: set[int] = set()
    positive = [(at, mention) for at, mention in enumerate(found) if not mention.negated]
    moves = [(at, mention) for at, mention in positive if mention.kind == "move"]
    move = ""
    amount = 1.0
    if moves:
        at, mention = _weightiest(moves)
        move, spots = _turned(found, at, mention)
        used.update(spots)
        used.update(other for other, twin in moves if twin.key == mention.key)
        amount *= float(mention.meaning.also.get("amount", 1.0))
        pace, spot = _pace(found, at)
        amount *= pace
        used.update(spot)
    size, size_at = _said(positive, "size")
    angle, angle_at = _said(positive, "angle")
    used.update(size_at, angle_at)
    move = move or chance.pick(f"move:{place}", str(section("defaults").get(place, {}).get("moves", "push pull")))
    wander = random.Random(f"{chance.seed}:amount").uniform(-0.25, 0.25) * chance.freedom
    return Camera(move, round(amount * (1 + wander), 3), size or _size(found, cast, chance), angle or "eye"), frozenset(
        used
    )


def _weightiest(moves: Sequence[tuple[int, Mention]]) -> tuple[int, Mention]:
    """The first move that moves; "static" and the handheld way of holding give way to it."""
    moving = [move for move in moves if move[1].key not in ("static", "handheld")]
    moving = [move for move in moving if not move[1].meaning.text("size")] or moving
    return (moving or list(moves))[0]


def _turned(found: Sequence[Mention], at: int, mention: Mention) -> tuple[str, list[int]]:
    for after in range(at + 1, min(at + TURN_REACH, len(found))):
        other = found[after]
        if other.sentence != mention.sentence or other.kind in ("subject", "action", "move"):
            break
        name = other.words if other.words in ("up", "down") else other.key
        if other.kind == "stop" and (mention.key, name) in TURNED:
            return TURNED[mention.key, name], [at, after]
    return mention.key, [at]


def _pace(found: Sequence[Mention], at: int) -> tuple[float, list[int]]:
    for near in [*range(at - 1, at - 1 - PACE_REACH, -1), *range(at + 1, at + 1 + PACE_REACH)]:
        if 0 <= near < len(found) and found[near].sentence == found[at].sentence:
            if found[near].kind in ("subject", "action"):
                continue
            for name, pace in PACES.items():
                if found[near].words in word_set(name):
                    return pace, [near]
    own = set(found[at].words.split())
    return next(((pace, list[int]()) for name, pace in PACES.items() if word_set(name) & own), (1.0, []))


def _said(positive: Sequence[tuple[int, Mention]], name: str) -> tuple[str, list[int]]:
    """The first size or angle said by itself, else the first that another word brings along ("aerial shot")."""
    own = [(mention.key, at) for at, mention in positive if mention.kind == name]
    brought = [(mention.meaning.text(name), at) for at, mention in positive if mention.meaning.text(name)]
    for key, at in [*own, *brought]:
        return key, [at, *(other for same, other in own if same == key)]
    return "", []


def _size(found: Sequence[Mention], cast: Cast, chance: Chance) -> str:
    """Wide where the place speaks, nearer where somebody does."""
    if any(mention.kind == "line" for mention in found):
        return "medium"
    if not cast.actors:
        return chance.pick("size", "extreme_wide wide")
    if cast.actors[0].name in LARGE:
        return "wide"
    if cast.kinds[0][0] not in CREATURES | {"boat", "car", "craft"}:
        return chance.pick("size", "medium close")
    return chance.pick("size", "wide wide medium")
