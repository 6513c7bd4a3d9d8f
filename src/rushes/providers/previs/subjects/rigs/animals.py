"""Four-legged animals as rigs: what each does decides the gait, the stance and the sounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...picture import Cue
from ...scene import Actor
from ..colours import named
from ..drawn import Rig, silent, width_of
from ..shape import Part, blend, shade
from .breed import Species
from .quadruped import Stance, animal, going, lying, sitting, standing
from .species import BREEDS, KINDS
from .strides import GALLOP, STILL, TROT, WALK, Stride, falls, speed
from .trimmings import trimmings


def make(name: str) -> Callable[[Actor, int], Rig]:
    """A maker of an animal's rig."""

    def maker(actor: Actor, seed: int) -> Rig:
        species = KINDS[name](np.random.default_rng([seed, 21]))
        for breed in BREEDS.keys() & set(actor.traits) if name == "dog" else ():
            species = replace(species, **BREEDS[breed])  # type: ignore[arg-type]
        colour = named(actor.traits)
        if colour is not None:
            species = replace(
                species, coat=colour, legs=shade(colour, 0.75), belly=blend(colour, (0.9, 0.93, 0.95), 0.35)
            )
        if {"puppy", "baby", "small", "little", "young"} & set(actor.traits):
            species = replace(species, height=species.height * 0.62, head=(species.head[0] * 1.2, species.head[1]))
        return rig(species, actor.action)

    return maker


GAITS: dict[str, Stride] = {
    "frolic": GALLOP,
    "walk": WALK,
    "run": GALLOP,
    "trot": TROT,
    "gallop": GALLOP,
    "chase": GALLOP,
    "jump": GALLOP,
    "play": TROT,
    "hike": WALK,
}


def rig(species: Species, action: str) -> Rig:
    """What an animal does, as a rig."""
    gait = GAITS.get(action, STILL)
    pose = poser(species, action)

    def draw(seconds: float) -> list[Part]:
        return animal(species, pose(seconds), trimmings)

    def cues(seconds: float) -> tuple[Cue, ...]:
        return falls(gait, species.height, seconds, species.sound, min(1.0, 0.35 + 0.4 * species.height))

    top = species.top if action not in {"sleep", "lie", "rest"} else species.chest + 0.2
    return Rig(
        height=species.height * top,
        aspect=width_of(draw(0.0)) / (species.height * top),
        draw=draw,
        speed=speed(gait, species.height) if gait.stride else 0.0,
        cues=cues if gait.stride and species.sound else silent,
        roundness=0.10 * species.height,
    )


def poser(species: Species, action: str) -> Callable[[float], Stance]:
    """The stance in time for an action."""
    gait: Stride | None = GAITS.get(action)
    if gait is not None:
        return lambda seconds: going(species, gait, seconds)
    if action == "sit" and not species.hoof:
        return lambda seconds: sitting(species, seconds)
    if action in {"sleep", "lie", "rest"}:
        return lambda seconds: lying(species, seconds)
    graze = 1.0 if action in {"eat", "graze", "drink"} else 0.0
    return lambda seconds: standing(species, seconds, graze)


MAKERS: dict[str, Callable[[Actor, int], Rig]] = {name: make(name) for name in KINDS}
