"""How fast one may go: a bucket of requests for each name, refilled evenly through the minute."""

from __future__ import annotations

from dataclasses import dataclass

from rushes.errors import RateLimited

#: A bucket that is empty is full again after so long.
REFILL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests a minute, by the name of who is limited."""

    name: str
    per_minute: int

    @property
    def cost(self) -> float:
        """How long one request's place takes to come back."""
        return REFILL_SECONDS / self.per_minute

    def refusal(self, seconds: float) -> RateLimited:
        """The error for one request too many; the next one may come after so many seconds."""
        message = f"This key may send {self.per_minute} requests a minute, and has."
        return RateLimited(message, seconds=seconds, per_minute=self.per_minute)


@dataclass(frozen=True, slots=True)
class Draw:
    """So many requests' places, taken at once."""

    limit: Limit
    amount: int


class Pace:
    """Buckets by name; `now` is any clock that only goes forward."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, name: str, per_minute: int, now: float) -> float:
        """Seconds until the next request may come; 0 where it may come now. Takes nothing."""
        return max(0.0, (1 - self._now(name, per_minute, now)) * REFILL_SECONDS / per_minute)

    def take(self, name: str, per_minute: int, now: float) -> None:
        """One request has come."""
        self._left[name] = (self._now(name, per_minute, now) - 1, now)

    def _now(self, name: str, per_minute: int, now: float) -> float:
        left, at = self._left.get(name, (float(per_minute), now))
        return min(per_minute, left + (now - at) * per_minute / REFILL_SECONDS)
