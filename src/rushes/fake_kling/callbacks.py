"""The fake's callbacks: the bare object of a job, POSTed at each change of its state. They carry no signature."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2

from rushes.fake_kling.faults import Faults
from rushes.fake_kling.world import Job

SECONDS = 5.0
LATE_SECONDS = 2.0
BIG = 10 << 20

Show = Callable[[], dict[str, Any]]


class Callbacks:
    """Callbacks on their way, and how those sent so far were answered."""

    def __init__(self, faults: Faults, now: Callable[[], float]) -> None:
        self._faults, self._now = faults, now
        self._running: set[asyncio.Task[None]] = set()
        self.sent: list[tuple[str, int | None]] = []

    async def begin(self, job: Job, show: Show, other_id: str) -> None:
        """Follow a job, where it named an address; with the fault `callback_early` its first call is over by then."""
        if not job.wish.callback_url:
            return
        fault = self._faults.due("callback", job.wish.external_id or job.wish.prompt)
        if fault == "callback_early":
            await self._send(job, show(), None, other_id)
        following = asyncio.create_task(self._follow(job, show, fault, other_id))
        self._running.add(following)
        following.add_done_callback(self._running.discard)

    async def _follow(self, job: Job, show: Show, fault: str | None, other_id: str) -> None:
        told: list[dict[str, Any]] = []
        for wanted in (job.created_at, job.created_at + (job.ends_at - job.created_at) / 10, job.ends_at):
            await asyncio.sleep(max(0.0, wanted - self._now()) + 0.01)
            told.append(show())
            if fault != "callback_reordered":
                await self._send(job, told[-1], fault, other_id)
        for shown in reversed(told) if fault == "callback_reordered" else ():
            await self._send(job, shown, None, other_id)

    async def _send(self, job: Job, shown: dict[str, Any], fault: str | None, other_id: str) -> None:
        url, body = job.wish.callback_url, shown
        if fault == "callback_late":
            await asyncio.sleep(LATE_SECONDS)
        if fault == "callback_astray":
            url = url[:-1] + ("0" if url[-1] != "0" else "1")
        if fault == "callback_other":
            body = {**shown, "task_id" if "task_id" in shown else "id": other_id}
        if fault == "callback_big":
            body = {**shown, "padding": "x" * BIG}
        for _ in range(2 if fault == "callback_twice" else 1):
            self.sent.append((job.id, await _post(url, body)))


async def _post(url: str, body: dict[str, Any]) -> int | None:
    """The answer's status, or None where nobody answered: who is not there is not told again."""
    try:
        async with httpx2.AsyncClient(timeout=SECONDS, trust_env=False) as client:
            return (await client.post(url, json=body)).status_code
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return None
