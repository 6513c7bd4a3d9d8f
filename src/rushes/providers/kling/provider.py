"""Kling as a Provider: sends a job once, follows it, copies its film. What may have been taken is told apart in
`upstream.py`; whether it is sent again is the worker's matter, never this file's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from types import ModuleType
from typing import ClassVar

import httpx2
import structlog

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.event import Billed, Sending, Submitted
from rushes.core.protocols import Job, Output, Update
from rushes.errors import NotFound
from rushes.media.still import still
from rushes.providers.copying import copy
from rushes.providers.kling import codes, legacy, v2
from rushes.providers.kling.settings import KlingSettings
from rushes.providers.kling.token import authorization
from rushes.providers.poller import Poller
from rushes.providers.state import Stage, State
from rushes.providers.upstream import Answer, Upstream
from rushes.vendor_errors import SubmitUncertain, UpstreamRejected, UpstreamUnavailable

log = structlog.get_logger(__name__)

DIALECTS: dict[str, ModuleType] = {"legacy": legacy, "v2": v2}
FILM = "film.mp4"


class KlingProvider:
    """Makes the kling-v3 models' films at Kling."""

    name: ClassVar[str] = "kling"

    def __init__(
        self,
        settings: KlingSettings,
        now: Callable[[], float] = time.time,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings, self._now = settings, now
        self._dialect = DIALECTS[settings.dialect]
        let_in = authorization(settings, now)
        self._upstream = Upstream(settings.base_url, settings.bounds, let_in, codes, transport=transport)
        self.poller = Poller(self._state, settings, self.name)

    @property
    def slots(self) -> int:
        """How many jobs the account may have under way."""
        return self._settings.slots

    @property
    def doubt_seconds(self) -> float:
        """How long after an intent Kling may still come to take the job; look-ups before then prove nothing."""
        return self._settings.doubt_seconds

    @property
    def look_ups(self) -> tuple[int, float]:
        """How many look-ups in a row must not find a job before it is absent, and the seconds between two."""
        return self._settings.look_ups, self._settings.look_up_seconds

    @property
    def patience(self) -> tuple[float, float]:
        """The shortest and the longest wait of a task that there is no room for."""
        return self._settings.patience

    @property
    def requests(self) -> Mapping[tuple[str, str], int]:
        """What was asked of the vendor so far."""
        return self._upstream.requests

    def hint(self, handle: str) -> None:
        """Somebody says that the job has changed."""
        self.poller.hint(handle)

    def cards(self) -> Iterable[ModelCard]:
        """The four kling-v3 models."""
        ignores: frozenset[str] = self._dialect.IGNORES
        return kling_v3_cards("kling-v3", local=False, elements=True, ignores=ignores)

    async def run(self, job: Job) -> AsyncGenerator[Update, None]:
        """Send the job unless it has been sent, follow it to its end, and copy its film."""
        handle = job.handle
        if handle is None:
            pictures = await asyncio.to_thread(_pictures, job, self._settings.picture_bytes)
            body = self._dialect.body(job, pictures)
            before = self._now()
            yield Sending()
            handle = await self._send(job, body, before)
        yield Submitted(handle)
        state = await self._followed(job.id, handle)
        if state is None or state.external_id not in (None, job.id):
            handle = await self._own(job.id, handle)
            yield Submitted(handle)
            state = await self._followed(job.id, handle)
        if state is None:
            raise UpstreamRejected("Kling does not know the job any more; it may have been removed there.")
        bill = state.billed(self._settings.unit_price)
        yield bill
        if state.stage is Stage.FAILED:
            raise UpstreamRejected(f"Kling could not make the film: {state.message or 'it does not say why'}.")
        await self._copy(job, handle, state)
        yield Output(job.workdir / FILM, {"task_id": state.id, "units": bill.units})

    async def find(self, job_id: str) -> str | None:
        """The handle of a job by our own id, or None where Kling says there is none. Raises where it cannot say."""
        for kind, path, params in self._dialect.look_ups(job_id):
            state: State | None = self._dialect.state(_body(await self._upstream.ask(path, params)))
            if state is not None and state.id is not None and state.external_id in (None, job_id):
                return f"{kind}/{state.id}"
        return None

    async def adopt(self, vendor_id: str) -> str:
        """The handle of a job that somebody has found in the Kling account."""
        kinds = [v2.KIND] if self._settings.dialect == "v2" else legacy.KINDS
        for kind in kinds:
            state = await self.poller.once(f"{kind}/{vendor_id}")
            if state is not None and state.id is not None:
                return f"{kind}/{state.id}"
        raise NotFound(f"Kling knows no job {vendor_id!r}.")

    async def billed(self, handle: str) -> Billed | None:
        """What an ended job has cost; None while it runs. Raises where Kling cannot say."""
        state = await self.poller.once(handle)
        if state is None or state.stage is Stage.RUNNING:
            return None
        return state.billed(self._settings.unit_price)

    async def ready(self) -> None:
        """Raise what is wrong where Kling cannot be reached or does not let us in."""
        await self.find("task_" + "0" * 26)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._upstream.close()

    async def _send(self, job: Job, body: Mapping[str, object], before: float) -> str:
        late = self._now() - before
        if not 0 <= late <= self._settings.late_seconds:
            # This process was stopped, or the clock was set: whoever reconciles may be about to call the job absent.
            raise UpstreamUnavailable(f"The job was not sent: {late:.1f} s had passed since its intent was kept.")
        answer = await self._upstream.create(self._dialect.path(job.request), body)
        handle, external_id = self._dialect.taken(answer, job.request)
        if handle is None or external_id not in (None, "", job.id):
            raise SubmitUncertain("Kling's answer names no job, or another one.")
        taken: str = handle
        return taken

    async def _followed(self, job_id: str, handle: str) -> State | None:
        """The job's end, or a state of it that shows it to be another's; None where Kling does not know it."""
        async with contextlib.aclosing(self.poller.follow(handle)) as states:
            async for state in states:
                if state.stage is not Stage.RUNNING or state.external_id not in (None, job_id):
                    return state
        return None

    async def _own(self, job_id: str, wrong: str) -> str:
        """The right handle where the one we were given leads to somebody else's job, or to none; as patiently as where
        it is in doubt whether there is a job.
        """
        log.error("vendor_gave_another_job", vendor="kling", task=job_id, handle=wrong)
        times, pause = self.look_ups
        loop = asyncio.get_running_loop()
        began, absent = loop.time(), 0
        while absent < times:
            found = await self.find(job_id)
            if found is not None and found != wrong:
                return found
            absent += loop.time() - began >= self.doubt_seconds  # its list may lag behind what it has taken
            if absent < times:
                await asyncio.sleep(pause)
        raise UpstreamRejected("Kling knows our job neither by the id that it gave nor by ours; was it removed?")

    async def _copy(self, job: Job, handle: str, state: State) -> None:
        """Have the film here, its link asked for afresh after each try."""
        link = self.poller.links(handle, state)
        await copy(self._upstream, link, job.workdir / FILM, self._settings)

    async def _state(self, handle: str) -> State | None:
        """One question about a handle, in the dialect that it came from."""
        kind, _, name = handle.partition("/")
        if kind == v2.KIND:
            return v2.state(_body(await self._upstream.ask("/tasks", {"task_ids": name})))
        return legacy.state(_body(await self._upstream.ask(f"/v1/videos/{kind}/{name}")))


def _body(answer: Answer) -> Mapping[str, object]:
    """An answer's object; that of a 404 speaks of no job."""
    return answer.body or {}


def _pictures(job: Job, most: int) -> tuple[str | None, str | None]:
    """Both frames as base64, small enough; the last one in the ratio of the first."""
    first, last = job.request.first_frame, job.request.last_frame
    ratio = first.width / first.height if first else None
    found: list[str | None] = []
    for frame, crop in ((first, None), (last, ratio)):
        data = still(job.pictures[frame.media], most, crop) if frame else None
        found.append(base64.b64encode(data).decode() if data else None)
    return found[0], found[1]
