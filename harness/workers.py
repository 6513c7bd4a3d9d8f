"""Worker processes with an empty provider on a database, to be measured and mistreated: `bench/fleet` and `faults`."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from harness.remote import enter
from rushes.errors import RushesError
from rushes.media.disk import DiskMedia
from rushes.media.encode import Encoder
from rushes.storage.opening import open_store
from rushes.storage.store import TaskStore
from rushes.testing import PuppetProvider
from rushes.work.dispatch import Dispatch
from rushes.work.feeder import Feeder
from rushes.work.janitor import take_back_one
from rushes.work.leases import LeaseDispatch
from rushes.work.sweep import Sweep
from rushes.work.worker import Route, Worker

SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Plan:
    """How a worker works: what it shares, and how long its provider pretends to think."""

    url: str
    folder: Path
    slots: int = 8
    seconds: float = 0.0
    lease_seconds: float = 15.0
    #: How often it sweeps; None for never.
    sweep_seconds: float | None = None
    #: The network namespace that it works in; None for this machine's own.
    space: str | None = None

    @property
    def film(self) -> Path:
        """The film that the provider always makes."""
        return self.folder / "film.mp4"


def make_film(path: Path) -> None:
    """Two frames."""
    with Encoder(path, 64, 64) as encoder:
        for at in range(2):
            encoder.write(np.full((64, 64, 3), at * 100, np.uint8))


def spawn(plan: Plan) -> tuple[BaseProcess, Event]:
    """A worker's process, once it works; it ends when the event is set."""
    ready, halt = SPAWN.Event(), SPAWN.Event()
    process = SPAWN.Process(target=_process, args=(plan, ready, halt), daemon=True)
    process.start()
    assert ready.wait(60), "the worker did not start"
    return process, halt


@asynccontextmanager
async def working(store: TaskStore, dispatch: Dispatch, plan: Plan) -> AsyncIterator[Feeder]:
    """A worker's parts, for as long as the block lasts."""
    provider = PuppetProvider([plan.seconds, plan.film], slots=plan.slots)
    routes = {card.name: Route(provider, card) for card in provider.cards()}
    media = DiskMedia(plan.folder / "media")
    worker = Worker(store, media, routes, plan.folder / "work", time.time)
    await dispatch.set_limit("previs", plan.slots)
    feeder = Feeder(store, dispatch, ["previs"], time.time)
    store.listen(feeder.hear)
    store.listen_for_gaps(feeder.stir)
    await dispatch.run(worker.work, feeder.freed, partial(take_back_one, store, media, time.time))
    feeder.start()
    sweep = Sweep(store, media, dispatch, time.time, 1e9)
    sweeping = asyncio.create_task(_sweeping(sweep, plan.sweep_seconds))
    try:
        yield feeder
    finally:
        sweeping.cancel()
        await feeder.stop()
        await dispatch.stop()
        await store.close()


async def _sweeping(sweep: Sweep, seconds: float | None) -> None:
    while seconds is not None:
        await asyncio.sleep(seconds)
        with contextlib.suppress(RushesError):
            await sweep.once()


def _process(plan: Plan, ready: Event, halt: Event) -> None:
    async def work() -> None:
        store = await open_store(plan.folder, plan.url)
        dispatch = LeaseDispatch(store.engine, own={"previs"}, lease_seconds=plan.lease_seconds)
        async with working(store, dispatch, plan):
            ready.set()
            await asyncio.to_thread(halt.wait)

    if plan.space:
        enter(plan.space)
    asyncio.run(work())
