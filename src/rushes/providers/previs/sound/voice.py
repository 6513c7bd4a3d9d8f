"""A voice for English lines: hibari's network, from the files of its package, on one CPU thread.

Only the voice inside the package is used and its file is named outright, so nothing is ever fetched. What is said
when and what is done where no voice is installed is `dialogue`'s.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from rushes.providers.previs.sound.noise import RATE, TICK, Wave, band_shape, fast_length, soften, stretch

NAME = "hibari"
#: The language that the voice speaks.
LANGUAGE = "en"
_VOICE = "heart"
_VOICE_RATE = RATE // 2
#: What of a line's peak counts as silence at its ends, and how much of that is kept, seconds.
_SILENCE = 0.02
_MARGIN = 0.015
#: Loud and soft syllables are brought nearer by this exponent.
_EVENING = 0.3


class _Speaker(Protocol):
    def __call__(self, text: str, speed: float = 1.0, seed: int | None = None) -> Wave: ...


def installed() -> bool:
    """Whether the voice and what runs it are there."""
    return all(importlib.util.find_spec(name) is not None for name in (NAME, "onnxruntime"))


@lru_cache(maxsize=1)
def _speaker() -> _Speaker:
    from hibari import Hibari

    spec = importlib.util.find_spec(NAME)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(NAME)
    model = Path(spec.origin).parent / "assets" / "hibari.onnx"
    return cast(_Speaker, Hibari(voice=_VOICE, model=str(model), threads=1))


def _trimmed(wave: Wave) -> Wave:
    loud = np.flatnonzero(np.abs(wave) > _SILENCE * np.abs(wave).max(initial=0.0))
    if len(loud) == 0:
        return wave[:0]
    margin = int(_MARGIN * _VOICE_RATE)
    return wave[max(0, int(loud[0]) - margin) : int(loud[-1]) + 2 * margin]


def _polished(wave: Wave) -> Wave:
    """At 48 kHz, without rumble, with a little presence, syllables evened out, RMS 0.1 while it speaks."""
    size = fast_length(len(wave) + 480)
    size += size & 1
    freqs = np.arange(size // 2 + 1) * (_VOICE_RATE / size)
    colour = band_shape(freqs, 80, 14000) * (1 + 0.25 * band_shape(freqs, 2200, 5200))
    spectrum = np.zeros(size + 1, np.complex64)
    spectrum[: size // 2 + 1] = np.fft.rfft(wave, size) * colour
    out = np.fft.irfft(spectrum, 2 * size)[: 2 * len(wave)] * 2
    blocks = -(-len(out) // TICK) + 1
    power = np.square(np.pad(out, (0, blocks * TICK - len(out)))).reshape(blocks, TICK).mean(axis=1)
    envelope = np.sqrt(np.convolve(power, np.hanning(9) / np.hanning(9).sum(), "same"))
    speaking = envelope > 0.15 * envelope.max()
    usual = float(np.sqrt(np.square(envelope[speaking]).mean()))
    gain = (np.maximum(envelope, 0.2 * usual) / usual) ** -_EVENING * (0.1 / usual)
    smooth = np.asarray(np.append(gain, gain[-1]), np.float32)
    return soften(np.asarray(out * stretch(smooth, TICK, len(out)), np.float32), 0.004, 0.02)


@lru_cache(maxsize=16)
def say(text: str, speed: float = 1.0) -> Wave:
    """The line as mono samples at 48 kHz, without silence around it; empty where there is nothing to say.

    The same text and speed give the same samples. Raises ModuleNotFoundError where no voice is installed.
    """
    if not any(character.isalnum() for character in text):
        return np.zeros(0, np.float32)
    wave = _trimmed(np.asarray(_speaker()(text, speed=speed, seed=0), np.float32))
    return _polished(wave) if len(wave) > _VOICE_RATE // 20 else np.zeros(0, np.float32)
