"""What an operator may write of a key; everything else is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.core.caller import Scope
from rushes.core.key_rules import check_change, check_new
from rushes.errors import InvalidRequest

MODELS = ("previs-std-silent", "kling-v3-pro-audio")


def test_a_new_key_needs_a_name_only() -> None:
    assert check_new({"name": "editing"}, MODELS, 50.0) == {"name": "editing"}
    whole = {
        "name": "editing", "tenant": "north", "scopes": ["make", "read"], "models": ["previs-std-silent"],
        "expires_at": 51, "requests_per_minute": 60, "concurrent_tasks": 1, "budget_day": 0, "budget_month": None,
        "budget_total": 10**6,
    }  # fmt: skip
    found = check_new(whole, MODELS, 50.0)
    assert found.pop("scopes") == {Scope.MAKE, Scope.READ}
    assert found.pop("models") == {"previs-std-silent"}
    assert found == {
        "name": "editing", "tenant": "north", "expires_at": 51, "requests_per_minute": 60, "concurrent_tasks": 1,
        "budget_day": 0, "budget_total": 10**6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "param", "message"),
    [
        ({}, "name", "name is missing"),
        ({"name": ""}, "name", "name is missing"),
        ({"name": " x"}, "name", "without blanks at its ends"),
        ({"name": "x\n"}, "name", "printable"),
        ({"name": "x" * 101}, "name", "at most 100"),
        ({"name": 5}, "name", "a string"),
        ({"name": "x", "tenant": "North"}, "tenant", "lower-case"),
        ({"name": "x", "tenant": ""}, "tenant", "lower-case"),
        ({"name": "x", "tenant": "a/b"}, "tenant", "lower-case"),
        ({"name": "x", "scopes": []}, "scopes", 'a list of "make", "read", "admin"'),
        ({"name": "x", "scopes": "admin"}, "scopes", "a list of"),
        ({"name": "x", "scopes": ["mak"]}, "scopes", "Did you mean make?"),
        ({"name": "x", "scopes": [["make"]]}, "scopes", "a list of"),
        ({"name": "x", "models": ["previs-std-silnt"]}, "models", "Did you mean previs-std-silent?"),
        ({"name": "x", "models": []}, "models", "a list of"),
        ({"name": "x", "expires_at": 50}, "expires_at", "a whole number from 51"),
        ({"name": "x", "expires_at": "60"}, "expires_at", "a whole number"),
        ({"name": "x", "concurrent_tasks": 0}, "concurrent_tasks", "from 1"),
        ({"name": "x", "requests_per_minute": True}, "requests_per_minute", "a whole number"),
        ({"name": "x", "budget_day": -1}, "budget_day", "from 0"),
        ({"name": "x", "budget_month": 0.5}, "budget_month", "a whole number"),
        ({"name": "x", "budget_total": 10**16}, "budget_total", "a whole number"),
        ({"name": "x", "budget_dya": 1}, "budget_dya", "Did you mean budget_day?"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        check_new(given, MODELS, 50.0)
    assert refused.value.param == param
    assert message in refused.value.message


ATTACKS = (
    "id", "key", "digest", "hint", "lineage", "parent", "role", "admin", "is_admin", "cost", "status", "state",
    "created_at", "revoked_at", "used_at", "spent", "webhook_secret", "__proto__", "constructor", "__class__", "",
    "scope", "Scopes", "scopes[]", "budget", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_else_can_be_assigned(name: str) -> None:
    for check, given in ((check_new, {"name": "x"}), (check_change, {})):
        with pytest.raises(InvalidRequest, match="is not a field of a key"):
            check({**given, name: True}, MODELS, 50.0)


def test_a_change_tells_null_from_absent() -> None:
    assert check_change({"budget_day": None, "models": None}, MODELS, 50.0) == {"budget_day": None, "models": None}
    assert check_change({}, MODELS, 50.0) == {}
    for name in ("name", "scopes"):
        with pytest.raises(InvalidRequest, match=f"{name} is null"):
            check_change({name: None}, MODELS, 50.0)
    with pytest.raises(InvalidRequest, match="cannot be changed"):
        check_change({"tenant": "north"}, MODELS, 50.0)
