"""The film's sound put together: beds, calls, foley, music, voice, rooms, ducking, the master."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rushes.providers.previs.sound import voice
from rushes.providers.previs.sound.accents import accents
from rushes.providers.previs.sound.ambience import BEDS, CALLS, layers
from rushes.providers.previs.sound.dialogue import dialogue, duck, plan
from rushes.providers.previs.sound.foley import foley
from rushes.providers.previs.sound.heard import Heard, Score
from rushes.providers.previs.sound.loudness import NOTHING, levelled, rough
from rushes.providers.previs.sound.master import finish
from rushes.providers.previs.sound.noise import RATE, Wave, rng_for, silence
from rushes.providers.previs.sound.pad import pad
from rushes.providers.previs.sound.rooms import Room, resound, room_of

#: Music stands here (LUFS) beside beds at `ambience.LEVEL`: it leads in a quiet room and drowns in a storm.
MUSIC_LEVEL = -30.5
#: Where ambience and music together stand before mastering, and how much of their own strength they keep.
AROUND_LEVEL = -25.0
AROUND_USUAL = -26.0
AROUND_KEEPS = 0.4
#: The voice's level, and how far bed, music and foley step back for it, in dB.
VOICE_LEVEL = -20.5
DUCK = 9.0
DUCK_FOLEY = 7.0
VOICE_SEND = 0.1
CALLS_SEND = 0.6
#: Words of a negative prompt that take the music away.
_MUSIC = frozenset({"music", "score", "soundtrack"})
#: `voice.say` speaks at this RMS in each channel.
SPEECH_RMS = 0.1


def _around_gain(bus: Wave) -> np.float32:
    own = rough(bus)
    gain = 0.0 if own <= NOTHING else AROUND_LEVEL + AROUND_KEEPS * (own - AROUND_USUAL) - own
    return np.float32(10 ** (gain / 20))


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
    unscored = any(_MUSIC & shot.scene.without for shot in shots)
    music = silence(n) if unscored else levelled(pad(shots, n, seed), MUSIC_LEVEL)
    around = bed + calls + music
    gain = _around_gain(around)
    heard = foley(shots, n, seed)
    talk = dialogue(plan(shots), n)
    back = duck(talk.speaking, DUCK, n)
    aside = duck(talk.speaking, DUCK_FOLEY, n)
    said = talk.bus * np.float32(10 ** (VOICE_LEVEL / 20) / SPEECH_RMS)
    send = aside * heard.send + CALLS_SEND * gain * back * calls + VOICE_SEND * said
    wet = _rooms(np.asarray(send, np.float32), shots, seed)
    done = finish(
        np.asarray(back * (gain * around + accents(shots, n, seed)) + aside * heard.bus + said + wet, np.float32)
    )
    spoken = tuple(text for text, _, _ in talk.plan.spoken)
    return Score(
        np.ascontiguousarray(done.T),
        spoken=spoken,
        subtitles=tuple(talk.plan.subtitles),
        remarks=heard.remarks + tuple(talk.plan.remarks),
        neural_parts=(voice.NAME,) if spoken else (),
    )
