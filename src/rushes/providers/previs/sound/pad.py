"""The music: a soft pad under everything, and by mood a few plucked notes, pulses, a drum.

The pad is made after Nasca's PADsynth idea: every overtone is a narrow band with random phases, turned into sound by
one inverse FFT a chord at half the sample rate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.harmony import Bar, bars
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.noise import RATE, Wave, fast_length, place, rng_for, silence, soften, stretch, tone
from rushes.providers.previs.sound.steps import burst, thud

_HALF = RATE // 2


@dataclass(frozen=True, slots=True)
class Sound:
    """How a mood is played: the pad's steepness, detune in cents, attack, bass; the plucks' pattern and beat."""

    steepness: float
    cents: float
    attack: float
    bass: float
    #: Which voice is plucked on each beat; None rests. Empty: no plucks.
    pattern: tuple[int | None, ...] = ()
    #: Beats a chord of usual length has.
    beats: int = 8
    pluck: float = 0.0
    #: (ratio, gain, decay) of a pluck's partials.
    timbre: tuple[tuple[float, float, float], ...] = ()
    octave: int = 12
    #: The level of a drum at every chord's start, and of a low pulse on every beat.
    drum: float = 0.0
    pulse: float = 0.0


_HARP = ((1, 1.0, 0.8), (2, 0.35, 0.45), (3, 0.16, 0.25), (4, 0.06, 0.15))
_PIANO = ((1, 1.0, 1.1), (2, 0.5, 0.7), (3, 0.28, 0.4), (4, 0.16, 0.3), (5, 0.08, 0.2), (6, 0.05, 0.12))
_MARIMBA = ((1, 1.0, 0.28), (3.93, 0.22, 0.08), (9.2, 0.05, 0.03))

SOUNDS: Mapping[str, Sound] = {
    "calm": Sound(1.9, 14, 1.1, 0.5, (0, None, 2, None, 3, None, 1, None), 8, 0.16, _HARP),
    "tender": Sound(2.2, 10, 0.9, 0.4, (0, 2, 3, None, 1, 2, None, None), 6, 0.3, _PIANO),
    "playful": Sound(2.1, 12, 0.5, 0.45, (0, 2, 1, 3, 2, 3, 1, 2), 12, 0.34, _MARIMBA),
    "epic": Sound(1.45, 18, 0.6, 0.8, drum=0.5, pulse=0.3, beats=8),
    "dark": Sound(1.8, 22, 1.4, 0.9, drum=0.22, beats=4),
    "tense": Sound(1.6, 16, 0.8, 0.7, pulse=0.22, beats=12, pattern=(3, None, None, None), pluck=0.06, timbre=_MARIMBA),
}  # fmt: skip
#: Seconds that a chord rings on into the next.
_RELEASE = 1.1
_OVERTONES = 10
#: Amplitudes of a partial's wide band (a section of players) of its steady pitch, and of a line on each side of it.
_LOOSE = 0.4
_STEADY = 0.75
_BESIDE = 0.3


def hertz(midi: float) -> float:
    """The frequency of a MIDI note."""
    return float(440 * 2 ** ((midi - 69) / 12))


def _ensemble(notes: Sequence[tuple[int, float]], sound: Sound, m: int, rng: Generator) -> Wave:
    """The chord (2, m) at half rate: bands around every overtone of every (note, gain), RMS 1."""
    size = fast_length(m)
    step = _HALF / size
    spectrum = np.zeros((2, size // 2 + 1), np.complex64)
    power = 0.0
    for note, gain in notes:
        for h in range(1, _OVERTONES + 1):
            centre = hertz(note) * h
            if centre > 5000:
                break
            spread = max(1.5 * step, centre * (2 ** (sound.cents / 1200) - 1))
            first, last = max(1, int((centre - 3 * spread) / step)), int((centre + 3 * spread) / step) + 2
            f = np.arange(first, last) * step
            level = gain / h**sound.steepness
            shape = np.exp(-(((f - centre) / spread) ** 2))
            shape *= _LOOSE * level / math.sqrt(float(np.square(shape).sum()))
            turns = rng.random((3, len(f)))
            pitch = np.exp(2j * np.pi * rng.random())
            for channel in (0, 1):
                own = np.exp(2j * np.pi * turns[channel]) + 0.8 * np.exp(2j * np.pi * turns[2])
                spectrum[channel, first:last] += shape * own
                spectrum[channel, round(centre / step)] += level * _STEADY * pitch
                for detune in (-0.5, 0.5):
                    line = round(centre * 2 ** (detune * sound.cents / 1200) / step)
                    spectrum[channel, line] += level * _BESIDE * np.exp(2j * np.pi * rng.random())
            power += level * level * (1.64 * _LOOSE**2 + _STEADY**2 + 2 * _BESIDE**2)
    wave = np.fft.irfft(spectrum, size)[:, :m]
    return np.asarray(wave * (size / math.sqrt(2 * power)), np.float32)


def _chord(bar: Bar, last: bool, rng: Generator) -> Wave:
    """One chord with its slow rise and its release, at 48 kHz."""
    sound = SOUNDS[bar.mood]
    length = bar.end - bar.start + (0 if last else _RELEASE)
    n = int(length * RATE)
    m = n // 2 + 2
    notes = [(bar.bass, sound.bass)] + [(voice, 1.0) for voice in bar.voices]
    wave = _ensemble(notes, sound, m, rng)
    t = np.arange(m, dtype=np.float32) / np.float32(_HALF)
    attack = min(sound.attack, 0.5 * (bar.end - bar.start))
    rise = np.sin(np.pi / 2 * np.minimum(1, t / attack)) ** 2
    release = _RELEASE if not last else min(1.2, 0.5 * length)
    sink = np.cos(np.pi / 2 * np.clip((t - (length - release)) / release, 0, 1)) ** 2
    return stretch(np.asarray(wave * rise * sink, np.float32), 2, n)


def _plucked(midi: int, timbre: tuple[tuple[float, float, float], ...]) -> Wave:
    longest = max(decay for _, _, decay in timbre)
    out = np.zeros(int(min(2.2, 4 * longest) * RATE), np.float32)
    for ratio, gain, decay in timbre:
        partial = tone(min(len(out) / RATE, 5 * decay), hertz(midi) * ratio, decay=decay)
        out[: len(partial)] += np.float32(gain) * partial
    return soften(out, 0.003, 0.1)


def _figures(bus: Wave, bar: Bar, last: bool, rng: Generator) -> None:
    """The plucks, pulses and the drum of one chord."""
    sound = SOUNDS[bar.mood]
    length = bar.end - bar.start
    beats = max(2, round(sound.beats * length / 3.1 / 2) * 2)
    beat = length / beats
    made: dict[int, Wave] = {}
    if sound.drum:
        boom = 0.9 * thud(1.2, 52, 0.3) + np.pad(
            0.05 * burst(rng, 0.2, 200, 900, 0.04), (0, int(1.2 * RATE) - int(0.2 * RATE))
        )
        place(bus, np.asarray(boom, np.float32), int(bar.start * RATE), sound.drum)
    for k in range(beats if not last else max(1, beats // 2)):
        at = int((bar.start + k * beat) * RATE)
        accent = 1.0 if k % 4 == 0 else 0.7
        if sound.pulse:
            low = made.setdefault(-1, _plucked(bar.bass, ((1, 1.0, 0.16), (2, 0.6, 0.12), (3, 0.3, 0.08))))
            place(bus, low, at, sound.pulse * accent, -0.15 if k % 2 else 0.15)
        voice = sound.pattern[k % len(sound.pattern)] if sound.pattern else None
        if voice is None:
            continue
        note = bar.voices[voice % len(bar.voices)] + sound.octave
        wave = made.setdefault(note, _plucked(note, sound.timbre))
        place(bus, wave, at, sound.pluck * accent * rng.uniform(0.8, 1.0), (-0.4, 0.3, -0.1, 0.45)[k % 4])


def pad(shots: Sequence[Heard], n: int, seed: int) -> Wave:
    """The film's music (2, n), about RMS 0.1."""
    score = bars(shots, n / RATE, seed)
    strings, figures = silence(n), silence(n)
    for k, bar in enumerate(score):
        rng = rng_for(seed, f"chord/{k}")
        last = k == len(score) - 1
        place(strings, _chord(bar, last, rng), int(bar.start * RATE))
        _figures(figures, bar, last, rng)
    return np.asarray(0.1 * strings + 0.3 * figures, np.float32)
