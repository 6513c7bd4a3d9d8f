"""What all providers have alike whose films are made by a vendor elsewhere: slots, patience, a poller, one way to copy.

What is said to the vendor and what its answers mean is each one's own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from rushes.core.protocols import Job, Patience
from rushes.providers.copying import copy
from rushes.providers.poller import Poller
from rushes.providers.state import State
from rushes.providers.upstream import Upstream
from rushes.providers.vendor_settings import VendorSettings
from rushes.vendor_errors import UpstreamUnavailable

FILM = "film.mp4"


class RemoteProvider:
    """Base of them. It owns the way to the vendor."""

    name: ClassVar[str]

    def __init__(self, settings: VendorSettings, upstream: Upstream, now: Callable[[], float] = time.time) -> None:
        self._bounds, self._upstream, self._now = settings, upstream, now
        self.poller = Poller(self._state, settings, self.name)

    @property
    def slots(self) -> int:
        """How many jobs the account may have under way."""
        return self._bounds.slots

    @property
    def patience(self) -> Patience:
        """How long its tasks wait, and how often they are tried."""
        return self._bounds.patience

    @property
    def doubt_seconds(self) -> float:
        """How long after an intent the vendor may still come to take the job; look-ups before then prove nothing."""
        return self._bounds.doubt_seconds

    @property
    def look_ups(self) -> tuple[int, float, float]:
        """How many look-ups in a row must not find a job before it is absent; the seconds between two, and at most."""
        return self._bounds.look_ups, self._bounds.look_up_seconds, self._bounds.look_up_most_seconds

    @property
    def bill_rhythm(self) -> tuple[float, float]:
        """The shortest and the longest time between two questions about a bill."""
        return self._bounds.bill_least_seconds, self._bounds.bill_most_seconds

    @property
    def requests(self) -> Mapping[tuple[str, str], int]:
        """What was asked of the vendor so far."""
        return self._upstream.requests

    def hint(self, handle: str) -> None:
        """Somebody says that the job has changed."""
        self.poller.hint(handle)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._upstream.close()

    def _in_time(self, before: float) -> None:
        """Raise `UpstreamUnavailable` where too much time has passed since then to send a job."""
        late = self._now() - before
        if not 0 <= late <= self._bounds.late_seconds:
            # This process was stopped, or the clock was set: whoever reconciles may be about to call the job absent.
            raise UpstreamUnavailable(f"The job was not sent: {late:.1f} s had passed since its intent was kept.")

    async def _copied(self, job: Job, handle: str, state: State) -> Path:
        """Where the film lies once it is here; its link is asked for afresh after each try."""
        target = job.workdir / FILM
        await copy(self._upstream, self.poller.links(handle, state), target, self._bounds)
        return target

    async def _state(self, handle: str) -> State | None:
        """One question about a handle; None where the vendor does not know it."""
        raise NotImplementedError
