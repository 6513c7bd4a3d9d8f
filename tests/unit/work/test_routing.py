"""Another provider takes a task only where the first one surely does not have its job."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.tasks import make_task

from rushes.core.event import Claimed, Requeued, Sending
from rushes.core.task import Status, Task
from rushes.errors import IllegalTransition, RushesError
from rushes.makers import replaceable, ways
from rushes.media.disk import DiskMedia
from rushes.storage.sqlite import open_sqlite
from rushes.storage.stops import StopStore
from rushes.testing import PuppetProvider, Step
from rushes.vendor_errors import ProviderStopped, SubmitUncertain, UpstreamBusy, UpstreamUnavailable
from rushes.work import worker as module
from rushes.work.health import Health
from rushes.work.local import LocalDispatch
from rushes.work.worker import Worker


class Second(PuppetProvider):
    """Another provider of the same models."""

    name = "second"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REROUTE_SECONDS", 0.0)


def tried(
    folder: Path, first: Sequence[Step], second: Sequence[Step], runs: int
) -> tuple[Task, PuppetProvider, Second]:
    """A task for the first provider after so many runs."""

    async def whole() -> tuple[Task, PuppetProvider, Second]:
        one, other = PuppetProvider(first), Second(second)
        store, routes = open_sqlite(folder / "rushes.db"), ways([one, other])
        health = Health(
            LocalDispatch(), {"previs": one, "second": other}, StopStore(store.engine), replaceable(routes.values())
        )
        await health.begin()
        made = Worker(store, DiskMedia(folder / "media"), routes, folder / "work", time.time, None, health)
        task = await store.add(make_task(created_at=time.time()))
        for _ in range(runs):
            await made.work(task.id)
        found = await store.known(task.id)
        await store.close()
        return found, one, other

    return asyncio.run(whole())


@pytest.mark.parametrize("error", [UpstreamUnavailable("no connection"), ProviderStopped("no money")])
def test_what_was_surely_not_taken_goes_to_the_next_choice(tmp_path: Path, error: RushesError) -> None:
    task, one, other = tried(tmp_path, [Sending(), error], [], 1)
    assert (task.status, task.provider, task.attempt) == (Status.QUEUED, "second", 0)
    assert (len(one.jobs), len(other.jobs)) == (1, 0)


def test_what_may_have_been_taken_stays(tmp_path: Path) -> None:
    task, one, other = tried(tmp_path, [Sending(), SubmitUncertain()], [], 3)
    assert (task.status, task.provider, len(one.jobs), len(other.jobs)) == (Status.UNKNOWN, "previs", 1, 0)


def test_a_full_vendor_is_waited_for(tmp_path: Path) -> None:
    task, _, other = tried(tmp_path, [Sending(), UpstreamBusy(after=0.0001)], [], 2)
    assert (task.provider, len(other.jobs)) == ("previs", 0)


def test_where_all_are_stopped_nobody_is_asked_again(tmp_path: Path) -> None:
    stopped = [Sending(), ProviderStopped("no money")]
    task, one, other = tried(tmp_path, stopped, stopped, 6)
    assert (len(one.jobs), len(other.jobs), task.status) == (1, 1, Status.QUEUED)


def test_no_event_can_move_a_job_that_may_be_there() -> None:
    task = make_task().apply(Claimed(), 1.0).apply(Sending(), 1.0)
    with pytest.raises(IllegalTransition):
        task.apply(Requeued(1.0, counted=False, reason="rerouted", provider="second"), 1.0)
