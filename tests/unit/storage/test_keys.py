"""Keys come back as they were kept, only as hashes; their limit of tasks holds for the whole family."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest
from tests.databases import Database
from tests.tasks import make_task
from tests.unit.core.test_key import make_key

from rushes.core.caller import Scope
from rushes.core.event import Cancelled
from rushes.core.key import Grant, Key, digest, new_text
from rushes.errors import Forbidden, NotFound, RateLimited, Unauthenticated
from rushes.storage.keys import KeyStore
from rushes.storage.store import TaskStore

Story = Callable[[TaskStore, KeyStore], Awaitable[None]]
WHOLE = Grant(frozenset({Scope.READ}), frozenset({"a", "b"}), 900.5, 60, 2, 1, 2, 10**15)


@pytest.fixture
def run(database: Database) -> Callable[[Story], None]:
    """Run a story on a fresh database."""

    def go(story: Story) -> None:
        async def whole() -> None:
            store = await database.open()
            try:
                await story(store, KeyStore(store.engine))
            finally:
                await store.close()

        asyncio.run(whole())

    return go


def anything(chain: Sequence[Key]) -> None:
    """No objection."""


def family(*grants: Grant) -> list[Key]:
    """Keys that descend from one another."""
    ids = [f"key_{at}" for at in range(len(grants))]
    return [make_key(grant, id=ids[at], lineage=tuple(ids[: at + 1])) for at, grant in enumerate(grants)]


def test_a_key_comes_back_as_it_was_kept_and_its_text_is_nowhere(
    run: Callable[[Story], None], database: Database
) -> None:
    text = new_text()

    async def story(store: TaskStore, keys: KeyStore) -> None:
        assert not await keys.any()
        (plain,), (full,) = family(Grant()), [replace(key, id="key_9", lineage=("key_9",)) for key in family(WHOLE)]
        await keys.add(plain, digest(new_text()))
        await keys.add(full, digest(text))
        assert await keys.any()
        assert await keys.chain_of(digest(text), 60.0) == [full]
        assert await keys.chain("key_0") == [plain]
        for missing in (
            keys.chain("key_x"),
            keys.chain_of(digest("x"), 60.0),
            keys.change("key_x", lambda chain: chain[-1]),
        ):
            with pytest.raises(NotFound, match="no such key"):
                await missing

    run(story)
    kept = database.content()
    assert digest(text).encode() in kept
    assert text[10:40].encode() not in kept


def test_a_change_is_whole_or_not_at_all(run: Callable[[Story], None]) -> None:
    def forbid(chain: Sequence[Key]) -> Key:
        raise Forbidden

    async def story(store: TaskStore, keys: KeyStore) -> None:
        (key,) = family(Grant())
        await keys.add(key, digest("one"))
        changed = await keys.change(
            key.id, lambda found: replace(found[-1], name="cutting", grant=WHOLE, revoked_at=70.0)
        )
        assert await keys.chain(key.id) == [changed] == [replace(key, name="cutting", grant=WHOLE, revoked_at=70.0)]
        with pytest.raises(Forbidden):
            await keys.change(key.id, forbid)
        await keys.touch(key.id, 80.0)
        assert await keys.chain(key.id) == [replace(changed, used_at=80.0)]

    run(story)


def test_a_turned_key_opens_with_both_texts_for_a_while(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        (key,) = family(Grant())
        await keys.add(key, digest("one"))
        assert (await keys.turn(key.id, anything, digest("two"), "wxyz", 100.0, 200.0)).hint == "wxyz"
        assert (await keys.chain_of(digest("one"), 199.0))[-1].id == key.id
        assert (await keys.chain_of(digest("two"), 999.0))[-1].id == key.id
        with pytest.raises(NotFound):
            await keys.chain_of(digest("one"), 200.0)
        await keys.turn(key.id, anything, digest("three"), "wxyz", 210.0, 210.0)
        with pytest.raises(NotFound):
            await keys.chain_of(digest("two"), 210.0)

    run(story)


def test_lists_are_by_tenant_and_in_order(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        for at, tenant in enumerate(("north", "south", "north")):
            await keys.add(make_key(id=f"key_{at}", tenant=tenant, lineage=(f"key_{at}",)), digest(str(at)))
        assert [key.id for key in await keys.page(None, None, 9)] == ["key_0", "key_1", "key_2"]
        assert [key.id for key in await keys.page("north", "key_0", 9)] == ["key_2"]
        assert [key.id for key in await keys.page(None, None, 1)] == ["key_0"]

    run(story)


def test_a_key_and_its_children_share_their_open_tasks(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        for key in family(Grant(concurrent_tasks=3), Grant(concurrent_tasks=2)):
            await keys.add(key, digest(key.id))
        first = await store.add(make_task(key="key_1"))
        await store.add(make_task(key="key_1"))
        with pytest.raises(RateLimited, match="may have 2 tasks") as refused:
            await store.add(make_task(key="key_1"))
        assert refused.value.seconds == 5.0
        await store.add(make_task(key="key_0"))
        with pytest.raises(RateLimited, match="may have 3 tasks"):
            await store.add(make_task(key="key_0"))
        await store.add(make_task())
        await store.add(make_task(key="key_of_the_settings"))
        await store.record(first.id, Cancelled(), 60.0)
        await store.add(make_task(key="key_1"))

    run(story)


def test_a_race_for_the_last_place_has_one_winner(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        await keys.add(family(Grant(concurrent_tasks=1))[0], digest("one"))
        tries = await asyncio.gather(*(store.add(make_task(key="key_0")) for _ in range(20)), return_exceptions=True)
        assert sum(not isinstance(found, RateLimited) for found in tries) == 1

    run(story)


def test_a_key_that_was_revoked_meanwhile_makes_nothing(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        for key in family(Grant(), Grant()):
            await keys.add(key, digest(key.id))
        await keys.change("key_0", lambda found: replace(found[-1], revoked_at=60.0))
        with pytest.raises(Unauthenticated, match="revoked"):
            await store.add(make_task(key="key_1"))

    run(story)


def test_a_revoked_key_takes_its_branch_along_and_no_other(run: Callable[[Story], None]) -> None:
    async def story(store: TaskStore, keys: KeyStore) -> None:
        for key in (*family(Grant(), Grant(), Grant()), make_key(id="key_00", lineage=("key_00",))):
            await keys.add(key, digest(key.id))
        assert (await keys.revoke("key_2", anything, 60.0)).revoked_at == 60.0
        assert (await keys.revoke("key_1", anything, 70.0)).revoked_at == 70.0
        assert [key.revoked_at for key in await keys.page(None, None, 9)] == [None, 70.0, 60.0, None]

    run(story)
