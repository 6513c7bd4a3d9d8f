"""Webhooks come back as they were kept, are their tenant's, and take their deliveries with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.storage.test_outbox import Parts, Run, run

from rushes.core.event import Cancelled
from rushes.core.webhook import Turn
from rushes.errors import LimitReached, NotFound

__all__ = ["run"]


def test_a_webhook_comes_back_as_it_was_kept(run: Run) -> None:
    async def story(parts: Parts) -> None:
        kept = await parts.hook(key="key_a", types=("video.failed",), description="the editor's")
        assert await parts.webhooks.get("hook_a", "default") == kept
        for missing in (parts.webhooks.get("hook_a", "other"), parts.webhooks.remove("hook_a", "other")):
            with pytest.raises(NotFound):
                await missing
        second = await parts.hook(id="hook_b")
        assert await parts.webhooks.page("default", None, None, 9) == [kept, second]
        assert await parts.webhooks.page("default", "key_a", None, 9) == [kept]
        assert await parts.webhooks.page("default", None, "hook_a", 9) == [second]
        with pytest.raises(LimitReached, match="2 webhooks already"):
            await parts.webhooks.add(replace(kept, id="hook_c"), 2)

    run(story)


def test_another_url_is_that_of_what_is_on_its_way_too(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.task()
        after = await parts.webhooks.change("hook_a", "default", lambda hook: replace(hook, url="https://b/"), 50.0)
        assert after.url == "https://b/"
        (found,) = await parts.claim(100.0)
        assert found.delivery.url == "https://b/"

    run(story)


def test_a_webhook_that_is_disabled_gets_nothing_until_it_is_enabled(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.task()
        change = parts.webhooks.change
        await change("hook_a", "default", lambda hook: replace(hook, disabled_at=60.0, why="By hand."), 60.0)
        await parts.task()
        assert await parts.claim(100.0) == []
        await change("hook_a", "default", lambda hook: replace(hook, disabled_at=None, why=None), 110.0)
        assert len(await parts.claim(110.0)) == 1

    run(story)


def test_a_rotation_counts_for_a_signer(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        assert await parts.webhooks.turn("hook_a") == Turn()
        assert await parts.webhooks.rotate("hook_a", 90.0) == Turn(1, 90.0)
        assert await parts.webhooks.rotate("hook_a", 95.0) == Turn(2, 95.0) == await parts.webhooks.turn("hook_a")
        assert (await parts.webhooks.get("hook_a", "default")).turn == Turn(2, 95.0)
        await parts.task()
        (found,) = await parts.claim(100.0)
        assert found.turn == Turn(2, 95.0)

    run(story)


def test_what_is_removed_leaves_nothing(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        await parts.webhooks.rotate("hook_a", 90.0)
        await parts.task()
        await parts.webhooks.remove("hook_a", "default")
        assert await parts.outbox.waiting() == []
        assert await parts.log() == []
        assert await parts.webhooks.turn("hook_a") == Turn()

    run(story)


def test_a_delivery_is_sent_again_under_its_id_unless_its_task_is_deleted(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        task = await parts.task()
        (found,) = await parts.claim(100.0)
        await parts.settle(found)
        with pytest.raises(NotFound):
            await parts.webhooks.redeliver(found.delivery.id, "other", 210.0)
        again = await parts.webhooks.redeliver(found.delivery.id, "default", 210.0)
        assert (again.id, again.state, again.attempt) == (found.delivery.id, "pending", 0)
        (second,) = await parts.claim(210.0)
        await parts.settle(second)
        assert (await parts.webhooks.delivery(again.id, "default")).state == "delivered"
        await parts.store.record(task.id, Cancelled(), 220.0)
        await parts.store.remove(task.id, "default", 220.0)
        with pytest.raises(NotFound, match="was deleted"):
            await parts.webhooks.redeliver(found.delivery.id, "default", 230.0)

    run(story)


def test_the_log_has_pages_and_states(run: Run) -> None:
    async def story(parts: Parts) -> None:
        await parts.hook()
        for _ in range(3):
            await parts.task()
        await parts.settle((await parts.claim(100.0, limit=1))[0])
        every = await parts.log()
        read = parts.webhooks.deliveries
        assert await read("default", "hook_a", None, None, every[0].id, 1) == every[1:2]
        assert await read("default", "hook_a", None, "delivered", None, 9) == every[2:]
        assert await read("other", "hook_a", None, None, None, 9) == []

    run(story)
