"""Which providers work: one that its vendor does not let in is stopped until its operator says that it is mended; one
that fails several times in a row is passed over for a while where another can do its work.

A stop is the whole fleet's and outlives restarts; what a process holds of it is read anew whenever another changes it.
Failures are each process's own: what one machine cannot reach, another may.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import structlog

from rushes.core.protocols import Provider
from rushes.errors import NotFound, RushesError
from rushes.storage.stops import Stop, StopStore
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamUnavailable
from rushes.work.dispatch import Dispatch

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Breaker:
    """So many failures in a row open it, for so long."""

    failures: int = 5
    seconds: float = 30.0


class Health:
    """Stops and resumes providers. `replaceable` are those whose work others can do."""

    def __init__(
        self,
        dispatch: Dispatch,
        providers: Mapping[str, Provider],
        stops: StopStore,
        replaceable: Collection[str] = (),
        breaker: Breaker | None = None,
    ) -> None:
        self._dispatch, self.providers, self._replaceable = dispatch, providers, replaceable
        self._stops, self._breaker = stops, breaker or Breaker()
        self.stopped: dict[str, Stop] = {}
        self._failures: Counter[str] = Counter()
        self._passed_over: dict[str, float] = {}
        self._reading: asyncio.Task[None] | None = None
        self._again, self._lock = False, asyncio.Lock()
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have `listener(provider)` called when a provider may run again: its tasks wait in the table."""
        self._listeners.append(listener)

    async def begin(self) -> None:
        """Give every provider its slots, and those that are stopped none."""
        self._stops.hear(self._changed)
        await self._read()

    async def stop(self) -> None:
        """Read no more."""
        if self._reading:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    async def failed(self, provider: str, error: RushesError, now: float) -> None:
        """Hear of a run that failed."""
        if isinstance(error, ProviderStopped):
            if provider not in self.stopped:
                log.error("provider_stopped", provider=provider, why=error.message)
                await self._stops.add(provider, Stop(error.message, now))
                await self._read()
        elif isinstance(error, UpstreamUnavailable) and not isinstance(error, UpstreamBusy):
            self._failures[provider] += 1
            if self._failures[provider] >= self._breaker.failures:
                self._passed_over[provider] = now + self._breaker.seconds
                log.warning("provider_passed_over", provider=provider, why=error.message, seconds=self._breaker.seconds)

    def worked(self, provider: str) -> None:
        """Hear of a job that was taken."""
        self._failures.pop(provider, None)
        self._passed_over.pop(provider, None)

    def open(self, provider: str, now: float) -> bool:
        """Whether it is worth a try."""
        return provider not in self.stopped and not self.failing(provider, now)

    def failing(self, provider: str, now: float) -> bool:
        """Whether it is passed over for a while."""
        return self._passed_over.get(provider, now) > now

    async def resume(self, provider: str) -> None:
        """Run again, in every process. Raises `NotFound` for a provider that is neither here nor stopped."""
        if provider not in self.providers and provider not in self.stopped:
            raise NotFound(f"There is no provider {provider!r} here; there are {', '.join(self.providers)}.")
        await self._stops.remove(provider)
        self.worked(provider)
        await self._read()
        log.info("provider_resumed", provider=provider)

    async def _read(self) -> None:
        """Hold what the store says. Where others do a stopped provider's work, its tasks go on to them one by one."""
        async with self._lock:  # two that read at once could leave the older word in force
            self.stopped = await self._stops.all()
            for name, provider in self.providers.items():
                still = name in self.stopped and name not in self._replaceable
                await self._dispatch.set_limit(name, 0 if still else provider.slots)
                for listener in self._listeners:
                    listener(name)

    def _changed(self) -> None:
        """Another process has changed something: read it once now, and once more where it changes meanwhile."""
        if self._reading and not self._reading.done():
            self._again = True
            return
        self._reading = asyncio.create_task(self._read_all(), name="health")

    async def _read_all(self) -> None:
        try:
            self._again = True
            while self._again:
                self._again = False
                await self._read()
        except (RushesError, OSError) as error:
            log.error("stops_unread", why=str(error))
