"""The sender before a receiver that fails in every way: all arrives, under one id, at the times that are written."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pytest
from harness.receiver import ANSWERS, Letter, Receiver, failing
from standardwebhooks import Webhook as Verifier
from tests.databases import Database
from tests.tasks import make_task

from rushes.core.event import Cancelled
from rushes.core.task import Task
from rushes.core.webhook import Delivery, Webhook, secret_of
from rushes.media.policy import FetchPolicy
from rushes.media.post import Answer, post
from rushes.storage.outbox import Outbox
from rushes.storage.store import TaskStore
from rushes.storage.webhooks import WebhookStore
from rushes.work.webhooks import Deliverer, Plan, retry_after

ROOT = b"r" * 32
PLAN = Plan((0.02,) * 8, 0.1, 0.3, 8, 60.0)
LOCAL = FetchPolicy(allow_http=True, allow=("127.0.0.0/8",), ports=frozenset(range(1, 65536)))
STANDARD = Plan((5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400), 0.1, 15, 8, 60.0)
DELIVERY = Delivery(
    "msg_a", "default", "task_a", None, "s", "t", "https://h", "video.queued", 0, 1.0, "pending", 0, 1.0
)


@dataclass
class Parts:
    """What a story needs: stores, and senders that stop at its end."""

    store: TaskStore
    database: Database
    senders: list[Deliverer] = field(default_factory=list)

    @property
    def webhooks(self) -> WebhookStore:
        return WebhookStore(self.store.engine)

    async def sender(self, plan: Plan = PLAN, *, alone: bool = False) -> Deliverer:
        send = partial(post, policy=LOCAL, total=plan.timeout)
        sender = Deliverer(Outbox(self.store.engine), send, write, ROOT, plan, time.time)
        self.store.listen(sender.hear)
        self.senders.append(sender)
        await sender.start(alone=alone)
        return sender

    async def hook(self, url: str, name: str = "hook_a") -> Webhook:
        return await self.webhooks.add(Webhook(name, "default", None, url, ("video.queued",), "", 1.0), 99)

    async def tasks(self, count: int, **wanted: Any) -> None:
        for _ in range(count):
            await self.store.add(make_task(created_at=time.time(), wanted=wanted))

    async def log(self, webhook: str | None = "hook_a") -> list[Delivery]:
        return await self.webhooks.deliveries("default", webhook, None, None, None, 999)

    async def over(self, webhook: str | None = "hook_a", seconds: float = 60.0) -> list[Delivery]:
        async with asyncio.timeout(seconds):
            while any(delivery.state == "pending" for delivery in await self.log(webhook)):
                await asyncio.sleep(0.02)
        return await self.log(webhook)


def write(delivery: Delivery, task: Task) -> bytes:
    return f'{{"type":"{delivery.type}","task":"{task.id}"}}'.encode()


Run = Callable[[Callable[[Parts], Awaitable[None]]], None]


@pytest.fixture
def run(database: Database) -> Run:
    """Run a story on a fresh database."""

    def go(story: Callable[[Parts], Awaitable[None]]) -> None:
        async def whole() -> None:
            parts = Parts(await database.open(), database)
            try:
                await story(parts)
            finally:
                for sender in parts.senders:
                    await sender.stop()
                await parts.store.close()

        asyncio.run(whole())

    return go


def test_sixty_events_arrive_once_each_though_everything_fails(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(failing(0.4, tuple(ANSWERS), 1)) as receiver:
            await parts.hook(f"{receiver.url}/hook")
            for _ in range(2):  # two processes share the work
                await parts.sender()
            await parts.tasks(60)
            found = await parts.over()
            assert Counter(delivery.state for delivery in found) == {"delivered": 60}
            assert receiver.taken == Counter({delivery.id: 1 for delivery in found})
            assert {letter.way for letter in receiver.letters} >= {"good", "500", "reset", "redirect", "silence"}
            assert {letter.path for letter in receiver.letters} == {"/hook"}
            for letter in receiver.letters:
                Verifier(secret_of(ROOT, "hook_a", 0)).verify(letter.body, letter.headers)
            assert any(delivery.attempt > 1 for delivery in found)

    run(story)


def test_what_a_dead_sender_had_is_sent_by_the_next(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(lambda letter, tries: "silence" if tries == 1 else "good") as receiver:
            await parts.hook(receiver.url)
            await parts.tasks(3)
            first = await parts.sender(replace(PLAN, timeout=30.0))
            async with asyncio.timeout(10):
                while len(receiver.letters) < 3:
                    await asyncio.sleep(0.01)
            for task in (first._loop, *first._sending):  # as a kill would: nothing is given back
                assert task is not None
                task.cancel()
            parts.senders.clear()
            await asyncio.sleep(0.05)
            await parts.sender(alone=True)
            assert {delivery.state for delivery in await parts.over()} == {"delivered"}
            assert set(receiver.taken) == {letter.id for letter in receiver.letters}

    run(story)


def test_a_stop_gives_back_what_it_was_sending(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(lambda letter, tries: "silence" if tries == 1 else "good") as receiver:
            await parts.hook(receiver.url)
            sender = await parts.sender(replace(PLAN, timeout=30.0))
            await parts.tasks(1)
            async with asyncio.timeout(10):
                while not receiver.letters:
                    await asyncio.sleep(0.01)
            await sender.stop()
            assert [delivery.attempt for delivery in await parts.log()] == [0]
            await parts.sender()
            assert [delivery.state for delivery in await parts.over(seconds=5)] == ["delivered"]

    run(story)


def test_one_that_never_answers_holds_up_nobody_else(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(lambda letter, tries: "silence") as dead, Receiver() as quick:
            await parts.hook(dead.url)
            await parts.hook(quick.url, "hook_b")
            await parts.sender(replace(PLAN, timeout=20.0, at_once=4))
            await parts.tasks(30)
            assert {delivery.state for delivery in await parts.over("hook_b", 15)} == {"delivered"}
            assert dead.most_open == 4
            assert quick.most_open <= 4

    run(story)


def test_410_ends_it(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(lambda letter, tries: "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n") as receiver:
            await parts.hook(receiver.url)
            await parts.sender()
            await parts.tasks(1)
            (found,) = await parts.over()
            assert (found.state, found.status, found.error) == ("failed", 410, "It answered 410.")
            assert (await parts.webhooks.get("hook_a", "default")).disabled_at is not None
            await parts.tasks(2)
            assert len(receiver.letters) == len(await parts.log()) == 1

    run(story)


def test_one_that_fails_to_the_end_of_the_schedule_is_disabled(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver(lambda letter, tries: "500") as receiver:
            await parts.hook(receiver.url)
            await parts.sender(replace(PLAN, schedule=(0.05, 0.05)))
            await parts.tasks(1)
            (found,) = await parts.over()
            assert (found.state, found.attempt, len(receiver.letters)) == ("failed", 3, 3)
            why = (await parts.webhooks.get("hook_a", "default")).why or ""
            assert "It answered 500." in why

    run(story)


def test_a_callback_url_is_signed_with_its_keys_secret(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver() as receiver:
            await parts.sender()
            await parts.tasks(1, callback_url=f"{receiver.url}/mine?x=1")
            await parts.over(None)
            (letter,) = receiver.letters
            assert letter.path == "/mine?x=1"
            assert letter.headers["content-type"] == "application/json"
            Verifier(secret_of(ROOT, "callback default ", 0)).verify(letter.body, letter.headers)

    run(story)


def test_the_receiver_says_when_to_come_again(run: Run) -> None:
    busy = "HTTP/1.1 429 Slowly\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"
    times: list[float] = []

    def way(letter: Letter, tries: int) -> str:
        times.append(time.monotonic())
        return busy if len(times) == 1 else "good"

    async def story(parts: Parts) -> None:
        with Receiver(way) as receiver:
            await parts.hook(receiver.url)
            await parts.tasks(4)
            await parts.sender(replace(PLAN, at_once=1))
            await parts.over()
            assert min(times[1:]) - times[0] > 0.9
            assert len(receiver.letters) == 5

    run(story)


def test_the_schedule_is_that_of_the_standard() -> None:
    waits = []
    for attempt in range(10):
        outcome = STANDARD.outcome(replace(DELIVERY, attempt=attempt), Answer(500), "It answered 500.", 1000.0)
        waits.append(outcome.next_at - 1000.0)
        assert outcome.state == ("pending" if attempt < 9 else "failed")
    for wait, standard in zip(waits, STANDARD.schedule, strict=False):
        assert standard <= wait <= standard * 1.1


@pytest.mark.parametrize("status", [100, 199, 300, 302, 307, 400, 401, 404, 429, 500, 502, 503, 504, 999])
def test_only_2xx_is_an_arrival(status: int) -> None:
    assert STANDARD.outcome(DELIVERY, Answer(status), "x", 1.0).state == "pending"
    assert STANDARD.outcome(DELIVERY, Answer(200 + status % 100), "x", 1.0).state == "delivered"
    assert STANDARD.outcome(DELIVERY, None, "x", 1.0).state == "pending"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        (" 120 ", 120.0),
        ("999999999999999999", 86400.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Thu, 01 Jan 1970 00:16:50 GMT", 10.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400.0),
    ],
)
def test_retry_after_in_all_its_forms(given: str | None, seconds: float | None) -> None:
    assert retry_after(given, 1000.0) == seconds


def test_a_longer_wait_than_asked_for_stays_and_a_shorter_one_does_not() -> None:
    later = replace(DELIVERY, attempt=1)
    assert STANDARD.outcome(later, Answer(503, "10"), "x", 0.0).next_at >= 300
    found = STANDARD.outcome(DELIVERY, Answer(429, "600"), "x", 0.0)
    assert (found.next_at, found.quiet_until) == (600.0, 600.0)
    assert STANDARD.outcome(DELIVERY, Answer(500, "600"), "x", 0.0).quiet_until is None


def test_an_event_of_a_cancelled_task_goes_out_too(run: Run) -> None:
    async def story(parts: Parts) -> None:
        with Receiver() as receiver:
            await parts.webhooks.add(Webhook("hook_a", "default", None, receiver.url, ("video.failed",), "", 1.0), 9)
            await parts.sender()
            task = await parts.store.add(make_task(created_at=time.time()))
            await parts.store.record(task.id, Cancelled(), time.time())
            assert [delivery.type for delivery in await parts.over()] == ["video.failed"]
            assert len(receiver.letters) == 1

    run(story)


def test_what_another_process_makes_due_wakes_the_sender_at_once(run: Run) -> None:
    async def story(parts: Parts) -> None:
        if parts.database.kind == "sqlite":
            return  # one process owns the file
        elsewhere = await parts.database.open()
        hooks = WebhookStore(elsewhere.engine)
        with Receiver(lambda letter, tries: "good") as receiver:
            await parts.hook(receiver.url)
            await parts.sender()
            await parts.tasks(1)
            (first,) = await parts.over()
            await asyncio.sleep(0.1)  # it rests: the next look of its own is a minute away
            await hooks.redeliver(first.id, "default", time.time())
            await parts.over(seconds=5)
            await hooks.change("hook_a", "default", lambda hook: replace(hook, disabled_at=1.0), time.time())
            await parts.tasks(1)
            await hooks.change("hook_a", "default", lambda hook: replace(hook, disabled_at=None), time.time())
            await parts.over(seconds=5)
            await hooks.change("hook_a", "default", lambda hook: replace(hook, disabled_at=1.0), time.time())
            assert receiver.taken[first.id] == 2
        await elsewhere.close()

    run(story)
