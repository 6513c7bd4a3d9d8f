"""A worker on a real store and a real disk, with a puppet for a provider."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from tests.tasks import make_task

from rushes.core.task import Task
from rushes.media.disk import DiskMedia
from rushes.media.encode import Encoder
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore
from rushes.testing import PuppetProvider, Step
from rushes.work.worker import Route, Worker


@dataclass
class Bench:
    """The parts a worker stands between."""

    store: TaskStore
    media: DiskMedia
    provider: PuppetProvider
    worker: Worker
    routes: dict[str, Route]
    folder: Path

    async def queued(self) -> Task:
        return await self.store.add(make_task(created_at=time.time()))

    async def now(self, task: Task) -> Task:
        return await self.store.get(task.id, "default")


Story = Callable[[Bench], Awaitable[None]]
Stage = Callable[[Story, Sequence[Sequence[Step]]], None]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real film of 24 frames."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with Encoder(path, 64, 64) as encoder:
        for at in range(24):
            encoder.write(np.full((64, 64, 3), at * 8, np.uint8))
    return path


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Run a story on a fresh bench whose provider plays the scripts."""

    def go(story: Story, scripts: Sequence[Sequence[Step]]) -> None:
        async def whole() -> None:
            store = open_sqlite(tmp_path / "rushes.db")
            media = DiskMedia(tmp_path / "media")
            provider = PuppetProvider(*scripts)
            routes = {card.name: Route(provider, card) for card in provider.cards()}
            worker = Worker(store, media, routes, tmp_path / "work", time.time)
            try:
                await story(Bench(store, media, provider, worker, routes, tmp_path))
            finally:
                await store.close()

        asyncio.run(whole())

    return go
