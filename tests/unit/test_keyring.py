"""Nobody gives or takes by a key more than they may do themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.core.test_key import LIMITS

from rushes.core.caller import Caller, Scope
from rushes.core.key import DEEPEST, Key, caller_of, digest, rights, well_formed
from rushes.errors import Forbidden, InvalidRequest, KeyRevoked, NotFound
from rushes.keyring import Keyring
from rushes.storage.keys import KeyStore
from rushes.storage.sqlite import open_sqlite

MODELS = ("a", "b", "c")
OPERATOR = Caller()
ALL = ["make", "read", "admin"]


@dataclass
class Bench:
    """A keyring over a fresh database."""

    keys: KeyStore
    ring: Keyring
    told: list[str]

    async def make(self, by: Caller = OPERATOR, **given: Any) -> tuple[Key, Caller]:
        """A new key and who calls with it."""
        key, _ = await self.ring.make({"name": "x", **given}, by)
        return key, caller_of(await self.keys.chain(key.id))


Story = Callable[[Bench], Awaitable[None]]


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Story], None]:
    """Run a story on a fresh bench."""

    def go(story: Story) -> None:
        async def whole() -> None:
            store = open_sqlite(tmp_path / "rushes.db")
            keys, told = KeyStore(store.engine), list[str]()
            try:
                await story(Bench(keys, Keyring(keys, MODELS, told.append, lambda: 100.0), told))
            finally:
                await store.close()

        asyncio.run(whole())

    return go


def test_a_made_key_is_kept_as_its_hash_and_told_of(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        key, text = await bench.ring.make({"name": "editing", "tenant": "north", "budget_day": 5}, OPERATOR)
        assert well_formed(text)
        assert text.endswith(key.hint)
        assert await bench.keys.chain_of(digest(text), 100.0) == [key]
        assert (key.tenant, key.parent, key.grant.budget_day) == ("north", None, 5)
        assert key.grant.scopes == {Scope.MAKE, Scope.READ}
        assert bench.told == [key.id]

    run(story)


def test_only_admins_do_any_of_this(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        by = Caller(scopes=frozenset({Scope.MAKE, Scope.READ}))
        ring = bench.ring
        for use in (
            ring.make({}, by), ring.get("key_1", by), ring.page(by, None, 9), ring.change("key_1", {}, by),
            ring.turn("key_1", 0, by), ring.revoke("key_1", by),
        ):  # fmt: skip
            with pytest.raises(Forbidden, match="lacks the scope admin"):
                await use  # type: ignore[misc]

    run(story)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scopes": ALL}, "scopes"),
        ({"models": ["a", "b"]}, "models"),
        ({"expires_at": 901}, "expires_at"),
        ({"requests_per_minute": 61}, "requests_per_minute"),
        ({"concurrent_tasks": 3}, "concurrent_tasks"),
        ({"budget_day": 6}, "budget_day"),
        ({"budget_month": 7}, "budget_month"),
        ({"budget_total": 8}, "budget_total"),
        ({"tenant": "south"}, "tenant"),
    ],
)
def test_a_child_never_exceeds_its_parent(run: Callable[[Story], None], given: dict[str, Any], field: str) -> None:
    limits = {
        "scopes": ["admin", "read"], "models": ["a"], "expires_at": 900, "requests_per_minute": 60,
        "concurrent_tasks": 2, "budget_day": 5, "budget_month": 6, "budget_total": 7, "tenant": "north",
    }  # fmt: skip

    async def story(bench: Bench) -> None:
        mother, by = await bench.make(**limits)
        with pytest.raises(Forbidden) as refused:
            await bench.make(by, **{"scopes": ["read"], **given})
        assert refused.value.param == field
        child, _ = await bench.make(by)
        assert child.lineage == (mother.id, child.id)
        assert (child.tenant, child.grant.budget_day, child.grant.scopes) == ("north", 5, {Scope.READ})
        if field != "tenant":
            for change in (given, {field: None}) if field != "scopes" else (given,):
                with pytest.raises(Forbidden) as refused:
                    await bench.ring.change(child.id, change, by)
                assert refused.value.param == field
                with pytest.raises(Forbidden):  # not even the operator: the parent's rights bound the child's
                    await bench.ring.change(child.id, change, OPERATOR)

    run(story)


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "scopes": st.lists(st.sampled_from(ALL), min_size=1, max_size=3),
        "models": st.none() | st.lists(st.sampled_from(MODELS), min_size=1, max_size=3),
        **{name: st.none() | st.integers(101, 104) for name in LIMITS},
    },
)


@given(mother=CHANGES, child=CHANGES, later=CHANGES, last=CHANGES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_a_family_stays_within_its_eldest(
    run: Callable[[Story], None], mother: Any, child: Any, later: Any, last: Any
) -> None:
    async def story(bench: Bench) -> None:
        eldest, by = await bench.make(**{**mother, "scopes": ALL})
        made = []
        for wish in (child, later):
            try:
                made.append((await bench.make(by, **wish))[0])
            except Forbidden:
                continue
        for key in [eldest, *made]:
            try:
                await bench.ring.change(key.id, last, by)
            except Forbidden:
                continue
        top = (await bench.keys.chain(eldest.id))[-1].grant
        for key in made:
            assert rights(await bench.keys.chain(key.id)).excess(top) is None

    run(story)


def test_a_weaker_admin_may_not_touch_a_stronger_key(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        strong, _ = await bench.make(scopes=ALL)
        weak, by = await bench.make(scopes=ALL, models=["a"])
        ring = bench.ring
        assert (await ring.get(strong.id, by)).id == strong.id
        for use in (ring.change(strong.id, {"name": "y"}, by), ring.turn(strong.id, 0, by), ring.revoke(strong.id, by)):
            with pytest.raises(Forbidden, match=r"may do more than yours \(models\)"):
                await use  # type: ignore[misc]
        assert (await ring.change(weak.id, {"name": "y"}, by)).name == "y"
        with pytest.raises(Forbidden):
            await ring.change(weak.id, {"models": None}, by)

    run(story)


def test_another_tenants_keys_are_not_there(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        north, by = await bench.make(tenant="north", scopes=ALL)
        south, _ = await bench.make(tenant="south")
        ring = bench.ring
        for key_id in (south.id, "key_x"):
            for use in (
                ring.get(key_id, by), ring.change(key_id, {}, by), ring.turn(key_id, 0, by), ring.revoke(key_id, by),
            ):  # fmt: skip
                with pytest.raises(NotFound, match="no such key"):
                    await use  # type: ignore[misc]
            with pytest.raises(InvalidRequest, match="the last id of a page"):
                await ring.page(by, key_id, 9)
        assert [key.id for key in await ring.page(by, None, 9)] == [north.id]
        assert [key.id for key in await ring.page(OPERATOR, north.id, 9)] == [south.id]

    run(story)


def test_a_revoked_key_stays_revoked_with_all_its_children(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        mother, by = await bench.make(scopes=ALL)
        child, _ = await bench.make(by)
        assert (await bench.ring.revoke(mother.id, OPERATOR)).revoked_at == 100.0
        assert (await bench.ring.get(child.id, OPERATOR)).revoked_at == 100.0
        with pytest.raises(KeyRevoked, match="revoked for good"):
            await bench.ring.turn(child.id, 0, OPERATOR)
        changed = await bench.ring.change(child.id, {"name": "y"}, OPERATOR)
        assert changed.revoked_at == 100.0

    run(story)


def test_a_turned_key_is_the_same_key(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        key, text = await bench.ring.make({"name": "x"}, OPERATOR)
        turned, fresh = await bench.ring.turn(key.id, 50, OPERATOR)
        assert (turned.id, turned.grant, turned.hint) == (key.id, key.grant, fresh[-4:])
        for shown in (text, fresh):
            assert (await bench.keys.chain_of(digest(shown), 149.0))[-1].id == key.id
        with pytest.raises(NotFound):
            await bench.keys.chain_of(digest(text), 150.0)

    run(story)


def test_families_end_somewhere(run: Callable[[Story], None]) -> None:
    async def story(bench: Bench) -> None:
        by = OPERATOR
        for _ in range(DEEPEST + 1):
            _, by = await bench.make(by, scopes=ALL)
        with pytest.raises(Forbidden, match=f"descends from {DEEPEST} others"):
            await bench.make(by)

    run(story)
