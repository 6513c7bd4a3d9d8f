"""Which providers work: one that its vendor does not let in is stopped until its operator says that it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from rushes.core.protocols import Provider
from rushes.errors import NotFound
from rushes.work.dispatch import Dispatch

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a provider is stopped, and since when."""

    reason: str
    since: float


class Health:
    """Stops and resumes providers; a restart resumes them all."""

    def __init__(self, dispatch: Dispatch, providers: Mapping[str, Provider]) -> None:
        self._dispatch, self.providers = dispatch, providers
        self.stopped: dict[str, Stop] = {}

    async def begin(self) -> None:
        """Give every provider its slots."""
        for name, provider in self.providers.items():
            await self._dispatch.set_limit(name, provider.slots)

    async def stop(self, provider: str, reason: str, now: float) -> None:
        """Start no more runs of this provider; those that go on, go on."""
        if provider not in self.stopped:
            log.error("provider_stopped", provider=provider, why=reason)
        self.stopped[provider] = Stop(reason, now)
        await self._dispatch.set_limit(provider, 0)

    async def resume(self, provider: str) -> None:
        """Run again. Raises `NotFound` for a provider that is not here."""
        if provider not in self.providers:
            raise NotFound(f"There is no provider {provider!r} here; there are {', '.join(self.providers)}.")
        self.stopped.pop(provider, None)
        await self._dispatch.set_limit(provider, self.providers[provider].slots)
        log.info("provider_resumed", provider=provider)
