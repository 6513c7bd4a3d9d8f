"""Who plays in a scene: figures for its actors, which way each faces, and what they ask of the place.

Where they stand is `cast`'s matter, how they are drawn `subjects`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rushes.providers.previs.picture import Figure
from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.stage.cast import CROWD, Part

#: Figures that are several already.
GROUPS = frozenset({"crowd", "couple", "family", "flock", "friends", "school"})
#: Words of a negative prompt that take away everybody.
PEOPLE = frozenset({"people", "person", "crowd", "human"})
#: What goes on wheels or rails, besides the rigs of roads, cycles and rails; and those of them that have legs.
ROLLING = frozenset(
    f"glyph:{name}"
    for name in (
        "automobile", "oncoming_automobile", "sport_utility_vehicle", "delivery_truck", "articulated_lorry", "tractor",
        "fire_engine", "ambulance", "police_car", "racing_car", "minibus", "trolleybus", "tram", "tram_car", "bus",
        "taxi", "pickup_truck", "motor_scooter", "kick_scooter", "skateboard", "auto_rickshaw",
    )
)  # fmt: skip
RAILED = frozenset(
    {"train", "steam train"}
    | {
        f"glyph:{name}"
        for name in ("locomotive", "railway_car", "high-speed_train", "bullet_train", "train", "metro", "tram")
    }
)
LEGGED = frozenset({"rider"})
#: Actions of two that turn to each other.
TOGETHER = frozenset(
    {"talk", "hug", "fight", "play", "stand", "sit", "work", "dance", "wave", "kiss", "eat", "drink", "slash", "box",
     "shoot", "kick", "tai_chi"}
)  # fmt: skip


def figure(actor: Actor, seed: int) -> Figure | None:
    """The figure of an actor; None where nobody knows how to draw it."""
    from rushes.providers.previs import subjects

    return subjects.figure(actor, seed)


def without(scene: Scene) -> Scene:
    """The scene with what the negative prompt names taken away."""
    from rushes.providers.previs.subjects.rigs import people

    nobody = bool(PEOPLE & scene.without)
    kept = tuple(
        actor
        for actor in scene.actors
        if not {actor.name, f"{actor.name}s"} & scene.without and not (nobody and actor.name in people.MAKERS)
    )
    return replace(scene, actors=kept, props=tuple(prop for prop in scene.props if prop not in scene.without))


def parts(scene: Scene) -> tuple[list[Part], list[str]]:
    """The parts of a scene in order, and the names that nobody can draw."""
    from rushes.providers.previs.subjects.rigs import cycles, dust, rails, road, swimmers

    rolling = (ROLLING | RAILED | {*road.MAKERS, *cycles.MAKERS, *rails.MAKERS}) - LEGGED
    found, missing = [], []
    ways = facings(scene)
    for number, actor in enumerate(scene.actors):
        copies = 1 if actor.name in GROUPS else min(max(actor.count, 1), CROWD)
        for copy in range(copies):
            seed = int(np.random.SeedSequence([scene.seed, 300 + number, copy]).generate_state(1)[0])
            part = replace(actor, facing=ways[number] if copies != 2 or actor.facing else _turned(actor, ways, copy))
            if actor.name in rolling and "dust" in scene.props:
                part = replace(part, traits=(*part.traits, dust.DUSTY))
            drawn = figure(part, seed)
            if drawn is None:
                missing.append(actor.name)
                break
            found.append(Part(part, drawn, copy, actor.name in swimmers.MAKERS, actor.name in rolling))
    return found, missing


def _turned(actor: Actor, ways: Sequence[int], copy: int) -> int:
    """Two of a kind that talk turn to each other."""
    if actor.action in TOGETHER and len(ways) == 1:
        return 1 if copy == 0 else -1
    return ways[0]


def facings(scene: Scene) -> list[int]:
    """Which way each actor faces: as asked, else with the camera's move, to the light, or to one another."""
    side = 1 if np.random.default_rng(np.random.SeedSequence([scene.seed, 1])).random() < 0.5 else -1
    lead = 1 if (scene.seed >> 3) % 2 else -1
    move = scene.camera.move
    if move.endswith(("_left", "_right")):
        lead = 1 if move.endswith("_right") else -1
    elif scene.camera.size in ("medium", "close", "extreme_close"):
        lead = side
    given = next((actor.facing for actor in scene.actors if actor.facing), lead)
    meet = len(scene.actors) == 2 and all(actor.action in TOGETHER and not actor.facing for actor in scene.actors)
    if meet and not any(actor.count > 1 for actor in scene.actors):
        return [1, -1]
    return [actor.facing or given for actor in scene.actors]


def needs(found: Sequence[Part]) -> frozenset[str]:
    """What the company asks of a place: "ground", "water", "air", "wall"; "wheels", "rails", "feet"; "goes"."""
    asked = {part.figure.stands_on for part in found}
    for part in found:
        if part.rolls:
            asked.add("rails" if part.actor.name in RAILED else "wheels")
        elif part.figure.stands_on == "ground":
            asked.add("feet")
        if part.figure.speed() > 0 and part.figure.stands_on == "ground":
            asked.add("goes")
    return frozenset(asked)
