"""The operator's word on uncertain submissions, and who may give it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from tests.tasks import make_task

from rushes.core.caller import Caller, Scope
from rushes.core.event import Cancelled, Claimed, Doubted, Sending, Submitted
from rushes.core.money import Terms
from rushes.core.task import Status, Task
from rushes.desk import Decision, Desk
from rushes.errors import AlreadyFinal, Forbidden, InvalidRequest, NotFound
from rushes.storage.ledger import LedgerStore
from rushes.storage.sqlite import open_sqlite
from rushes.storage.stops import StopStore
from rushes.storage.store import TaskStore
from rushes.testing import PuppetProvider
from rushes.work.health import Health
from rushes.work.local import LocalDispatch

OPERATOR = Caller()


class Finder(PuppetProvider):
    """A puppet whose vendor's ids are not its handles."""

    async def adopt(self, vendor_id: str) -> str:
        return f"jobs/{vendor_id}"


async def doubted(store: TaskStore) -> Task:
    task = await store.add(make_task())
    for event in (Claimed(), Sending(), Doubted("no look-up")):
        task = await store.record(task.id, event, time.time())
    return task


def with_desk(folder: Path, story: object, provider: PuppetProvider | None = None) -> None:
    async def whole() -> None:
        store, makers = open_sqlite(folder / "rushes.db"), {"previs": provider or PuppetProvider()}
        health = Health(LocalDispatch(), makers, StopStore(store.engine))
        await health.begin()
        try:
            await story(Desk(store, health, time.time), store)  # type: ignore[operator]
        finally:
            await store.close()

    asyncio.run(whole())


@pytest.mark.parametrize(
    ("decision", "status", "handle", "intent", "owes"),
    [
        (Decision.ADOPT, Status.QUEUED, "v1", True, False),
        (Decision.RESUBMIT, Status.QUEUED, None, False, False),
        (Decision.FAIL, Status.FAILED, None, True, True),
    ],
)
def test_each_decision(
    tmp_path: Path, decision: Decision, status: Status, handle: str | None, intent: bool, owes: bool
) -> None:
    async def story(desk: Desk, store: TaskStore) -> None:
        task = await doubted(store)
        found = await desk.resolve(task.id, decision, "v1", OPERATOR)
        assert (found.status, found.handle, found.intent_at is not None, found.billing_open) == (
            status,
            handle,
            intent,
            owes,
        )
        with pytest.raises(AlreadyFinal):
            await desk.resolve(task.id, decision, "v1", OPERATOR)

    with_desk(tmp_path, story)


def test_the_provider_turns_the_vendors_id_into_a_handle(tmp_path: Path) -> None:
    async def story(desk: Desk, store: TaskStore) -> None:
        task = await doubted(store)
        with pytest.raises(InvalidRequest, match="vendor_id"):
            await desk.resolve(task.id, Decision.ADOPT, None, OPERATOR)
        assert (await desk.resolve(task.id, Decision.ADOPT, "7", OPERATOR)).handle == "jobs/7"

    with_desk(tmp_path, story, Finder())


@pytest.mark.parametrize(
    ("cost", "lines"),
    [
        (0, [("hold", 30, 0), ("release", -30, 0)]),
        (20, [("hold", 30, 0), ("charge", -20, 20), ("release", -10, 0)]),
        (70, [("hold", 30, 0), ("charge", -30, 30), ("overrun", 0, 0)]),
    ],
)
@pytest.mark.parametrize("deleted", [False, True])
def test_an_open_bill_is_settled_by_hand_once(tmp_path: Path, cost: int, lines: object, deleted: bool) -> None:
    async def story(desk: Desk, store: TaskStore) -> None:
        task = await store.add(make_task(), terms=Terms(10))
        for event in (Claimed(), Sending(), Submitted("v1"), Cancelled()):
            with pytest.raises(AlreadyFinal):
                await desk.settle(task.id, cost, OPERATOR)
            await store.record(task.id, event, 9.0)
        if deleted:
            await store.remove(task.id, task.tenant, 9.0)
        (bill,) = await desk.bills(OPERATOR)
        assert (bill.task_id, bill.handle, bill.reserved, bill.model) == (task.id, "v1", 30, task.request.model)
        assert await desk.settle(task.id, cost, OPERATOR) == bill
        found = await LedgerStore(store.engine).lines(task.id)
        assert [(line["kind"], line["reserved"], line["spent"]) for line in found] == lines
        assert await desk.bills(OPERATOR) == []
        with pytest.raises(NotFound if deleted else AlreadyFinal):
            await desk.settle(task.id, cost, OPERATOR)

    with_desk(tmp_path, story)


def test_only_the_operator_decides(tmp_path: Path) -> None:
    async def story(desk: Desk, store: TaskStore) -> None:
        task = await doubted(store)
        for caller, error in (
            (Caller(scopes=frozenset({Scope.MAKE, Scope.READ})), Forbidden),
            (Caller("another", scopes=frozenset({Scope.ADMIN})), NotFound),
        ):
            with pytest.raises(error):
                await desk.resolve(task.id, Decision.FAIL, None, caller)
            with pytest.raises(Forbidden):
                await desk.resume("previs", caller)
            with pytest.raises(Forbidden):
                await desk.settle(task.id, 0, caller)
            with pytest.raises(Forbidden):
                await desk.bills(caller)
        assert (await desk.resume("previs", OPERATOR)).stop is None
        assert [one.name for one in desk.standings()] == ["previs"]

    with_desk(tmp_path, story)
