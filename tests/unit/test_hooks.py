"""Who may do what with webhooks: an admin of their tenant, and of its own deliveries whoever makes tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.tasks import make_task

from rushes.core.caller import Caller, Scope
from rushes.errors import Forbidden, InvalidRequest, NotFound
from rushes.hooks import Hooks
from rushes.storage.sqlite import open_sqlite
from rushes.storage.store import TaskStore
from rushes.storage.webhooks import WebhookStore

ADMIN, MAKER, OTHER = Caller("north"), Caller("north", "key_a", frozenset({Scope.MAKE})), Caller("south")
READER = Caller("north", "key_b", frozenset({Scope.READ}))
URL = {"url": "https://receiver.invalid/"}
Story = Callable[[TaskStore, Hooks, list[str]], Awaitable[None]]


def run(tmp_path: Path, story: Story) -> None:
    async def whole() -> None:
        store, calls = open_sqlite(tmp_path / "rushes.db"), list[str]()
        hooks = Hooks(
            WebhookStore(store.engine),
            b"r" * 32,
            lambda url, param: calls.append(f"reach {param}"),
            lambda: calls.append("stir"),
            lambda: 100.0,
        )
        try:
            await story(store, hooks, calls)
        finally:
            await store.close()

    asyncio.run(whole())


def test_a_key_without_the_right_and_another_tenant_come_to_nothing(tmp_path: Path) -> None:
    async def story(store: TaskStore, hooks: Hooks, calls: list[str]) -> None:
        with pytest.raises(Forbidden):
            await hooks.make(URL, MAKER)
        hook = await hooks.make(URL, ADMIN)
        for by, error in ((MAKER, Forbidden), (READER, Forbidden), (OTHER, NotFound)):
            for attempt in (
                hooks.get(hook.id, by),
                hooks.change(hook.id, {"disabled": True}, by),
                hooks.remove(hook.id, by),
                hooks.secret(hook.id, by),
                hooks.rotate(hook.id, 0, by),
                hooks.deliveries(hook.id, by, None, None, 9),
            ):
                with pytest.raises(error):
                    await attempt
        with pytest.raises(Forbidden):
            await hooks.secret(None, READER)
        assert await hooks.get(hook.id, ADMIN) == hook

    run(tmp_path, story)


def test_every_new_url_is_looked_at_and_every_change_wakes_the_sender(tmp_path: Path) -> None:
    async def story(store: TaskStore, hooks: Hooks, calls: list[str]) -> None:
        hook = await hooks.make(URL, ADMIN)
        await hooks.change(hook.id, {"description": "x"}, ADMIN)
        await hooks.change(hook.id, URL, ADMIN)
        assert calls == ["reach url", "stir", "reach url", "stir"]

    run(tmp_path, story)


def test_who_makes_tasks_sends_their_deliveries_again(tmp_path: Path) -> None:
    async def story(store: TaskStore, hooks: Hooks, calls: list[str]) -> None:
        await store.add(make_task(tenant="north", wanted={"callback_url": "https://receiver.invalid/"}))
        (sent,) = await hooks.deliveries(None, READER, None, None, 9)
        with pytest.raises(Forbidden):
            await hooks.redeliver(sent.id, READER)
        with pytest.raises(NotFound):
            await hooks.redeliver(sent.id, OTHER)
        assert (await hooks.redeliver(sent.id, MAKER)).next_at == 100.0
        assert calls == ["stir"]
        with pytest.raises(InvalidRequest, match="the last id of a page"):
            await hooks.deliveries(None, READER, None, "msg_x", 9)

    run(tmp_path, story)


def test_the_old_secret_is_shown_as_long_as_it_signs(tmp_path: Path) -> None:
    async def story(store: TaskStore, hooks: Hooks, calls: list[str]) -> None:
        first = await hooks.secret(None, MAKER)
        second = await hooks.rotate(None, 60, MAKER)
        assert (second.before, second.before_until) == (first.now, 160.0)
        assert await hooks.secret(None, MAKER) == second
        assert (await hooks.rotate(None, 0, MAKER)).before is None
        assert await hooks.secret(None, ADMIN) == await hooks.secret(None, Caller("north"))

    run(tmp_path, story)
