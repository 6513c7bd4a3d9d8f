"""The operator's decisions: what becomes of a job that nobody can say anything of, what a vendor has billed for one
that it does not tell of, and when a provider goes on.

It knows neither HTTP nor a database.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from rushes.core.caller import DEFAULT_TENANT, Caller, Scope
from rushes.core.event import Billed, Failed, NotTaken, Requeued, Submitted
from rushes.core.money import shown
from rushes.core.protocols import Adopts, Asks, OpenBill, Provider, Store
from rushes.core.task import Status, Task
from rushes.errors import AlreadyFinal, Forbidden, IllegalTransition, InvalidRequest, NotFound
from rushes.storage.stops import Stop
from rushes.work.health import Health

log = structlog.get_logger()


class Decision(enum.StrEnum):
    """What the operator found out about an uncertain submission."""

    #: The vendor has the job; it is followed.
    ADOPT = "adopt"
    #: The vendor does not have it; it is sent again.
    RESUBMIT = "resubmit"
    #: Whatever the vendor has, the task ends. Its bill stays open, for the vendor may send one.
    FAIL = "fail"


#: What a provider may be: at work, passed over for a while because it fails, waiting for the operator.
PROVIDER_STATES = ("ok", "failing", "stopped")


@dataclass(frozen=True, slots=True)
class Standing:
    """A provider as the operator sees it."""

    name: str
    slots: int
    stop: Stop | None
    failing: bool
    #: This process's requests to its vendor so far, by kind and result.
    requests: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """One word for it."""
        return "stopped" if self.stop else "failing" if self.failing else "ok"


class Desk:
    """One for the whole app. Everything here needs the scope `admin`."""

    def __init__(self, store: Store, health: Health, now: Callable[[], float]) -> None:
        self._store, self._health, self._now = store, health, now

    async def resolve(self, task_id: str, decision: Decision, vendor_id: str | None, caller: Caller) -> Task:
        """Carry out the decision on a task whose submission is unknown. Raises `AlreadyFinal`, `InvalidRequest`."""
        caller.need(Scope.ADMIN)
        task = await self._store.known(task_id)
        if caller.tenant not in (DEFAULT_TENANT, task.tenant):
            raise NotFound
        if task.status is not Status.UNKNOWN:
            raise AlreadyFinal(f"Only a task whose submission is unknown can be resolved; this one is {task.status}.")
        match decision:
            case Decision.ADOPT:
                await self._record(task, Submitted(await self._handle(task, vendor_id)))
                return await self._record(task, Requeued(self._now(), counted=False, reason="adopted"))
            case Decision.RESUBMIT:
                await self._record(task, NotTaken("operator"))
                return await self._record(task, Requeued(self._now(), counted=False, reason="resubmitted"))
            case Decision.FAIL:
                message = "It could not be found out whether the vendor had taken the job; the operator ended the task."
                return await self._record(task, Failed("submission_unknown", message))

    async def bills(self, caller: Caller) -> list[OpenBill]:
        """What vendors may still bill for tasks that have ended, oldest first."""
        self.only_operator(caller)
        return await self._store.open_bills()

    async def settle(self, task_id: str, cost: int, caller: Caller) -> OpenBill:
        """Close a bill with what the vendor has billed, also that of a deleted task. Raises `NotFound`, `AlreadyFinal`.

        Charged is that much, at most what is held; the rest of the hold is released.
        """
        self.only_operator(caller)
        bill = await self._store.open_bill(task_id)
        if bill is None:
            await self._store.known(task_id)
        if bill is None or not await self._store.close_bill(task_id, Billed(None, cost), self._now()):
            raise AlreadyFinal(
                f"The task {task_id} has no open bill: only what a vendor may still bill can be settled."
            )
        log.info(
            "bill_settled_by_hand", task=task_id, tenant=bill.tenant, cost=shown(cost), by=caller.key or "operator"
        )
        return bill

    async def resume(self, provider: str, caller: Caller) -> Standing:
        """Let a stopped provider go on. Raises `NotFound`."""
        self.only_operator(caller)
        await self._health.resume(provider)
        known = self._health.providers.get(provider)
        return Standing(provider, known.slots if known else 0, None, failing=False)

    def only_operator(self, caller: Caller) -> None:
        """Providers and bills are the whole server's. Raises `Forbidden` for who may only see to a part of it."""
        caller.need(Scope.ADMIN)
        if caller.tenant != DEFAULT_TENANT:
            raise Forbidden(
                f"Providers and bills are seen to by keys of the tenant {DEFAULT_TENANT}; this one's is another."
            )

    def standings(self) -> list[Standing]:
        """All providers, and whether one is stopped, with the reason."""
        health, now = self._health, self._now()
        return [
            Standing(name, provider.slots, health.stopped.get(name), health.failing(name, now), _requests(provider))
            for name, provider in health.providers.items()
        ]

    async def _handle(self, task: Task, vendor_id: str | None) -> str:
        if not vendor_id:
            raise InvalidRequest("vendor_id is missing: name the vendor's own id of the job.", param="vendor_id")
        provider = self._health.providers.get(task.provider)
        return await provider.adopt(vendor_id) if isinstance(provider, Adopts) else vendor_id

    async def _record(self, task: Task, event: Submitted | NotTaken | Requeued | Failed) -> Task:
        try:
            return await self._store.record(task.id, event, self._now(), task.epoch)
        except IllegalTransition:
            raise AlreadyFinal("Somebody else has resolved the task just now.") from None


def _requests(provider: Provider) -> Mapping[tuple[str, str], int]:
    return provider.requests if isinstance(provider, Asks) else {}
