"""How fast one may go: a bucket of requests for each name, refilled evenly through the minute."""

from __future__ import annotations


class Pace:
    """Buckets by name; `now` is any clock that only goes forward."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, name: str, per_minute: int, now: float) -> float:
        """Seconds until the next request may come; 0 where it may come now. Takes nothing."""
        return max(0.0, (1 - self._now(name, per_minute, now)) * 60 / per_minute)

    def take(self, name: str, per_minute: int, now: float) -> None:
        """One request has come."""
        self._left[name] = (self._now(name, per_minute, now) - 1, now)

    def _now(self, name: str, per_minute: int, now: float) -> float:
        left, at = self._left.get(name, (float(per_minute), now))
        return min(per_minute, left + (now - at) * per_minute / 60)
