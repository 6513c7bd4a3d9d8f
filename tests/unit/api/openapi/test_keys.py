"""What the schemas of keys call good is taken, what they call bad refused; their examples among them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.api.openapi.conftest import MODELS, Judge

from rushes.api.openapi import keys
from rushes.core.key_rules import CHANGEABLE, FIELDS, check_change, check_new
from rushes.errors import InvalidRequest


def test_the_schemas_name_all_fields_and_no_other(spec: dict[str, Any]) -> None:
    schemas = spec["components"]["schemas"]
    assert set(schemas["NewKey"]["properties"]) == set(FIELDS)
    assert set(schemas["ChangeKey"]["properties"]) == set(CHANGEABLE)


@pytest.mark.parametrize(
    "given",
    [
        keys.NEW,
        {},
        {"name": " x"},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["all"]},
        {"name": "x", "tenant": "A"},
        {"name": "x", "models": ["other"]},
        {"name": "x", "budget_day": -1},
        {"name": "x", "concurrent_tasks": 0},
        {"name": "x", "requests_per_minute": "60"},
        {"name": "x", "admin": True},
        {"name": "x", "expires_at": 2**41},
    ],
)
def test_schema_and_rules_agree(holds: Judge, given: dict[str, Any]) -> None:
    def taken(check: Any, **more: Any) -> bool:
        try:
            check({**given, **more}, MODELS, 50.0)
        except InvalidRequest:
            return False
        return True

    assert holds("NewKey", given) == taken(check_new)
    if "tenant" not in given:
        assert holds("ChangeKey", given) == taken(check_change)


def test_the_examples_are_taken() -> None:
    assert check_new(keys.NEW, MODELS, 50.0)["tenant"] == "north"
    assert check_change(keys.CHANGE, MODELS, 50.0) == keys.CHANGE
