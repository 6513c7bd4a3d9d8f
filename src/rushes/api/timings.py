"""How long requests take until their answers begin, by route: the one figure that is counted as it happens."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class Timings:
    """One for the app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "rushes_http_seconds",
            "Seconds from a request to the beginning of its answer.",
            ("method", "route", "status"),
            registry=self.registry,
            buckets=BUCKETS,
        )

    def note(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """An answer has begun. `route` is the path with its parameters' names; None for one that is not known."""
        self._seconds.labels(method, route or "none", status).observe(seconds)
