"""A paid job is sent once: every fault of the vendor's answer, every moment of our death, against the fake's books."""

from __future__ import annotations

import asyncio
import contextlib
import time
from pathlib import Path

import pytest
from tests.vendor import Plant, black_hole, free_port, plant, settings_for

from rushes.core.event import Cancelled, Claimed, Failed, Requeued, Sending, Submitted
from rushes.core.task import Status, Task
from rushes.fake_kling import spoil
from rushes.fake_kling.certificates import Certificates
from rushes.fake_kling.codes import CODES
from rushes.fake_kling.faults import AFTER, BEFORE, SHAPES
from rushes.providers.kling.provider import KlingProvider
from rushes.storage.sqlite import SqliteEngine
from rushes.work.bills import BillKeeper
from rushes.work.janitor import take_back
from rushes.work.worker import Route, Worker

STOPS = {f"code_{code}" for code in (1000, 1001, 1002, 1003, 1004, 1100, 1101, 1102, 1103, 1304)}
REFUSED = {f"code_{code}" for code in (1200, 1201, 1202, 1203)}
CONTENT = {"code_1300", "code_1301"}
LASTING = {*STOPS, *REFUSED, *CONTENT, "retry_after_huge"}
MENDED = sorted({*BEFORE, *AFTER, *SHAPES} - LASTING)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoil, "BIG", 1 << 21)


def test_every_fault_that_passes_ends_in_one_accepted_job_and_one_film(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            tasks = {name: await here.queued(f"a fox [[fault:{name}]]") for name in MENDED}
            ended = dict(
                zip(tasks, await asyncio.gather(*(here.ended(task, 60) for task in tasks.values())), strict=True)
            )
            assert {name: task.error for name, task in ended.items() if task.status is not Status.SUCCEEDED} == {}
            assert (here.books["accepted"], here.books["doubled"]) == (len(MENDED), {})
            assert here.service.faults.shown.keys() >= set(MENDED)
            assert {task.billed.units for task in ended.values() if task.billed} == {"1.8"}

    asyncio.run(story())


@pytest.mark.parametrize("name", sorted(REFUSED | CONTENT))
def test_a_request_that_is_refused_for_good_fails_and_owes_nothing(tmp_path: Path, name: str) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            task = await here.ended(await here.queued(f"a fox [[fault:{name}]]"))
            assert task.error is not None
            assert task.error.code == ("content_refused" if name in CONTENT else "upstream_rejected")
            assert CODES[int(name.removeprefix("code_"))][1][:20] in task.error.message
            assert (task.status, task.intent_at, task.billing_open, task.attempt) == (Status.FAILED, None, False, 1)
            assert here.books["accepted"] == 0

    asyncio.run(story())


def test_what_only_an_operator_can_mend_stops_the_provider_and_keeps_its_tasks(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            for name in sorted(STOPS):
                task = await here.queued(f"a fox [[fault:{name}]]")
                await here.worker.work(task.id)
                found = await here.now(task)
                assert (found.status, found.attempt, found.intent_at) == (Status.QUEUED, 0, None), name
            assert len(here.stopped) == len(STOPS)
            assert all("To go on:" in reason for reason in here.stopped)

    asyncio.run(story())


def test_a_vendor_without_room_is_waited_for_and_no_try_is_counted(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path, {"slots": 1}) as here:
            tasks = [await here.queued() for _ in range(3)]
            ended = await asyncio.gather(*(here.ended(task) for task in tasks))
            assert {(task.status, task.attempt) for task in ended} == {(Status.SUCCEEDED, 1)}
            assert (here.books["accepted"], here.books["most_at_once"]) == (3, 1)
            huge = await here.queued("a fox [[fault:retry_after_huge]]")
            await here.worker.work(huge.id)
            assert 100 < (await here.now(huge)).not_before - time.time() < 400

    asyncio.run(story())


@pytest.mark.parametrize("way", ["refused", "no such host", "black hole"])
def test_a_job_that_never_leaves_waits_and_is_in_no_doubt(tmp_path: Path, way: str) -> None:
    async def story() -> None:
        with black_hole() as port:
            bad = {"refused": free_port(), "black hole": port}.get(way)
            url = "http://kling.invalid" if bad is None else f"http://127.0.0.1:{bad}"
            # The longest wait for a connection is not what ends the try here, but the longest for all of it.
            lost = KlingProvider(settings_for(url, send_seconds=0.3, connect_seconds=10))
            async with plant(tmp_path) as here:
                good, task = dict(here.routes), await here.queued()
                here.routes.update({name: Route(lost, route.card) for name, route in good.items()})
                await here.worker.work(task.id)
                await waits_for_its_vendor(here, task)
                here.routes.update(good)
                assert (await here.ended(task)).status is Status.SUCCEEDED
                assert here.books["accepted"] == 1
            await lost.close()

    asyncio.run(story())


@pytest.mark.parametrize("kind", ["expired", "other-name"])
def test_a_vendor_with_a_wrong_certificate_is_told_nothing_and_loses_nothing(tmp_path: Path, kind: str) -> None:
    async def story() -> None:
        certificates = Certificates()
        async with plant(tmp_path, {"seconds": 0.8}, tls=certificates) as here:
            running = await here.queued()
            following = asyncio.create_task(here.ended(running))
            while (await here.now(running)).status is not Status.RUNNING:
                await asyncio.sleep(0.02)
            assert here.service.disguise is not None
            here.service.disguise(kind, 1.2)
            await asyncio.sleep(0.3)
            task, requests = await here.queued(), here.service.world.counts.total()
            await here.worker.work(task.id)
            await waits_for_its_vendor(here, task)
            assert (await here.now(running)).status is Status.RUNNING
            assert here.service.world.counts.total() == requests, "no request of ours was let through"
            assert (await following).status is Status.SUCCEEDED
            assert (await here.ended(task)).status is Status.SUCCEEDED
            assert (here.books["accepted"], here.books["doubled"]) == (2, {})

    asyncio.run(story())


async def waits_for_its_vendor(here: Plant, task: Task) -> None:
    """It waits as if it had not been tried."""
    found = await here.now(task)
    assert (found.status, found.intent_at, found.handle) == (Status.QUEUED, None, None)
    assert (found.billing_open, found.warnings) == (False, ())


async def killed(here: Plant, task: Task, moment: str) -> None:
    """Run the task in a worker that dies at the moment: nothing that it would do afterwards is done."""
    dead = asyncio.Event()
    record = here.store.record

    async def until_death(task_id: str, event: object, now: float, epoch: int | None = None) -> Task:
        if dead.is_set():
            await asyncio.Event().wait()
        if moment == f"before {type(event).__name__}":
            dead.set()
            await asyncio.Event().wait()
        after = await record(task_id, event, now, epoch)  # type: ignore[arg-type]
        if moment == f"after {type(event).__name__}":
            dead.set()
            await asyncio.Event().wait()
        return after

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.store, "record", until_death)
        run = asyncio.create_task(here.worker.work(task.id))
        async with asyncio.timeout(10):
            await dead.wait()
        # A killed process runs no handlers: its run is left hanging, and the next life begins beside it.
    here.worker = Worker(here.store, here.media, here.routes, here.folder / "work", time.time)
    with contextlib.suppress(asyncio.CancelledError):
        run.cancel()


MOMENTS = [
    "after Claimed",
    "before Sending",
    "after Sending",
    "before Submitted",
    "after Submitted",
    "before Billed",
    "after Billed",
    "after Saving",
    "before Succeeded",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_death_at_any_moment_neither_doubles_nor_loses(tmp_path: Path, moment: str) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            task = await here.queued()
            await killed(here, task, moment)
            await take_back(here.store, here.media, time.time)
            ended = await here.ended(task)
            assert (ended.status, here.books["accepted"], here.books["doubled"]) == (Status.SUCCEEDED, 1, {})
            assert ended.billed is not None
            assert ended.billed.cost == 252_000

    asyncio.run(story())


def test_deaths_of_ours_are_no_tries_of_the_task(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            task = await here.queued()
            for _ in range(4):
                await killed(here, task, "after Sending")
                await take_back(here.store, here.media, time.time)
                await here.worker.work(task.id)  # it is asked for, is not there, and waits again
                found = await here.now(task)
                assert (found.status, found.attempt) == (Status.QUEUED, 0)
            ended = await here.ended(task)
            assert (ended.status, here.books["accepted"]) == (Status.SUCCEEDED, 1)

    asyncio.run(story())


def test_a_look_up_that_lags_is_waited_for(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path, {"lookup_lag": 1.0}) as here:
            ended = await here.ended(await here.queued("a fox [[fault:reset_after]]"))
            assert (ended.status, here.books["accepted"]) == (Status.SUCCEEDED, 1)

    asyncio.run(story())


def test_a_clock_that_is_set_forward_ends_no_doubt(tmp_path: Path) -> None:
    """Found by the simulation, seed 482."""

    async def story() -> None:
        plants: list[Plant] = []

        def now() -> float:
            return time.time() + (5000.0 if plants and plants[0].books["accepted"] else 0.0)

        async with plant(tmp_path, {"lookup_lag": 1.0}, now) as here:
            plants.append(here)
            ended = await here.ended(await here.queued("a fox [[fault:reset_after]]"))
            assert (ended.status, here.books["accepted"]) == (Status.SUCCEEDED, 1)

    asyncio.run(story())


def test_a_look_up_that_fails_proves_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            faults = ("reset_after", "query:http_500*3", "query:code_1202*2", "query:empty_after")
            ended = await here.ended(await here.queued(" ".join(f"[[fault:{fault}]]" for fault in faults)))
            assert (ended.status, here.books["accepted"]) == (Status.SUCCEEDED, 1)

    asyncio.run(story())


def test_a_vendor_that_never_takes_the_job_ends_it_after_three_sendings(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            ended = await here.ended(await here.queued("a fox [[fault:reset*9]]"), 60)
            assert ended.error is not None
            assert (ended.error.code, ended.billing_open) == ("upstream_timeout", False)
            assert here.books["requests"]["create"] == 3

    asyncio.run(story())


def test_a_process_that_was_frozen_before_it_sent_does_not_send_late(tmp_path: Path) -> None:
    async def story() -> None:
        clock = [0.0]
        async with plant(tmp_path, now=lambda: time.time() + clock[0]) as here:
            task = await here.queued()
            record = here.store.record

            async def frozen(task_id: str, event: object, now: float, epoch: int | None = None) -> Task:
                after = await record(task_id, event, now, epoch)  # type: ignore[arg-type]
                clock[0] += 60 * isinstance(event, Sending)
                return after

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(here.store, "record", frozen)
                await here.worker.work(task.id)
            found = await here.now(task)
            assert (found.status, found.intent_at, here.books["requests"]) == (Status.QUEUED, None, {})

    asyncio.run(story())


@pytest.mark.parametrize("deleted", [False, True])
def test_a_film_that_is_cancelled_at_the_vendor_is_followed_to_its_bill(tmp_path: Path, deleted: bool) -> None:
    async def story() -> None:
        async with plant(tmp_path, {"seconds": 0.6}) as here:
            followed, doubted, absent, early = [await here.queued() for _ in range(4)]
            await here.store.record(absent.id, Claimed(), time.time())
            await here.store.record(absent.id, Sending(), time.time())
            runs = [asyncio.create_task(here.worker.work(followed.id))]
            async with asyncio.timeout(10):
                while (await here.now(followed)).status is not Status.RUNNING:
                    await asyncio.sleep(0.02)
            await killed(here, doubted, "before Submitted")
            for task in (followed, doubted, absent, early):
                await here.store.record(task.id, Cancelled(), time.time())
            open_now = [(await here.now(task)).billing_open for task in (followed, doubted, absent, early)]
            assert open_now == [True, True, True, False]
            for run in runs:
                run.cancel()
            if deleted:
                for task in (followed, doubted, absent, early):
                    await here.store.remove(task.id, "default", time.time())
            keeper = BillKeeper(here.store, {"kling": here.provider}, time.time)
            keeper.start()
            async with asyncio.timeout(20):
                while await here.store.open_bills():
                    await asyncio.sleep(0.05)
            await keeper.stop()
            assert here.books["accepted"] == 2
            if not deleted:
                bills = [(await here.now(task)).billed for task in (followed, doubted, absent, early)]
                assert [bill and bill.units for bill in bills] == ["1.8", "1.8", "0", None]

    asyncio.run(story())


@pytest.mark.parametrize("lag", [0.0, 1.0])
def test_a_bill_is_found_by_our_own_id_where_the_vendor_named_another_job(tmp_path: Path, lag: float) -> None:
    async def story() -> None:
        async with plant(tmp_path, {"seconds": 0.4, "lookup_lag": lag}) as here:
            task = await here.queued()
            run = asyncio.create_task(here.worker.work(task.id))
            async with asyncio.timeout(10):
                while (await here.now(task)).status is not Status.RUNNING:
                    await asyncio.sleep(0.02)
            await here.store.record(task.id, Submitted("text2video/1"), time.time())
            await here.store.record(task.id, Cancelled(), time.time())
            run.cancel()
            keeper = BillKeeper(here.store, {"kling": here.provider}, time.time)
            keeper.start()
            async with asyncio.timeout(10):
                while (billed := (await here.now(task)).billed) is None:
                    await asyncio.sleep(0.05)
            await keeper.stop()
            assert billed.units == "1.8"

    asyncio.run(story())


def test_a_task_that_is_given_up_still_owes_what_its_vendor_bills(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path) as here:
            task = await here.queued()
            for event in (Claimed(), Sending(), Submitted("text2video/1"), Failed("expired", "too old")):
                await here.store.record(task.id, event, time.time())
            assert [bill.handle for bill in await here.store.open_bills()] == ["text2video/1"]

    asyncio.run(story())


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story() -> None:
        async with plant(tmp_path, {"seconds": 0.5}) as here:
            task = await here.queued()
            run = asyncio.create_task(here.worker.work(task.id))
            async with asyncio.timeout(10):
                while (await here.now(task)).status is not Status.RUNNING:
                    await asyncio.sleep(0.02)
            run.cancel()
            await asyncio.wait({run})
            found = await here.now(task)
            assert (found.status, found.attempt, found.handle is None) == (Status.QUEUED, 0, False)
            assert (await here.ended(task)).status is Status.SUCCEEDED
            assert here.books["accepted"] == 1

    asyncio.run(story())


def test_a_naive_worker_doubles(tmp_path: Path) -> None:
    """Why all this: forget the intent, as a retry after a time-out does, and the vendor has the job twice."""

    async def story() -> None:
        async with plant(tmp_path) as here:
            task = await here.queued()
            await killed(here, task, "before Submitted")
            await here.store.record(task.id, Requeued(0.0, counted=True, reason="lost"), time.time())
            engine = here.store.engine
            assert isinstance(engine, SqliteEngine)
            await engine._writer.run(lambda connection: connection.execute("UPDATE task SET intent_at = NULL"))
            await here.ended(task)
            assert here.books["doubled"] == {task.id: 2}

    asyncio.run(story())
