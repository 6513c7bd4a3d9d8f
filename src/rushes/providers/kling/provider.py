"""Kling as a Provider: sends a job once, follows it, copies its film. What may have been taken is told apart in
`upstream.py`; whether it is sent again is the worker's matter, never this file's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import ClassVar

import httpx2
import structlog

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.event import Billed, Sending, Submitted
from rushes.core.protocols import Job, Output, Update
from rushes.errors import NotFound
from rushes.media.still import still
from rushes.providers.kling import codes, legacy, v2
from rushes.providers.kling.settings import KlingSettings
from rushes.providers.kling.token import authorization
from rushes.providers.look_up import look_up
from rushes.providers.remote import RemoteProvider
from rushes.providers.state import Stage, State
from rushes.providers.upstream import Answer, Upstream
from rushes.vendor_errors import SubmitUncertain, UpstreamRejected

log = structlog.get_logger(__name__)

DIALECTS: dict[str, ModuleType] = {"legacy": legacy, "v2": v2}


class KlingProvider(RemoteProvider):
    """Makes the kling-v3 models' films at Kling."""

    name: ClassVar[str] = "kling"

    def __init__(
        self,
        settings: KlingSettings,
        now: Callable[[], float] = time.time,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings, self._dialect = settings, DIALECTS[settings.dialect]
        let_in = authorization(settings, now)
        way = Upstream(settings.base_url, settings.bounds, let_in, codes, tls=settings.tls, transport=transport)
        super().__init__(settings, way, now)

    def cards(self) -> Iterable[ModelCard]:
        """The four kling-v3 models."""
        limits = {"ignores": self._dialect.IGNORES, "beside_image": self._dialect.BESIDE_IMAGE}
        return kling_v3_cards("kling-v3", local=False, elements=True, **limits)

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
            # A handle that Kling does not know any more may be ours all the same: our id says so.
            handle = await self._own(job.id, handle, wrong=None if state is None else handle)
            yield Submitted(handle)
            state = await self._followed(job.id, handle)
        if state is None:
            raise UpstreamRejected("Kling does not know the job any more; it may have been removed there.")
        bill = state.billed(self._settings.unit_price)
        yield bill
        if state.stage is Stage.FAILED:
            raise UpstreamRejected(f"Kling could not make the film: {state.message or 'it does not say why'}.")
        film = await self._copied(job, handle, state)
        yield Output(film, {"task_id": state.id, "units": bill.units})

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

    async def _send(self, job: Job, body: Mapping[str, object], before: float) -> str:
        in_time = partial(self._in_time, before)
        answer = await self._upstream.create(self._dialect.path(job.request), body, in_time)
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

    async def _own(self, job_id: str, handle: str, wrong: str | None) -> str:
        """The right handle where the one we were given leads to somebody else's job (then it is `wrong`), or to none;
        as patiently as where it is in doubt whether there is a job.
        """
        log.error(
            "vendor_gave_another_job" if wrong else "vendor_forgot_a_job", vendor="kling", task=job_id, handle=handle
        )
        found = await look_up(self, job_id, wrong)  # its list may lag behind what it has taken
        if found is None:
            raise UpstreamRejected("Kling knows our job neither by the id that it gave nor by ours; was it removed?")
        return found

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
