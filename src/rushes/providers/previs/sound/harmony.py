"""The harmony of a film: chords by mood, led voice by voice, changing with the shots, and coming home at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import rng_for

#: A chord as semitones above the key's tonic; the first is its bass.
Chord = tuple[int, ...]

#: Middle of the register that the upper voices keep to (MIDI).
_CENTRE = 62
#: Seconds that a chord lasts about; a shorter shot shares its neighbour's.
_BAR = 3.1
_SHORTEST = 1.1


@dataclass(frozen=True, slots=True)
class Mood:
    """The harmonic language of a mood: a loop of chords, the step before the end, and the end."""

    loop: tuple[Chord, ...]
    before_last: Chord
    last: Chord


MOODS = {
    "calm": Mood(((0, 4, 7, 14), (-3, 0, 4, 7), (5, 9, 12, 16), (7, 12, 14, 17)), (5, 9, 12, 14), (0, 4, 7, 14)),
    "tender": Mood(((0, 4, 7, 11), (5, 9, 12, 19), (-3, 0, 4, 7), (5, 9, 12, 14)), (7, 11, 14, 17), (0, 4, 7, 14)),
    "playful": Mood(((0, 4, 7, 9), (-3, 0, 4, 7), (2, 5, 9, 12), (7, 11, 14, 17)), (7, 11, 14, 17), (0, 4, 7, 9)),
    "epic": Mood(((0, 3, 7, 12), (-4, 0, 3, 7), (3, 7, 10, 15), (-2, 2, 5, 10)), (-2, 2, 5, 10), (0, 4, 7, 12)),
    "dark": Mood(((0, 3, 7, 14), (-4, 0, 3, 8), (5, 8, 12, 15), (-2, 3, 5, 8)), (-4, 0, 3, 7), (0, 3, 7, 12)),
    "tense": Mood(((0, 3, 7, 13), (0, 3, 6, 11), (1, 5, 8, 12), (0, 3, 6, 9)), (7, 11, 13, 17), (0, 3, 7, 12)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One chord with its time, its mood, its bass and its upper voices (MIDI)."""

    start: float
    end: float
    mood: str
    bass: int
    voices: tuple[int, ...]


def tonic(seed: int) -> int:
    """The key, as MIDI note of the tonic in the octave below middle C."""
    return 48 + int(rng_for(seed, "key").integers(-4, 6))


def _mood(shot: Heard) -> str:
    return shot.scene.mood if shot.scene.mood in MOODS else "calm"


def spans(shots: Sequence[Heard], seconds: float) -> list[tuple[float, float, str]]:
    """(start, end, mood) of every chord: chords change on cuts and divide long shots evenly."""
    merged: list[list[float | str]] = []
    for shot in shots:
        if merged and shot.seconds < _SHORTEST:
            merged[-1][1] = shot.end
        else:
            merged.append([shot.start, shot.end, _mood(shot)])
    merged[0][0], merged[-1][1] = 0.0, seconds
    found = []
    for start, end, mood in merged:
        length = float(end) - float(start)
        parts = max(2 if len(merged) == 1 else 1, round(length / _BAR))
        for k in range(parts):
            found.append((float(start) + length * k / parts, float(start) + length * (k + 1) / parts, str(mood)))
    return found


def lead(previous: tuple[int, ...] | None, chord: Chord, root: int) -> tuple[int, ...]:
    """The chord's notes, each set in the octave that moves the voices least."""
    classes = [(root + step) % 12 for step in chord]
    around = previous or tuple(_CENTRE - 7 + 5 * k for k in range(len(classes)))

    def near(pitch_class: int, target: int) -> int:
        return target + (pitch_class - target + 6) % 12 - 6

    def cost(voicing: tuple[int, ...]) -> tuple[int, int]:
        doubled = len(voicing) - len(set(voicing))
        strays = sum(max(0, abs(note - _CENTRE) - 12) for note in voicing)
        return sum(abs(a - b) for a, b in zip(voicing, around, strict=True)) + 20 * doubled + 5 * strays, sum(voicing)

    choices = {tuple(near(c, t) for c, t in zip(order, around, strict=True)) for order in permutations(classes)}
    return min(sorted(choices), key=cost)


def bars(shots: Sequence[Heard], seconds: float, seed: int) -> list[Bar]:
    """The film's chords, from its first moment to its last; the last is the tonic of its mood."""
    root = tonic(seed)
    cut = spans(shots, seconds)
    offset = int(rng_for(seed, "progression").integers(0, 2)) * 2
    found: list[Bar] = []
    voices: tuple[int, ...] | None = None
    for k, (start, end, mood) in enumerate(cut):
        language = MOODS[mood]
        if k == len(cut) - 1:
            chord = language.last
        elif k == len(cut) - 2 and k > 0:
            chord = language.before_last
        else:
            chord = language.loop[(k + offset) % len(language.loop)] if k else language.loop[0]
        voices = lead(voices, chord, root)
        found.append(Bar(start, end, mood, (root + chord[0]) % 12 + 36, voices))
    return found
