"""What is owed is written with its event, claimed by one, tried again as written, and disabled where that is ruled."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from tests.databases import Database
from tests.tasks import CLIP, make_task

from rushes.core.event import Cancelled, Claimed, Progressed, Saving, Submitted, Succeeded
from rushes.core.task import Status, Task
from rushes.core.webhook import DISABLED, Delivery, Parcel, Turn, Webhook
from rushes.errors import StaleEpoch
from rushes.storage.engine import ask
from rushes.storage.outbox import Outbox, Outcome
from rushes.storage.store import TaskStore
from rushes.storage.webhooks import WebhookStore

URL = "https://example.com/hook"
DONE = Outcome("delivered", 0.0, 200)


@dataclass
class Parts:
    """What a story needs."""

    store: TaskStore
    outbox: Outbox
    webhooks: WebhookStore
    database: Database

    async def hook(self, **changes: object) -> Webhook:
        plain = Webhook("hook_a", "default", None, URL, ("video.queued", "video.completed", "video.failed"), "", 1.0)
        return await self.webhooks.add(replace(plain, **changes), 9)  # type: ignore[arg-type]

    async def task(self, **wanted: object) -> Task:
        return await self.store.add(make_task(wanted=wanted))

    async def claim(self, now: float, limit: int = 9) -> list[Parcel]:
        targets = [(target, limit) for target, due in await self.outbox.waiting() if due <= now]
        return await self.outbox.claim(targets, now, now + 30)

    async def settle(self, parcel: Parcel, outcome: Outcome = DONE, now: float = 200.0, lasting: float = 99.0) -> bool:
        return await self.outbox.settle(parcel.delivery, outcome, now, lasting)

    async def log(self, webhook: str | None = "hook_a") -> list[Delivery]:
        return await self.webhooks.deliveries("default", webhook, None, None, None, 99)


Story = Callable[[Parts], Awaitable[None]]
Run = Callable[[Story], None]


@pytest.fixture
def run(database: Database) -> Run:
    """Run a story on a fresh database."""

    def go(story: Story) -> None:
        async def whole() -> None:
            store = await database.open()
            try:
                await story(Parts(store, Outbox(store.engine), WebhookStore(store.engine), database))
            finally:
                await store.close()

        asyncio.run(whole())

    return go


async def made(parts: Parts, task: Task) -> None:
    for event in (Claimed(), Submitted("h"), Progressed(0.5), Saving(), Succeeded(CLIP)):
        await parts.store.record(task.id, event, 100.0)


def test_each_event_is_owed_once_to_each_who_asked(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.hook(id="hook_b", types=("video.progress",))
        await parts.hook(id="hook_c", tenant="other")
        await parts.hook(id="hook_d", key="key_other")
        await made(parts, await parts.task(callback_url="https://caller.example/x"))
        owed = [(delivery.type, delivery.sequence) for delivery in reversed(await parts.log())]
        assert owed == [("video.queued", 0), ("video.completed", 5)]
        assert [delivery.type for delivery in await parts.log("hook_b")] == ["video.progress"]
        assert await parts.log("hook_c") == await parts.log("hook_d") == []
        types = [delivery.type for delivery in reversed(await parts.log(None))]
        assert types == ["video.queued", "video.in_progress", "video.completed"]

    run(story)


def test_a_key_is_told_of_its_own_tasks(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook(key="key_a")
        await parts.store.add(make_task(key="key_a"))
        await parts.store.add(make_task(key="key_b"))
        assert len(await parts.log()) == 1

    run(story)


def test_a_void_write_owes_nothing(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook(types=("video.in_progress", "video.failed"))
        task = await parts.task()
        await parts.store.record(task.id, Claimed(), 60.0)
        with pytest.raises(StaleEpoch):
            await parts.store.record(task.id, Cancelled(), 61.0, epoch=9)
        assert [delivery.type for delivery in await parts.log()] == ["video.in_progress"]

    run(story)


def test_a_parcel_holds_the_task_as_it_was_then(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        task = await parts.task()
        await made(parts, task)
        first, last = await parts.claim(100.0)
        assert (first.subject, first.turn) == (task, Turn())
        assert isinstance(last.subject, Task)
        assert (last.subject.status, last.subject.clip, last.subject.sequence) == (Status.SUCCEEDED, CLIP, 5)
        assert await parts.claim(100.0) == []  # they are being sent

    run(story)


def test_one_of_many_claimers_gets_it_and_an_older_ones_word_is_void(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.task()
        (first,) = await parts.claim(100.0)
        (again,) = await parts.claim(131.0)  # whoever had it has died
        assert again.delivery.id == first.delivery.id
        await parts.settle(first, Outcome("failed", 0.0, 500, "x"))
        assert (await parts.log())[0].state == "pending"
        await parts.settle(again)
        (kept,) = await parts.log()
        assert (kept.state, kept.attempt, kept.status, kept.tried_at) == ("delivered", 1, 200, 200.0)

    run(story)


def test_a_claim_is_given_back_untried(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.task()
        for give_back in (lambda found: parts.outbox.release(found, 101.0), lambda _: parts.outbox.release_all(101.0)):
            (found,) = await parts.claim(101.0)
            await give_back(found.delivery)
            assert (await parts.log())[0].attempt == 0
        (found,) = await parts.claim(101.0)
        await parts.settle(found, Outcome("pending", 500.0, 503, "x"))
        await parts.outbox.release_all(102.0)  # what waits for its next try goes on waiting
        assert await parts.claim(102.0) == []
        assert len(await parts.claim(500.0)) == 1

    run(story)


def test_a_target_that_asks_for_quiet_gets_it(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.hook(id="hook_b")
        for _ in range(3):
            await parts.task()
        claimed = await parts.claim(100.0, limit=1)
        assert len(claimed) == 2
        await parts.settle(claimed[0], Outcome("pending", 160.0, 429, "x", quiet_until=160.0))
        assert len(await parts.claim(159.0)) == 3  # one of which the other's claim has run out on

    run(story)


def test_410_disables_and_what_was_on_its_way_is_held(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        for _ in range(3):
            await parts.task()
        (found,) = await parts.claim(100.0, limit=1)
        assert await parts.settle(found, Outcome("failed", 0.0, 410, "It answered 410.", gone=True))
        webhook = await parts.webhooks.get("hook_a", "default")
        assert webhook.disabled_at == 200.0
        assert "410" in (webhook.why or "")
        await parts.task()
        assert sorted(delivery.state for delivery in await parts.log()) == ["failed", "held", "held"]
        await parts.webhooks.change("hook_a", "default", lambda hook: replace(hook, disabled_at=None, why=None), 300.0)
        assert len(await parts.claim(300.0)) == 2

    run(story)


def test_one_that_is_given_up_is_told_of_to_the_others(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        kept = ("video.failed", DISABLED)
        await parts.hook(id="hook_b", types=kept)
        await parts.hook(id="hook_c", types=("video.failed",))
        await parts.hook(id="hook_d", types=kept, tenant="other")
        await parts.hook(id="hook_e", types=kept, key="key_a")
        for at in (200.0, 300.0):
            await parts.task()
            (found,) = await parts.claim(at)
            await parts.settle(found, Outcome("failed", 0.0, 410, "x", gone=True), at)
            (notice,) = await parts.claim(at)
            assert (notice.delivery.webhook, notice.delivery.type, notice.delivery.at) == ("hook_b", DISABLED, at)
            assert notice.subject == await parts.webhooks.get("hook_a", "default")
            assert not await parts.settle(notice)
            await parts.webhooks.change("hook_a", "default", lambda hook: replace(hook, disabled_at=None), at)

    run(story)


def test_a_callback_that_answers_410_hears_no_more_of_its_task(run: Run) -> None:
    async def story(parts: Parts) -> None:
        task = await parts.task(callback_url=URL)
        other = await parts.task(callback_url=URL)
        (found,) = await parts.claim(100.0, limit=1)
        assert found.delivery.task_id == task.id
        assert not await parts.settle(found, Outcome("failed", 0.0, 410, "x", gone=True))
        for each in (task, other):
            await parts.store.record(each.id, Cancelled(), 120.0)
        assert [delivery.task_id for delivery in await parts.log(None)] == [other.id, other.id, task.id]

    run(story)


def test_a_webhook_is_disabled_where_nothing_arrived_for_long(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        for at in (100.0, 150.0):
            await parts.task()
            (found,) = await parts.claim(at)
            assert not await parts.settle(found, Outcome("failed", 0.0, 500, "x"), at)
        await parts.task()
        (found,) = await parts.claim(190.0)
        await parts.settle(found, now=190.0)  # one arrives, and the count begins anew
        for at, over in ((200.0, False), (298.0, False), (299.0, True)):
            await parts.task()
            (found,) = await parts.claim(at)
            assert await parts.settle(found, Outcome("failed", 0.0, 500, "It answered 500."), at) is over
        why = (await parts.webhooks.get("hook_a", "default")).why or ""
        assert why.endswith("the last try: It answered 500.")

    run(story)


def test_a_deleted_task_still_tells_its_end_and_then_leaves_no_word(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        task = await parts.task(prompt="a secret wish")
        (first,) = await parts.claim(100.0)
        await parts.settle(first)
        await parts.store.record(task.id, Cancelled(), 110.0)
        await parts.store.remove(task.id, "default", 120.0)
        (end,) = await parts.claim(130.0)
        assert isinstance(end.subject, Task)
        assert end.subject.request.prompt == "a secret wish"
        await parts.settle(end)
        for delivery in (first.delivery, end.delivery):
            (row,) = await parts.store.engine.read(
                lambda kept=delivery: ask("get_delivery", id=kept.id, tenant="default")
            )
            assert row["snapshot"] is None

    run(story)


def test_a_film_that_is_gone_has_no_links_any_more(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook(types=("video.completed",))
        task = await parts.task()
        await made(parts, task)
        await parts.store.remove(task.id, "default", 120.0)
        (end,) = await parts.claim(130.0)
        assert isinstance(end.subject, Task)
        assert (end.subject.status, end.subject.clip) == (Status.SUCCEEDED, None)

    run(story)


def test_the_log_is_forgotten_and_what_is_on_its_way_is_not(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.task()
        await parts.outbox.forget(1000.0)
        (found,) = await parts.claim(100.0)
        await parts.settle(found)
        assert len(await parts.log()) == 1
        await parts.outbox.forget(1000.0)
        assert await parts.log() == []

    run(story)


def test_targets_that_wait_are_found_without_reading_their_lines(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        for host in ("a", "b", "a"):
            await parts.task(callback_url=f"https://{host}.example/x?y=1")
        assert [target for target, _ in await parts.outbox.waiting()] == [
            "default https://a.example",
            "default https://b.example",
            "hook_a",
        ]
        if parts.database.kind == "sqlite":
            plan = "EXPLAIN QUERY PLAN SELECT min(target) FROM delivery WHERE state = 'pending' AND target > 'a'"
            with sqlite3.connect(parts.database.place) as connection:
                assert "delivery_due" in str(connection.execute(plan).fetchall())

    run(story)
