"""A server that lives and dies often: each life is the real `serve`, forked from a process that has imported it all.

A start that takes a second would make a thousand of them an hour's work; a fork takes a tenth of one.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx2

from harness import points
from harness.accounts import BUDGET
from harness.process import PLAIN
from rushes.app import running
from rushes.cli import serving as serve
from rushes.cli.serving import configure_logs, serving
from rushes.outside import Outside
from rushes.settings import Settings

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["harness.lives"])
START_SECONDS = 60.0


@dataclass(frozen=True)
class Plan:
    """What every life has in common."""

    folder: Path
    database_url: str | None
    kling: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)

    def settings(self) -> Settings:
        """The settings of a life."""
        return Settings(
            data=self.folder / "data",
            database_url=self.database_url,  # type: ignore[arg-type]  pydantic makes a secret of it
            port=0,
            lease_seconds=1,
            budget={"total": BUDGET // 10**6},  # type: ignore[arg-type]
            providers={"kling": self.kling},  # type: ignore[arg-type]
            **self.more,
        )


class Life:
    """One process from its start to its death."""

    def __init__(self, plan: Plan, point: str | None = None, times: int = 1) -> None:
        ours, theirs = FORKED.Pipe()
        self._pipe, self._clock = ours, FORKED.Value("d", 0.0)
        self.process = FORKED.Process(target=_live, args=(plan, theirs, point, times, self._clock), daemon=True)
        self.process.start()
        theirs.close()
        self.url = self._address()

    def _address(self) -> str:
        """Where it listens, or "" where it has died before."""
        try:
            assert self._pipe.poll(START_SECONDS), "the server did not start"
            return str(self._pipe.recv())
        except EOFError:
            return ""

    @property
    def alive(self) -> bool:
        """Whether it lives."""
        return self.process.is_alive()

    def lives_for(self, seconds: float) -> bool:
        """Wait for its death; whether it has outlived the time."""
        self.process.join(seconds)
        return self.alive

    def set_clock(self, seconds: float) -> None:
        """Set its clock forward, or back."""
        self._clock.value += seconds

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self._pipe.close()

    def client(self, **options: Any) -> httpx2.Client:
        """An HTTP client of this life."""
        return httpx2.Client(base_url=self.url, timeout=30, **PLAIN, **options)


def _live(plan: Plan, pipe: Connection, point: str | None, times: int, clock: Any) -> None:
    real = time.time
    time.time = lambda: real() + clock.value
    serve.running = partial(running, outside=Outside(now=time.time))  # type: ignore[attr-defined]
    os.chdir(plan.folder)
    log = os.open(plan.folder / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    configure_logs("error")
    if point is not None:
        points.arm(point, times)

    async def life() -> None:
        async with serving(plan.settings(), passing=False) as url:
            pipe.send(url)
            await asyncio.Event().wait()

    asyncio.run(life())
