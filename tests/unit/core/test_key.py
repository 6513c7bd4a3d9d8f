"""A key's text tells a typo; a chain of keys never grants more than each of them."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.core.caller import ALL_SCOPES, Scope
from rushes.core.key import PREFIX, Grant, Key, caller_of, digest, new_text, rights, well_formed

LIMITS = ("expires_at", "requests_per_minute", "concurrent_tasks", "budget_day", "budget_month", "budget_total")
GRANTS = st.builds(
    Grant,
    scopes=st.frozensets(st.sampled_from(list(Scope))),
    models=st.none() | st.frozensets(st.sampled_from(["a", "b", "c"])),
    **{name: st.none() | st.integers(0, 3) for name in LIMITS},  # type: ignore[arg-type]
)


def make_key(grant: Grant | None = None, **changes: object) -> Key:
    """A key of tenant `default`."""
    return replace(Key("key_1", "default", "editing", "abcd", ("key_1",), grant or Grant(), 50.0), **changes)  # type: ignore[arg-type]


def test_a_key_is_long_random_and_recognised() -> None:
    made = {new_text() for _ in range(100)}
    assert len(made) == 100
    assert all(text.startswith(PREFIX) and len(text) == 59 and well_formed(text) for text in made)


@pytest.mark.parametrize("at", range(len(PREFIX), 59))
def test_one_wrong_character_is_told(at: int) -> None:
    text = new_text()
    other = next(char for char in string.ascii_letters if char != text[at])
    assert not well_formed(text[:at] + other + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "sk-rushes-", "sk-rushes-" + "0" * 49, "é" * 59, "' OR 1=1 --", "\x00" * 59])
def test_other_texts_are_no_keys(text: str) -> None:
    assert not well_formed(text)


def test_swapped_neighbours_are_told_and_the_hash_is_of_the_whole_text() -> None:
    text = PREFIX + new_text()[len(PREFIX) :]
    for at in range(len(PREFIX), len(text) - 1):
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert swapped == text or not well_formed(swapped)
    assert digest(text) != digest(text[:20] + "x" * 39)
    assert len(digest("\udc80")) == 64


@given(st.lists(GRANTS, min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_chain_grants_what_each_of_its_keys_grants(grants: list[Grant]) -> None:
    found = rights([make_key(grant) for grant in grants])
    for grant in grants:
        assert found.excess(grant) is None
        assert found.scopes <= grant.scopes
        assert grant.models is None or (found.models is not None and found.models <= grant.models)
        for name in LIMITS:
            most, has = getattr(grant, name), getattr(found, name)
            assert most is None or (has is not None and has <= most)


@pytest.mark.parametrize(
    ("child", "parent", "field"),
    [
        (Grant(), Grant(), None),
        (Grant(scopes=frozenset({Scope.READ})), Grant(), None),
        (Grant(), Grant(scopes=frozenset({Scope.READ, Scope.ADMIN})), "scopes"),
        (Grant(), Grant(models=frozenset({"a"})), "models"),
        (Grant(models=frozenset({"a", "b"})), Grant(models=frozenset({"a"})), "models"),
        (Grant(budget_day=5), Grant(budget_day=4), "budget_day"),
        (Grant(), Grant(budget_total=4), "budget_total"),
        (Grant(expires_at=9), Grant(expires_at=9), None),
        (Grant(requests_per_minute=10), Grant(requests_per_minute=9), "requests_per_minute"),
    ],
)
def test_what_goes_beyond_is_named(child: Grant, parent: Grant, field: str | None) -> None:
    assert child.excess(parent) == field


def test_a_key_says_how_it_stands() -> None:
    key = make_key(Grant(expires_at=100.0))
    assert [key.state(at) for at in (99.9, 100.0)] == ["live", "expired"]
    assert replace(key, revoked_at=60.0).state(99.0) == "revoked"


def test_the_caller_of_a_chain_has_the_last_ones_name_and_everyones_limits() -> None:
    parent = make_key(Grant(scopes=frozenset({Scope.MAKE, Scope.READ}), expires_at=100.0))
    child = make_key(Grant(models=frozenset({"a"})), id="key_2", lineage=("key_1", "key_2"))
    caller = caller_of([parent, child])
    assert (caller.key, caller.lineage, caller.until) == ("key_2", ("key_1", "key_2"), 100.0)
    assert caller.scopes == ALL_SCOPES - {Scope.ADMIN}
    assert caller.models == {"a"}
    assert (parent.parent, child.parent) == (None, "key_1")


def test_a_change_keeps_the_rest() -> None:
    key = make_key(Grant(budget_day=5))
    assert key.changed(name="cutting", budget_day=None) == replace(key, name="cutting", grant=Grant())
    assert key.changed() == key
