"""Follows jobs whose tasks have ended before their vendors did, until it is known what they cost.

A film that is cancelled once the vendor has it ends for the client at once; the vendor goes on and bills it. Nothing
here changes what the client sees.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping

import structlog

from rushes.core.event import Billed
from rushes.core.protocols import Bills, Change, Finds, OpenBill, Provider, Store
from rushes.core.task import Status
from rushes.errors import ProviderFailed, RushesError
from rushes.providers.look_up import look_up

SWEEP_SECONDS = 60.0

log = structlog.get_logger()


class BillKeeper:
    """One for the process; where several processes follow one job, one of them keeps its bill."""

    def __init__(self, store: Store, providers: Mapping[str, Provider], now: Callable[[], float]) -> None:
        self._store, self._providers, self._now = store, providers, now
        self._following: dict[str, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with the bills that are open, and hear of more."""
        self._store.listen(self._hear)
        self._task = asyncio.create_task(self._forever(), name="bills")

    async def stop(self) -> None:
        """Leave the bills open; the next start goes on."""
        tasks = [task for task in (self._task, *self._following.values()) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _hear(self, change: Change) -> None:
        if change.status in (Status.FAILED, Status.CANCELLED):
            self._wake.set()

    async def _forever(self) -> None:
        while True:
            self._wake.clear()
            try:
                for bill in await self._store.open_bills():
                    self._begin(bill)
            except RushesError as error:
                log.error("bills_unread", why=error.message)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SWEEP_SECONDS):
                    await self._wake.wait()

    def _begin(self, bill: OpenBill) -> None:
        provider = self._providers.get(bill.provider)
        if provider is None or bill.task_id in self._following:
            return
        if not isinstance(provider, Bills):
            return  # a vendor that cannot be asked leaves the bill to the operator
        following = asyncio.create_task(self._follow(bill, provider), name=f"bill-{bill.task_id}")
        self._following[bill.task_id] = following
        following.add_done_callback(lambda done: self._ended(bill.task_id, done))

    def _ended(self, task_id: str, done: asyncio.Task[None]) -> None:
        self._following.pop(task_id, None)
        if not done.cancelled() and (error := done.exception()):
            log.error("bill_not_kept", task=task_id, why=str(error))

    async def _follow(self, bill: OpenBill, provider: Bills) -> None:
        billed = await self._price(bill, provider)
        if billed is not None and await self._store.close_bill(bill.task_id, billed, self._now()):
            log.info("bill_kept", task=bill.task_id, units=billed.units)

    async def _price(self, bill: OpenBill, provider: Bills) -> Billed | None:
        handle = bill.handle
        if isinstance(provider, Finds):
            # An answer may have named another's job: our own id is asked for first, for as long as in a doubt.
            handle = await look_up(provider, bill.task_id) or handle
            if handle is None:
                return Billed("0", 0)  # it never was there
        if handle is None:
            return None
        pause, most = provider.bill_rhythm
        while True:
            try:
                billed = await provider.billed(handle)
            except ProviderFailed as error:
                log.warning("bill_not_told", task=bill.task_id, why=error.message)
                billed = None
            if billed is not None:
                return billed
            await asyncio.sleep(pause)
            pause = min(most, pause * 1.5)
