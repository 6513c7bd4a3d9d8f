"""Who is let in, what a refusal says, and how soon a change is felt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.databases import Database
from tests.unit.core.test_key import make_key

from rushes.core.caller import Caller
from rushes.core.key import Grant, Key, digest, new_text
from rushes.door import FRESH_SECONDS, TOUCH_SECONDS, Door
from rushes.errors import RateLimited, StorageFull, Unauthenticated
from rushes.storage.keys import KeyStore
from rushes.storage.sqlite import open_sqlite


@dataclass
class Bench:
    """A door over a fresh database, and the clock that it looks at."""

    keys: KeyStore
    path: Path
    at: float = 100.0

    def door(self, *static: str, operator: str | None = None) -> Door:
        """A door with these keys of the settings."""
        callers = {digest(text): Caller(key=f"key_s{at}") for at, text in enumerate(static)}
        clock: Callable[[], float] = lambda: self.at  # noqa: E731
        return Door(self.keys, callers, operator=operator and digest(operator), now=clock, tick=clock)

    async def key(self, grant: Grant | None = None, **changes: Any) -> tuple[Key, str]:
        """A kept key and its text."""
        text = new_text()
        return await self.keys.add(make_key(grant, **changes), digest(text)), text


Story = Callable[[Bench], Awaitable[None]]


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Story], None]:
    """Run a story on a fresh bench."""

    def go(story: Story) -> None:
        async def whole() -> None:
            store = open_sqlite(tmp_path / "rushes.db")
            try:
                await story(Bench(KeyStore(store.engine), tmp_path))
            finally:
                await store.close()

        asyncio.run(whole())

    return go


async def refused(door: Door, text: str | None) -> str:
    with pytest.raises(Unauthenticated) as found:
        await door.admit(text)
    return found.value.message


def test_without_any_key_everyone_is_let_in_until_the_first_one(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door()
        told: list[str] = []
        door.listen(told.append)
        anyone = await door.admit(None)
        assert anyone == await door.admit("whatever") == Caller()
        assert await door.holds(anyone)
        _, text = await bench.key()
        bench.at += FRESH_SECONDS  # another process made it, and its notice never came
        await refused(door, None)
        assert not await door.holds(anyone)
        assert (await door.admit(text)).key == "key_1"
        assert told == []

    run(story)


def test_a_server_whose_last_key_was_revoked_stays_closed(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        await bench.key(revoked_at=60.0)
        assert "A valid key is needed" in await refused(bench.door(), None)

    run(story)


def test_a_refusal_says_why(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door("sk-rushes-of-settings")
        assert "A valid key is needed" in await refused(door, None)
        _, text = await bench.key()
        assert "typo" in await refused(door, text[:-1] + ("a" if text[-1] != "a" else "b"))
        assert "typo" in await refused(door, text[:-1])
        for unknown in (new_text(), "sk-other", "", "' OR 1=1 --", "\x00", "é" * 9999, "\udc80"):
            assert "does not know this key" in await refused(door, unknown), unknown[:20]
        _, text = await bench.key(id="key_2", lineage=("key_2",), revoked_at=60.0)
        assert "is revoked" in await refused(door, text)
        _, text = await bench.key(Grant(expires_at=101.0), id="key_3", lineage=("key_3",))
        assert (await door.admit(text)).until == 101.0
        bench.at = 101.0
        assert "is expired" in await refused(door, text)

    run(story)


def test_keys_of_the_settings_and_the_operators_word_need_no_database(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door("sk-one", "sk-rushes-two", operator="word")
        assert (await door.admit("sk-one")).key == "key_s0"
        assert await door.holds(await door.admit("sk-rushes-two"))
        assert await door.admit("word") == Caller()
        assert await door.holds(await door.admit("word"))
        await refused(bench.door("sk-one"), "word")

    run(story)


def test_a_change_is_felt_at_once_here_and_soon_where_no_notice_comes(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        here, elsewhere = bench.door(), bench.door()
        told: list[str] = []
        here.listen(told.append)
        key, text = await bench.key()
        here.changed(key.id)
        callers = [await door.admit(text) for door in (here, elsewhere)]
        await bench.keys.revoke(key.id, lambda chain: None, bench.at)
        here.changed(key.id)
        assert told == ["key_1", "", "key_1"]
        await refused(here, text)
        bench.at += FRESH_SECONDS + 0.01
        await refused(elsewhere, text)
        for door, caller in zip((here, elsewhere), callers, strict=True):
            assert not await door.holds(caller)

    run(story)


def test_a_look_up_that_a_change_overtakes_is_not_kept(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door()
        key, text = await bench.key()
        found = bench.keys.chain_of

        async def overtaken(*given: Any) -> list[Key]:
            chain = await found(*given)
            await bench.keys.revoke(key.id, lambda chain: None, bench.at)
            door.changed(key.id)
            return chain

        bench.keys.chain_of = overtaken  # type: ignore[method-assign]
        await door.admit(text)
        bench.keys.chain_of = found  # type: ignore[method-assign]
        await refused(door, text)

    run(story)


def test_narrower_rights_end_what_was_let_in_with_wider_ones(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door()
        await bench.key()
        _, text = await bench.key(id="key_2", lineage=("key_1", "key_2"))
        caller = await door.admit(text)
        assert await door.holds(caller)
        await bench.keys.change("key_1", lambda chain: chain[-1].changed(models=frozenset({"a"})))
        assert not await door.holds(caller)
        door.changed("key_1")
        assert (await door.admit(text)).models == {"a"}
        assert not await door.holds(replace(caller, lineage=("key_x",)))

    run(story)


def test_a_key_and_its_parent_are_paced_together(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door = bench.door()
        _, mother = await bench.key(Grant(requests_per_minute=3))
        _, child = await bench.key(Grant(requests_per_minute=2), id="key_2", lineage=("key_1", "key_2"))
        for text in (child, child, mother):
            await door.admit(text)
        for text, most in ((mother, 3), (child, 3)):
            with pytest.raises(RateLimited, match=f"may send {most} requests") as found:
                await door.admit(text)
            assert found.value.seconds == pytest.approx(20.0)
        bench.at += 20.0
        with pytest.raises(RateLimited, match="may send 2 requests"):
            await door.admit(child)
        await door.admit(mother)  # what was refused has taken nothing

    run(story)


def test_the_last_use_is_written_rarely_and_a_full_disk_keeps_nobody_out(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        door, touched = bench.door(), []

        async def touch(key_id: str, now: float) -> None:
            touched.append((key_id, now))
            raise StorageFull

        bench.keys.touch = touch  # type: ignore[method-assign]
        _, text = await bench.key()
        for _ in range(3):
            await door.admit(text)
        bench.at += TOUCH_SECONDS
        await door.admit(text)
        assert touched == [("key_1", 100.0), ("key_1", 100.0 + TOUCH_SECONDS)]

    run(story)


def test_another_process_hears_of_a_revoked_key(postgres_url: str) -> None:
    async def story() -> None:
        one, other = [await Database("postgres", postgres_url).open() for _ in range(2)]
        try:
            doors = [Door(KeyStore(store.engine), {}) for store in (one, other)]
            told: list[str] = []
            doors[1].listen(told.append)
            text = new_text()
            await KeyStore(one.engine).add(make_key(), digest(text))
            caller = await doors[1].admit(text)
            told.clear()
            await KeyStore(one.engine).revoke("key_1", lambda chain: None, 100.0)
            async with asyncio.timeout(1):
                while "key_1" not in told:
                    await asyncio.sleep(0.01)
            await refused(doors[1], text)
            assert not await doors[1].holds(caller)
        finally:
            for store in (one, other):
                await store.close()

    asyncio.run(story())
