"""Shipped doubles for tests of code that uses Rushes: a provider that does what its script says.

It stands behind the same seam as a real provider; nothing else of the server is replaced.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.event import Billed, Progressed, Sending, Submitted
from rushes.core.protocols import Job, Output, Update
from rushes.errors import RushesError

#: A step of a script: an update to yield, an error to raise, a file to hand over, seconds to wait.
Step = Update | RushesError | Path | float


class PuppetProvider:
    """Plays its script for every job; `jobs` are those it was given, `stopped` those that were cut short."""

    name: ClassVar[str] = "previs"

    def __init__(self, *scripts: Sequence[Step], slots: int = 1) -> None:
        self._scripts = list(scripts)
        self.slots = slots
        self.jobs: list[Job] = []
        self.stopped: list[str] = []
        self.running = 0
        self.most_running = 0

    def cards(self) -> Iterable[ModelCard]:
        """The previs models."""
        return kling_v3_cards("previs", local=True, elements=False)

    async def close(self) -> None:
        """Nothing to let go of."""

    async def run(self, job: Job) -> AsyncGenerator[Update, None]:
        """Play the next script; the last one plays for ever."""
        script = self._scripts[min(len(self.jobs), len(self._scripts) - 1)]
        self.jobs.append(job)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            if not any(isinstance(step, Sending) for step in script):  # a paid vendor's script tells when it is sent
                yield Submitted(f"puppet-{job.id}")
            for step in script:
                match step:
                    case float():
                        await asyncio.sleep(step)
                    case RushesError():
                        raise step
                    case Path():
                        film = job.workdir / "film.mp4"
                        film.write_bytes(step.read_bytes())
                        yield Output(film, {"renderer": "puppet"})
                    case Sending() | Submitted() | Progressed() | Billed() | Output():
                        yield step
        except (asyncio.CancelledError, GeneratorExit):
            self.stopped.append(job.id)
            raise
        finally:
            self.running -= 1
