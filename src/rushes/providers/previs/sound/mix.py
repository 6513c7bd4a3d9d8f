"""The film's sound put together: beds, calls, foley, music, voice, rooms, ducking, the master."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rushes.providers.previs.sound import voice
from rushes.providers.previs.sound.accents import accents
from rushes.providers.previs.sound.ambience import BEDS, CALLS, layers
from rushes.providers.previs.sound.dialogue import dialogue, duck
from rushes.providers.previs.sound.foley import foley
from rushes.providers.previs.sound.heard import Heard, Score
from rushes.providers.previs.sound.loudness import NOTHING, rough
from rushes.providers.previs.sound.master import finish
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for, silence
from rushes.providers.previs.sound.pad import pad
from rushes.providers.previs.sound.rooms import Room, resound, room_of

#: Where the bed stands before mastering, in LUFS, and how much of its own strength (a storm, a hush) it keeps.
BED_LEVEL = -25.0
BED_USUAL = -22.0
BED_KEEPS = 0.4
#: The voice's level, and how far bed, music and foley step back for it, in dB.
VOICE_LEVEL = -19.0
DUCK = 9.0
DUCK_FOLEY = 4.0
VOICE_SEND = 0.1
#: The music lies this far under the bed, in LU.
PAD_UNDER = 7.0
CALLS_SEND = 0.6
#: `voice.say` speaks at this RMS in each channel.
SPEECH_RMS = 0.1


def _to_level(bus: Wave, level: float) -> Wave:
    now = rough(bus)
    return bus if now <= NOTHING else np.asarray(bus * np.float32(10 ** ((level - now) / 20)), np.float32)


def _bed_gain(bus: Wave) -> float:
    own = rough(bus)
    return 1.0 if own <= NOTHING else float(10 ** ((BED_LEVEL + BED_KEEPS * (own - BED_USUAL) - own) / 20))


def _rooms(send: Wave, shots: Sequence[Heard], seed: int) -> Wave:
    """What every shot's room answers to its part of the send; tails ring on over the cut."""
    n = send.shape[1]
    out = silence(n)
    for room in dict.fromkeys(room_of(shot.scene.place) for shot in shots):
        first, last, gated = _part(send, shots, room)
        stop = min(n, last + int(room.decay * RATE))
        out[:, first:stop] += resound(gated[:, first:stop], room, rng_for(seed, f"room/{room.decay}"))
    return out


def _part(send: Wave, shots: Sequence[Heard], room: Room) -> tuple[int, int, Wave]:
    """The first and last sample of the shots in this room, and the send silenced outside of them."""
    gate = np.zeros(send.shape[1], np.float32)
    for shot in shots:
        if room_of(shot.scene.place) == room:
            gate[round(shot.start * RATE) : round(shot.end * RATE)] = 1
    inside = np.flatnonzero(gate)
    if len(inside) == 0:
        return 0, 0, send * gate
    return int(inside[0]), int(inside[-1]) + 1, send * gate


def score(shots: Sequence[Heard], seconds: float, seed: int) -> Score:
    """The sound of a film of `seconds`; the same shots and seed give the same samples."""
    n = round(seconds * RATE)
    bed = layers(shots, n, seed, BEDS)
    calls = layers(shots, n, seed, CALLS)
    gain = np.float32(_bed_gain(bed + calls))
    heard = foley(shots, n, seed)
    music = _to_level(pad(shots, n, seed), BED_LEVEL - PAD_UNDER)
    talk = dialogue(shots, n)
    back = duck(talk.speaking, DUCK, n)
    aside = duck(talk.speaking, DUCK_FOLEY, n)
    said = talk.bus * np.float32(10 ** (VOICE_LEVEL / 20) / SPEECH_RMS)
    send = aside * heard.send + CALLS_SEND * gain * back * calls + VOICE_SEND * said
    wet = _rooms(np.asarray(send, np.float32), shots, seed)
    around = back * (gain * (bed + calls) + music + accents(shots, n, seed))
    done = finish(np.asarray(around + aside * heard.bus + said + wet, np.float32))
    return Score(
        np.ascontiguousarray(done.T),
        spoken=tuple(talk.spoken),
        subtitles=tuple(talk.subtitles),
        remarks=heard.remarks + tuple(talk.remarks),
        neural_parts=(voice.NAME,) if talk.spoken else (),
    )
