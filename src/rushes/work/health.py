"""Which providers work: one that its vendor does not let in is stopped until its operator says that it is mended; one
that fails several times in a row is passed over for a while where another can do its work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import structlog

from rushes.core.protocols import Provider
from rushes.errors import NotFound, RushesError
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamUnavailable
from rushes.work.dispatch import Dispatch

#: So many failures in a row open the breaker, for so long.
MOST_FAILURES, OPEN_SECONDS = 5, 30.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a provider is stopped, and since when."""

    reason: str
    since: float


class Health:
    """Stops and resumes providers; a restart resumes them all. `replaceable` are those whose work others can do."""

    def __init__(
        self, dispatch: Dispatch, providers: Mapping[str, Provider], replaceable: Collection[str] = ()
    ) -> None:
        self._dispatch, self.providers, self._replaceable = dispatch, providers, replaceable
        self.stopped: dict[str, Stop] = {}
        self._failures: Counter[str] = Counter()
        self._passed_over: dict[str, float] = {}

    async def begin(self) -> None:
        """Give every provider its slots."""
        for name, provider in self.providers.items():
            await self._dispatch.set_limit(name, provider.slots)

    async def failed(self, provider: str, error: RushesError, now: float) -> None:
        """Hear of a run that failed."""
        if isinstance(error, ProviderStopped):
            if provider not in self.stopped:
                log.error("provider_stopped", provider=provider, why=error.message)
            self.stopped[provider] = Stop(error.message, now)
            if provider not in self._replaceable:  # else its tasks go on to the next provider, one by one
                await self._dispatch.set_limit(provider, 0)
        elif isinstance(error, UpstreamUnavailable) and not isinstance(error, UpstreamBusy):
            self._failures[provider] += 1
            if self._failures[provider] >= MOST_FAILURES:
                self._passed_over[provider] = now + OPEN_SECONDS
                log.warning("provider_passed_over", provider=provider, why=error.message, seconds=OPEN_SECONDS)

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
        """Run again. Raises `NotFound` for a provider that is not here."""
        if provider not in self.providers:
            raise NotFound(f"There is no provider {provider!r} here; there are {', '.join(self.providers)}.")
        self.stopped.pop(provider, None)
        self.worked(provider)
        await self._dispatch.set_limit(provider, self.providers[provider].slots)
        log.info("provider_resumed", provider=provider)
