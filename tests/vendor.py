"""A kling provider with short bounds, on a worker with a real store, against the fake on a socket."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tasks import make_request, make_task

from rushes.core.task import Status, Task
from rushes.errors import RushesError
from rushes.fake_kling.certificates import Certificates
from rushes.fake_kling.server import make_service, serving
from rushes.fake_kling.service import Service
from rushes.fake_kling.world import Options
from rushes.media.disk import DiskMedia
from rushes.providers.kling.provider import KlingProvider
from rushes.providers.kling.settings import KlingSettings
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore
from rushes.vendor_errors import ProviderStopped
from rushes.work.worker import Route, Worker

KEY = "fake-kling-key"
#: Bounds for tests: what takes half a minute with the real Kling takes a blink here.
SHORT: dict[str, Any] = {
    "send_seconds": 0.5,
    "late_seconds": 0.7,
    "accept_seconds": 0,
    "look_ups": 3,
    "look_up_seconds": 0.05,
    "poll_least_seconds": 0.05,
    "poll_most_seconds": 0.1,
    "trouble_seconds": 0.1,
    "forgotten_times": 3,
    "forgotten_seconds": 0,
    "ask_seconds": 2,
    "retry_least_seconds": 0.05,
    "bill_least_seconds": 0.05,
}


@dataclass
class Plant:
    """All parts between a queued task and the fake."""

    service: Service
    url: str
    store: TaskStore
    media: DiskMedia
    provider: KlingProvider
    routes: dict[str, Route]
    worker: Worker
    folder: Path
    stopped: list[str]

    async def queued(self, prompt: str = "a fox", **wanted: Any) -> Task:
        """A task that waits."""
        request = make_request(model="kling-v3-std-silent", prompt=prompt, **wanted)
        return await self.store.add(make_task(provider="kling", request=request, created_at=time.time()))

    async def now(self, task: Task) -> Task:
        """The task as it is."""
        return await self.store.known(task.id)

    async def ended(self, task: Task, seconds: float = 20.0) -> Task:
        """Work the task whenever it may run, as the feeder would, until it has ended."""
        async with asyncio.timeout(seconds):
            while not (found := await self.now(task)).status.final:
                if found.status is Status.QUEUED and found.not_before <= time.time():
                    await self.worker.work(task.id)
                else:
                    await asyncio.sleep(0.02)
        return found

    @property
    def books(self) -> dict[str, Any]:
        """The fake's ledger."""
        return self.service.world.ledger(self.service.now())


class Noted:
    """Notes why providers are stopped, and stops none."""

    stopped: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def open(self, provider: str, now: float) -> bool:
        return True

    def worked(self, provider: str) -> None:
        pass

    async def failed(self, provider: str, error: RushesError, now: float) -> None:
        if isinstance(error, ProviderStopped):
            self.reasons.append(error.message)


def settings_for(url: str, **changes: Any) -> KlingSettings:
    """The short bounds, with an API key unless there is another."""
    key = {} if "access_key" in changes else {"api_key": KEY}
    return KlingSettings(base_url=url, **{**SHORT, **key, **changes})


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def black_hole() -> Iterator[int]:
    """A port where nobody ever answers: its queue is full, and the system drops who comes."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port: int = listening.getsockname()[1]
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


@asynccontextmanager
async def plant(
    folder: Path,
    options: dict[str, Any] | None = None,
    now: Callable[[], float] = time.time,
    tls: Certificates | None = None,
    **settings: Any,
) -> AsyncIterator[Plant]:
    """A plant for as long as the block lasts; `options` are the fake's, `settings` the provider's."""
    if tls is not None:
        settings["ca_file"] = folder / "ca.pem"
        settings["ca_file"].write_bytes(tls.authority)
    service = make_service(Options(**{"seconds": 0.15, "slots": 100, **(options or {})}))
    pulse = Noted()
    async with serving(service, tls=tls) as url:
        store, media = open_sqlite(folder / "rushes.db"), DiskMedia(folder / "media")
        provider = KlingProvider(settings_for(url, **settings), now)
        routes = {card.name: Route(provider, card) for card in provider.cards()}
        worker = Worker(store, media, routes, folder / "work", now, None, pulse)
        try:
            yield Plant(service, url, store, media, provider, routes, worker, folder, pulse.reasons)
        finally:
            await provider.close()
            await store.close()
