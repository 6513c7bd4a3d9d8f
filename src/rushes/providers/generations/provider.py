"""A server of the published contract as a Provider. Without a look-up, a job in doubt is the operator's; another Rushes
finds it by our id.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from functools import partial
from typing import ClassVar

import httpx2

from rushes.core.card import ModelCard, kling_v3_cards
from rushes.core.event import Billed, Progressed, Sending, Submitted
from rushes.core.protocols import Job, Output, Update
from rushes.media.still import still
from rushes.providers.generations import speech
from rushes.providers.generations.settings import GenerationsSettings
from rushes.providers.remote import RemoteProvider
from rushes.providers.state import Stage, State
from rushes.providers.upstream import Upstream
from rushes.vendor_errors import SubmitUncertain, UpstreamRejected, UpstreamUnavailable


class GenerationsProvider(RemoteProvider):
    """Makes films at another server, whose own ids are the handles."""

    name: ClassVar[str] = "generations"

    def __init__(
        self,
        settings: GenerationsSettings,
        now: Callable[[], float] = time.time,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        assert settings.base_url is not None and settings.api_key is not None  # the settings have checked it
        self._settings = settings
        header = {"Authorization": f"Bearer {settings.api_key.get_secret_value()}"}
        bounds, tls = settings.bounds, settings.tls
        way = Upstream(settings.base_url, bounds, lambda: header, speech, tls=tls, transport=transport)
        super().__init__(settings, way, now)

    def cards(self) -> Iterable[ModelCard]:
        """The models that are asked of it."""
        cards = kling_v3_cards("kling-v3", local=False, elements=True, ignores=frozenset({"seed"}))
        return [card for card in cards if card.name in self._settings.models]

    async def run(self, job: Job) -> AsyncGenerator[Update, None]:
        """Send the job unless it has been sent, follow it to its end, and copy its film."""
        handle = job.handle
        if handle is None:
            pictures = await asyncio.to_thread(_pictures, job, self._settings.picture_bytes)
            before = self._now()
            yield Sending()
            handle = await self._send(job, pictures, before)
        yield Submitted(handle)
        state = None
        async with contextlib.aclosing(self.poller.follow(handle)) as states:
            async for state in states:
                yield Progressed(state.progress)
        if state is None or state.stage is Stage.RUNNING:
            raise UpstreamRejected("The vendor does not know the job any more; it may have been removed there.")
        yield Billed(None, None)  # it has ended there; the contract does not say at what price
        if state.stage is Stage.FAILED:
            raise UpstreamRejected(f"The vendor could not make the film: {state.message or 'it does not say why'}.")
        yield Output(await self._copied(job, handle, state), {"task_id": state.id})

    async def billed(self, handle: str) -> Billed | None:
        """That the job has ended there; None while it runs. The contract does not say at what price; a job that came
        to nothing is free, as it is where the task was not ended before.
        """
        state = await self.poller.once(handle)
        if state is None or state.stage is Stage.RUNNING:
            return None
        return Billed(None, 0 if state.stage is Stage.FAILED else None)

    async def _send(self, job: Job, pictures: tuple[str | None, str | None], before: float) -> str:
        in_time = partial(self._in_time, before)
        answer = await self._upstream.create(speech.PATH, speech.body(job, pictures), in_time)
        handle = speech.job_id(answer)
        if handle is None:
            raise SubmitUncertain("The vendor's answer names no job.")
        return handle

    async def _state(self, handle: str) -> State | None:
        answer = await self._upstream.ask(f"{speech.PATH}/{handle}")
        return speech.state(answer.body) if answer.status == 200 and answer.body else None


class RushesProvider(GenerationsProvider):
    """The same with a look-up: the other side finds a job by the id that we gave it."""

    async def find(self, job_id: str) -> str | None:
        """The other side's id of a job, by ours."""
        state = await self._state(job_id)
        if state is None:
            return None
        if state.id is None or state.external_id not in (None, job_id):
            raise UpstreamUnavailable("The vendor answers for another job than the one that was asked for.")
        return state.id


def _pictures(job: Job, most: int) -> tuple[str | None, str | None]:
    """Both frames as data URIs, small enough."""
    found: list[str | None] = []
    for frame in (job.request.first_frame, job.request.last_frame):
        data = still(job.pictures[frame.media], most) if frame else None
        kind = "png" if data and data.startswith(b"\x89PNG") else "jpeg"
        found.append(f"data:image/{kind};base64,{base64.b64encode(data).decode()}" if data else None)
    return found[0], found[1]
