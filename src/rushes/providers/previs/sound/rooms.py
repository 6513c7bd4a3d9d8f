"""The room a sound is heard in: a generated stereo impulse response by place, applied by FFT convolution.

It runs at half the sample rate; a room's tail has nothing above 10 kHz that would be missed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.sound.noise import RATE, Wave, fast_length, stretch

_HALF = RATE // 2


@dataclass(frozen=True, slots=True)
class Room:
    """Seconds until the tail has fallen by 60 dB, its share against the dry sound, where its highs end, the pause."""

    decay: float
    share: float
    bright: float = 5000.0
    pause: float = 0.012


OPEN = Room(0.7, 0.10, 3500, 0.03)
ROOMS = {
    "cave": Room(3.4, 0.65, 3800, 0.03),
    "stage": Room(2.0, 0.40, 5500, 0.025),
    "interior": Room(0.5, 0.28, 6000, 0.006),
    "hall": Room(2.4, 0.42, 4500, 0.02),
    "courtyard": Room(0.9, 0.22, 4500, 0.02),
    "kitchen": Room(0.45, 0.30, 7500, 0.005),
    "studio": Room(0.3, 0.16, 6000, 0.005),
    "city": Room(1.3, 0.24, 4000, 0.035),
    "street": Room(1.0, 0.24, 4500, 0.025),
    "village": Room(0.8, 0.16, 4000, 0.03),
    "harbour": Room(1.2, 0.16, 4000, 0.04),
    "forest": Room(1.1, 0.22, 3000, 0.03),
    "jungle": Room(1.0, 0.22, 3500, 0.025),
    "mountains": Room(2.6, 0.24, 2400, 0.12),
    "ruins": Room(1.6, 0.28, 4000, 0.03),
    "underwater": Room(1.9, 0.60, 1200, 0.01),
    "space": Room(3.4, 0.60, 3500, 0.02),
}


def room_of(place: str) -> Room:
    """The room of a place; open ground where the place has no walls."""
    return ROOMS.get(place, OPEN)


def impulse(room: Room, rng: Generator) -> Wave:
    """The room's impulse response (2, m) at 24 kHz, of energy 1 a channel."""
    m = int(_HALF * (room.pause + room.decay))
    t = np.arange(m, dtype=np.float32) / np.float32(_HALF)
    noise = rng.standard_normal((2, m), dtype=np.float32)
    size = fast_length(m)
    freqs = np.arange(size // 2 + 1) * (_HALF / size)
    spectrum = np.fft.rfft(noise, size)
    low = np.fft.irfft(spectrum / (1 + (freqs / (room.bright * 0.35)) ** 2), size)[:, :m]
    high = np.fft.irfft(spectrum / (1 + (freqs / room.bright) ** 4), size)[:, :m] - low
    after = np.maximum(t - room.pause, 0)
    tail = low * np.exp(-6.9 / room.decay * after) + high * np.exp(-11.5 / room.decay * after)
    tail *= np.clip((t - room.pause) / 0.012, 0, 1)
    for k in range(5):
        at = int(_HALF * (room.pause * 0.5 + rng.uniform(0.003, 0.035 + 0.01 * k)))
        if at < m:
            tail[rng.integers(2), at] += 1.2 * tail.std() * math.sqrt(m) * 0.12 * (1 - 0.12 * k)
    tail /= np.sqrt((tail * tail).sum(axis=1, keepdims=True)) + 1e-9
    return np.asarray(tail, np.float32)


def resound(send: Wave, room: Room, rng: Generator) -> Wave:
    """What the room answers to the send (2, n): n samples of tail, without the dry sound."""
    n = send.shape[1]
    even = n + (n & 1)
    padded = np.pad(send, ((0, 0), (0, even - n)))
    halved = 0.5 * (padded[:, ::2] + padded[:, 1::2])
    response = impulse(room, rng)
    size = fast_length(halved.shape[1] + response.shape[1])
    answer = np.fft.irfft(np.fft.rfft(halved, size) * np.fft.rfft(response, size), size)
    wet = np.asarray(answer[:, : even // 2 + 2] * np.float32(room.share), np.float32)
    return stretch(wet, 2, n)
