"""The sound of machines that are in the picture and move but bring no cue of their own: engines, wheels, wakes."""

from __future__ import annotations

from collections.abc import Mapping

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.lasting import LASTING, SAME_LASTING

#: By a word of the actor's name: (kind, material, gain) of what is heard all the time that it moves.
_MACHINES: Mapping[str, tuple[tuple[str, str, float], ...]] = {
    "car": (("engine", "car", 0.7),), "automobile": (("engine", "car", 0.7),), "taxi": (("engine", "car", 0.7),),
    "bus": (("engine", "bus", 0.7),), "truck": (("engine", "truck", 0.8),), "lorry": (("engine", "truck", 0.8),),
    "tractor": (("engine", "tractor", 0.8),), "motorcycle": (("engine", "motorcycle", 0.8),),
    "scooter": (("engine", "motorcycle", 0.5),), "train": (("wheels", "", 0.8), ("engine", "train", 0.5)),
    "locomotive": (("wheels", "", 0.8), ("engine", "train", 0.7)),
    "tram": (("wheels", "", 0.5), ("engine", "tram", 0.5)),
    "metro": (("wheels", "", 0.9),), "boat": (("engine", "boat", 0.5), ("stream", "", 0.5)),
    "motorboat": (("engine", "boat", 0.8), ("stream", "", 0.6)),
    "speedboat": (("engine", "boat", 0.9), ("stream", "", 0.7)),
    "ship": (("engine", "ship", 0.6), ("stream", "", 0.5)), "ferry": (("engine", "ship", 0.7), ("stream", "", 0.5)),
    "sailboat": (("stream", "", 0.5),), "canoe": (("stream", "", 0.3),), "rowboat": (("stream", "", 0.3),),
    "airplane": (("engine", "plane", 0.7),), "plane": (("engine", "plane", 0.7),), "jet": (("engine", "plane", 0.9),),
    "helicopter": (("engine", "helicopter", 0.9),), "drone": (("engine", "drone", 0.5),),
    "rocket": (("engine", "rocket", 1.0),), "spaceship": (("engine", "spaceship", 0.6),),
    "ufo": (("engine", "spaceship", 0.5),),
    "bicycle": (("whirr", "", 0.6),), "bike": (("whirr", "", 0.6),), "fire": (("fire", "", 0.7),),
    "campfire": (("fire", "", 0.9),), "windmill": (("whirr", "", 0.4),),
}  # fmt: skip
_RESTING = frozenset({"stand", "sit", "lie", "park", "rest", "sleep", "wait"})
#: These sound whatever they do.
_ALWAYS = frozenset({"fire", "campfire", "windmill", "helicopter", "drone", "rocket"})


def _words(actor: Actor) -> list[str]:
    return actor.name.removeprefix("glyph:").replace("-", "_").replace(" ", "_").split("_")


def machine(shot: Heard) -> str:
    """Whose engine or horn is heard in a shot: the first of its actors that has one; "" where none has."""
    for actor in shot.scene.actors:
        for word in _words(actor):
            for kind, material, _ in _MACHINES.get(word, ()):
                if kind == "engine":
                    return material
    return ""


def presence(shot: Heard) -> tuple[Cue, ...]:
    """Lasting cues for the machines of a shot; none where the picture itself brings a lasting sound."""
    if shot.scene.place == "space" or any(SAME_LASTING.get(cue.kind, cue.kind) in LASTING for cue in shot.cues):
        return ()
    found: dict[str, Cue] = {}
    for actor in shot.scene.actors:
        for word in _words(actor):
            if word not in _MACHINES or (actor.action in _RESTING and word not in _ALWAYS):
                continue
            for kind, material, gain in _MACHINES[word]:
                found.setdefault(kind, Cue(kind, 0.0, gain, material=material, seconds=shot.seconds))
    return tuple(found.values())
