"""Providers that are stopped until their operator acts, for all processes on the database and over every restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rushes.storage.engine import Engine, Steps, ask, tell

#: Told to the other processes when a provider is stopped or resumed; the text is its name.
CHANGED = "provider"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a provider is stopped, and since when."""

    reason: str
    since: float


class StopStore:
    """The stops, over the same engine as the tasks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hear(self, listener: Callable[[], None]) -> None:
        """Have `listener()` called when another process has stopped or resumed a provider, or may have."""
        self._engine.hear(CHANGED, lambda name: listener(), listener)

    async def all(self) -> dict[str, Stop]:
        """Every stop, by its provider."""
        rows = await self._engine.read(lambda: ask("provider_stops"))
        return {row["provider"]: Stop(row["reason"], row["since"]) for row in rows}

    async def add(self, provider: str, stop: Stop) -> None:
        """Stop a provider; where it is stopped already, the first reason stays."""
        await self._engine.write(lambda: _add(provider, stop))

    async def remove(self, provider: str) -> None:
        """Let it go on."""
        await self._engine.write(lambda: _remove(provider))


def _add(provider: str, stop: Stop) -> Steps[None]:
    yield from ask("stop_provider", provider=provider, reason=stop.reason, since=stop.since)
    yield from tell(CHANGED, provider)


def _remove(provider: str) -> Steps[None]:
    yield from ask("resume_provider", provider=provider)
    yield from tell(CHANGED, provider)
