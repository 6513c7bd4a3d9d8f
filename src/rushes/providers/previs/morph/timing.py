"""When a transition's parts happen, in frames: the first picture's half, the passage, the last picture's half."""

from __future__ import annotations

from dataclasses import dataclass

from rushes.providers.previs.brief import FPS

#: A passage takes at most this share of the film.
MOST = 0.5


def clamped(value: float) -> float:
    """Held to 0…1."""
    return min(1.0, max(0.0, value))


def smooth(share: float) -> float:
    """Smoothstep over 0…1."""
    v = clamped(share)
    return v * v * (3 - 2 * v)


def settled(rest: float) -> float:
    """Slowing down to 0 as `rest` goes from 1 to 0, without ever standing."""
    return rest * (0.35 + 0.65 * rest)


@dataclass(frozen=True, slots=True)
class Timing:
    """A passage of `length` seconds in the middle of a film of `frames`."""

    frames: int
    length: float

    @property
    def seconds(self) -> float:
        """Of the whole film."""
        return self.frames / FPS

    @property
    def passage(self) -> float:
        """The share of the film that the passage takes."""
        return min(MOST, self.length / max(self.seconds, 1e-6))

    def clock(self, index: int) -> float:
        """The share of the film at a frame."""
        return index / max(1, self.frames - 1)

    def through(self, index: int) -> float:
        """0 before the passage, 1 after it, even between."""
        return clamped((self.clock(index) - 0.5) / self.passage + 0.5)

    def before(self, index: int) -> float:
        """0 at the first frame, 1 in the middle of the passage, going on evenly past it."""
        return self.clock(index) * 2

    def after(self, index: int) -> float:
        """0 at the last frame, 1 in the middle of the passage."""
        return (1 - self.clock(index)) * 2

    def settling(self, index: int) -> float:
        """1 in the middle of the passage, slowing down to 0 at the last frame without ever standing."""
        return settled(self.after(index))

    def drift(self) -> float:
        """How far a slow push goes in one half: a little more in a longer film."""
        return min(0.11, 0.035 + 0.016 * self.seconds / 2)
