"""Makes one film: claims the task, runs its provider, records what it reports, keeps the file.

The provider reports and the worker decides: retries, saving and the end of a task are here and nowhere else.
Every write carries the claim's epoch; when someone else holds the task by then, this run just ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import structlog

from rushes.core.card import ModelCard
from rushes.core.clip import Clip
from rushes.core.event import (
    Billed,
    Claimed,
    Event,
    Failed,
    NotTaken,
    Progressed,
    Requeued,
    Saving,
    Sending,
    Submitted,
    Succeeded,
)
from rushes.core.protocols import Job, MediaStore, Output, Patience, Provider, Store, Update, Waits
from rushes.core.task import Task
from rushes.errors import IllegalTransition, NotFound, RushesError, StaleEpoch
from rushes.media.disk import refusal
from rushes.media.probe import poster, probe, sha256
from rushes.vendor_errors import ProviderStopped, UpstreamBusy, UpstreamTimeout, UpstreamUnavailable
from rushes.work.again import NOT_TAKEN, PATIENCE, what_follows
from rushes.work.differences import differences
from rushes.work.doubt import settle

#: How long a task rests that goes to another provider, and one whose provider waits for the operator.
REROUTE_SECONDS, STOPPED_SECONDS = 1.0, 60.0
#: Progress is told at most this often, and only when a whole percent is new.
PROGRESS_SECONDS = 0.25

log = structlog.get_logger()


class Pulse(Protocol):
    """What the worker tells of providers, and asks of them (`health.py`)."""

    @property
    def stopped(self) -> Collection[str]:
        """Those that wait for the operator."""

    def open(self, provider: str, now: float) -> bool:
        """Whether a provider is worth a try."""

    def worked(self, provider: str) -> None:
        """A job was taken."""

    async def failed(self, provider: str, error: RushesError, now: float) -> None:
        """A run failed."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who makes the films of one model name."""

    provider: Provider
    card: ModelCard
    #: Others that can make them too, the next choice first.
    others: tuple[Route, ...] = ()

    def of(self, provider: str) -> Route | None:
        """The way through one provider: a task stays with the one that it was taken for, which is what it may cost."""
        return next((route for route in (self, *self.others) if route.provider.name == provider), None)


class Worker:
    """`work(task_id)` is what the dispatch calls; it returns when the run is over, however it ended."""

    def __init__(
        self,
        store: Store,
        media: MediaStore,
        routes: Mapping[str, Route],
        workdir: Path,
        now: Callable[[], float],
        keep_seconds: float | None = None,
        health: Pulse | None = None,
        call_back: Callable[[str], str | None] = lambda task_id: None,
    ) -> None:
        self._health, self._call_back = health, call_back
        self._store, self._media, self._routes, self._workdir, self._now = store, media, routes, workdir, now
        self._keep_seconds = keep_seconds

    async def work(self, task_id: str) -> None:
        """Claim the task and make its film, if it still waits."""
        claiming = asyncio.create_task(self._store.record(task_id, Claimed(), self._now()))
        try:
            task = await asyncio.shield(claiming)
        except (IllegalTransition, NotFound):
            return  # cancelled, deleted or taken since it was enqueued
        except asyncio.CancelledError:
            await asyncio.shield(self._unclaim(claiming))
            raise
        folder = self._workdir / f"{task.id}.{task.epoch}"
        try:
            await self._run(task, folder)
        except asyncio.CancelledError:
            await asyncio.shield(self._hand_back(task))
            raise
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _run(self, task: Task, folder: Path) -> None:
        """Make the film, or write down what became of it."""
        try:
            await self._through(task, folder)
        except (StaleEpoch, IllegalTransition, NotFound) as void:
            log.info("run_void", task=task.id, epoch=task.epoch, why=str(void))
        except RushesError as error:
            await self._failed(task, error)
        except OSError as error:
            log.exception("run_broke", task=task.id)
            await self._failed(task, refusal(error) or RushesError(_broke(error)))
        except Exception as error:
            log.exception("run_broke", task=task.id)
            await self._failed(task, RushesError(_broke(error)))

    async def _through(self, task: Task, folder: Path) -> None:
        """Make the film; where it is in doubt whether the vendor has the job, the doubt is settled first."""
        known = self._routes.get(task.request.model)
        route = known.of(task.provider) if known else None
        if route is None:
            message = f"{task.provider} does not make {task.request.model} any more; send the request again."
            await self._record(task, Failed("provider_not_configured", message))
            return
        if task.intent_at is None and (event := self._elsewhere(task)):
            await self._record(task, event)
            return
        left_by_another = task.in_doubt
        while True:
            if task.in_doubt:
                asked = await self._settled(task, route, counted=not left_by_another)
                if asked is None:
                    return
                task, left_by_another = asked, False
            try:
                await self._make(task, route, folder)
                return
            except (StaleEpoch, IllegalTransition, NotFound):
                raise
            except Exception as error:  # noqa: BLE001  it is raised again, or its task is in doubt
                task = await self._after(task, error)

    async def _settled(self, task: Task, route: Route, *, counted: bool) -> Task | None:
        """The task once its vendor is known to have its job; None where this run is over. Raises `UpstreamTimeout`
        where a try of this run was lost; a death of ours before is no failed try of the task.
        """
        try:
            return await settle(self._store, route.provider, task, self._now)
        except UpstreamTimeout:
            if counted:
                raise
        await self._record(task, Requeued(self._now(), counted=False, reason="absent"))
        return None

    def _elsewhere(self, task: Task) -> Requeued | None:
        """Where to go with a task that nobody has yet when its provider is not worth a try; None to try it."""
        now = self._now()
        if self._health is None or self._health.open(task.provider, now):
            return None
        if other := self._another(task):
            return Requeued(now, counted=False, reason="rerouted", provider=other)
        if task.provider in self._health.stopped:
            return Requeued(now + STOPPED_SECONDS, counted=False, reason="provider_stopped")
        return None

    def _another(self, task: Task) -> str | None:
        """The next choice for the task's model that is worth a try; a stand-in is none."""
        known = self._routes.get(task.request.model)
        ways = [known, *known.others] if known else []
        names = [way.provider.name for way in ways if not way.card.stands_in]
        at = names.index(task.provider) + 1 if task.provider in names else 0
        open_ones = (name for name in names[at:] + names[:at] if self._health and self._health.open(name, self._now()))
        return next((name for name in open_ones if name != task.provider), None)

    async def _after(self, task: Task, error: Exception) -> Task:
        """The task where the vendor may have its job all the same; raises the error again where it surely has not, or
        where it is known there.
        """
        task = replace(await self._store.known(task.id), epoch=task.epoch)
        if not task.in_doubt:
            raise error
        if isinstance(error, NOT_TAKEN):
            await self._record(task, NotTaken(error.code))
            raise error
        log.warning("submission_in_doubt", task=task.id, why=str(error), kind=type(error).__name__)
        return task

    async def _make(self, task: Task, route: Route, folder: Path) -> None:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        pictures = {name: await self._media.fetch(name, folder) for name in task.request.media}
        called_at = self._call_back(task.id)
        job = Job(task.id, task.request, route.card, task.handle, folder, pictures, called_at)
        async with contextlib.aclosing(_paced(route.provider.run(job))) as updates:
            async for update in updates:
                match update:
                    case Output():
                        await self._save(task, update)
                        return
                    case Sending() | Submitted() | Progressed() | Billed():
                        await self._record(task, update)
                        if isinstance(update, Submitted) and self._health:
                            self._health.worked(task.provider)
        raise RushesError("The provider ended without a film.")

    async def _save(self, task: Task, output: Output) -> None:
        await self._record(task, Saving())
        stem = f"{task.id}.{task.epoch}"
        facts = await asyncio.to_thread(probe, output.path)
        picture = await asyncio.to_thread(poster, output.path)
        digest, size = await asyncio.to_thread(sha256, output.path), output.path.stat().st_size
        clip = Clip(f"{stem}.mp4", f"{stem}.jpg", size, digest, facts, output.facts)
        # A thread that keeps a file cannot be stopped: whoever stops the run waits, and no file comes after the end.
        keeping = asyncio.create_task(self._keep(task, clip, output.path, picture))
        try:
            await asyncio.shield(keeping)
        except asyncio.CancelledError:
            await asyncio.wait({keeping})
            keeping.exception()  # seen, and of no matter any more
            raise

    async def _keep(self, task: Task, clip: Clip, film: Path, picture: bytes) -> None:
        """Both files and the word of them in the table, or none of the three where that is certain.

        Where nobody knows whether the word is in the table, the files stay: a film must not lose them.
        """
        try:
            await self._media.put(film, clip.media)
            await self._media.put_bytes(picture, clip.poster)
            await self._record(task, Succeeded(clip, self._expiry(), differences(task.request, clip.probe)))
        except Exception as error:
            void = isinstance(error, StaleEpoch | IllegalTransition | NotFound)
            if void or not isinstance(error, RushesError) or error.certain:
                await self._media.delete(clip.media)
                await self._media.delete(clip.poster)
            raise

    def _expiry(self) -> float | None:
        return None if self._keep_seconds is None else self._now() + self._keep_seconds

    async def _failed(self, task: Task, error: RushesError) -> None:
        """Another try where that helps, else the end. The time of the next try is written, not slept."""
        with contextlib.suppress(NotFound):
            task = replace(await self._store.known(task.id), epoch=task.epoch)
        if self._health:
            await self._health.failed(task.provider, error, self._now())
        event = what_follows(task, error, self._now(), random.random(), self._patience(task))
        unserved = isinstance(error, UpstreamUnavailable | ProviderStopped) and not isinstance(error, UpstreamBusy)
        if unserved and isinstance(event, Requeued) and task.intent_at is None and (other := self._another(task)):
            event = replace(event, not_before=self._now() + REROUTE_SECONDS, provider=other)
        log.warning("run_failed", task=task.id, attempt=task.attempt, code=error.code, why=error.message)
        await self._close(task, event)

    def _patience(self, task: Task) -> Patience:
        known = self._routes.get(task.request.model)
        route = known.of(task.provider) if known else None
        return route.provider.patience if route and isinstance(route.provider, Waits) else PATIENCE

    async def _unclaim(self, claiming: asyncio.Task[Task]) -> None:
        """A stop in the middle of a claim, which may have been kept."""
        with contextlib.suppress(RushesError):
            await self._hand_back(await claiming)

    async def _hand_back(self, task: Task) -> None:
        """A stop of ours is not the task's failure: it waits again, its attempt not counted."""
        await self._close(task, Requeued(self._now(), counted=False, reason="stopped"))

    async def _close(self, task: Task, event: Event) -> None:
        with contextlib.suppress(StaleEpoch, IllegalTransition, NotFound):  # it ended by someone else's hand
            await self._record(task, event)

    async def _record(self, task: Task, event: Event) -> Task:
        after = await self._store.record(task.id, event, self._now(), task.epoch)
        if isinstance(event, Failed):  # no film will need its pictures any more
            for name in task.request.media:
                await self._media.delete(name)
        return after


def _broke(error: Exception) -> str:
    return f"The run broke: {type(error).__name__}. The server's log has more."


async def _paced(updates: AsyncGenerator[Update, None]) -> AsyncGenerator[Update, None]:
    """The same updates, with progress thinned out to what a watcher can tell apart."""
    loop = asyncio.get_running_loop()
    last, percent = -PROGRESS_SECONDS, 0
    async with contextlib.aclosing(updates) as source:
        async for update in source:
            if isinstance(update, Progressed):
                now, whole = loop.time(), int(update.fraction * 100)
                if whole <= percent or now - last < PROGRESS_SECONDS:
                    continue
                last, percent = now, whole
            yield update
