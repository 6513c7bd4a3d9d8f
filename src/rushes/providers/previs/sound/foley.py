"""The cues of the drawn things as sound: each starts with the sample at which it is seen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.lasting import ENGINES, LASTING, SAME_LASTING
from rushes.providers.previs.sound.noise import RATE, Wave, place, rng_for, silence, soften
from rushes.providers.previs.sound.presence import machine, presence
from rushes.providers.previs.sound.struck import SAME_AS, STRUCK

#: What feet meet where a cue does not say.
_GROUND = {
    "coast": "sand", "desert": "sand", "meadow": "grass", "field": "grass", "forest": "grass", "garden": "grass",
    "jungle": "grass",
    "hall": "stone", "courtyard": "stone", "greenhouse": "stone", "station": "stone", "swamp": "grass",
    "interior": "wood", "stage": "wood", "studio": "wood", "village": "grass", "sea": "wood", "harbour": "wood",
    "lake": "grass", "river": "grass", "mountains": "stone",
}  # fmt: skip
#: Seconds over which a lasting sound comes in and goes.
_LASTING_IN = 0.03
_LASTING_OUT = 0.12
#: What of a lasting sound goes to the room.
_LASTING_SEND = 0.25
#: How many variations of one short sound are made; repeated cues take turns.
_VARIANTS = 6


@dataclass(frozen=True, slots=True)
class Foley:
    """The dry bus, what of it goes to the room, and what is to be told."""

    bus: Wave
    send: Wave
    remarks: tuple[str, ...]


def ground(scene: Scene) -> str:
    """The material under foot where a cue names none."""
    if scene.snowy and scene.place not in ("interior", "stage", "studio", "kitchen", "hall", "greenhouse"):
        return "snow"
    return _GROUND.get(scene.place, "stone")


class _Bench:
    """Makes each short sound a few times at most and hands the variants out in turn."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made: dict[tuple[str, str, int], Wave] = {}
        self._turn: dict[tuple[str, str], int] = {}

    def take(self, kind: str, material: str) -> Wave:
        turn = self._turn.get((kind, material), -1) + 1
        self._turn[kind, material] = turn
        key = (kind, material, turn % _VARIANTS)
        if key not in self._made:
            rng = rng_for(self._seed, f"{kind}/{material}/{key[2]}")
            self._made[key] = STRUCK[kind].sound(rng, material)
        return self._made[key]


def _material(shot: Heard, cue: Cue, kind: str) -> str:
    """What a cue's sound is made of: an engine and a horn are those of the machine that is seen."""
    if kind not in ("engine", "horn"):
        return cue.material or ground(shot.scene)
    for name in (cue.material, cue.kind):
        if name in ENGINES:
            return name
    return machine(shot)


def _lasting(shot: Heard, cue: Cue, kind: str, n: int, rng: Generator) -> tuple[Wave, float]:
    """A lasting sound cut to its cue, at most to the end of its shot."""
    sound, level = LASTING[kind]
    left = max(0.05, shot.seconds - cue.at)
    length = min(n, int(RATE * (min(cue.seconds, left) if cue.seconds > 0 else left)))
    wave = sound(length, rng, _material(shot, cue, kind))
    return soften(wave, _LASTING_IN, _LASTING_OUT), level


def _lasting_kind(cue: Cue) -> str:
    """The lasting sound that a cue means; "" where it means a short one."""
    kind = SAME_LASTING.get(cue.kind, cue.kind)
    return kind if kind in LASTING and SAME_AS.get(cue.kind, cue.kind) not in STRUCK else ""


def foley(shots: Sequence[Heard], n: int, seed: int) -> Foley:
    """All cues of all shots. A kind that nobody knows is a soft touch, and said."""
    bus, send = silence(n), silence(n)
    bench = _Bench(seed)
    unknown: dict[str, None] = {}
    for index, shot in enumerate(shots):
        cues = sorted((*shot.cues, *presence(shot)), key=lambda c: (c.at, c.kind))
        together = Counter(kind for cue in cues if (kind := _lasting_kind(cue)))
        for number, cue in enumerate(cues):
            if lasts := _lasting_kind(cue):
                rng = rng_for(seed, f"{lasts}/{index}/{number}")
                wave, level = _lasting(shot, cue, lasts, n, rng)
                level /= math.sqrt(together[lasts])
                share = _LASTING_SEND
            else:
                kind = SAME_AS.get(cue.kind, cue.kind)
                if kind not in STRUCK:
                    unknown[cue.kind] = None
                    kind = "touch"
                wave = bench.take(kind, _material(shot, cue, kind))
                level, share = STRUCK[kind].level, STRUCK[kind].send
            at = round((shot.start + cue.at) * RATE)
            place(bus, wave, at, level * cue.gain, cue.pan)
            place(send, wave, at, level * cue.gain * share, cue.pan)
    remarks = tuple(f"No sound is known for “{kind}”: a soft touch stands for it." for kind in unknown)
    return Foley(np.asarray(bus, np.float32), send, remarks)
