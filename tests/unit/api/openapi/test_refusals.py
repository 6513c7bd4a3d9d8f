"""Every code of the wire has its example, and every operation names the refusals it may answer."""

from __future__ import annotations

import inspect
from typing import Any

from tests.unit.api.openapi.conftest import Judge, operations

from rushes import errors
from rushes.api.openapi.refusals import BY_CODE, MEANINGS, examples, refusals
from rushes.errors import RushesError


def test_every_error_below_500_has_an_example() -> None:
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, RushesError)]
    assert {kind.code for kind in kinds if kind.status not in (500,)} <= set(BY_CODE)


def test_an_example_is_an_error_of_its_status(holds: Judge) -> None:
    for code, example in examples().items():
        assert holds("Error", example["value"])
        assert example["value"]["error"]["code"] == code
        assert BY_CODE[code].status in MEANINGS


def test_refusals_of_one_status_stand_together() -> None:
    found = refusals(("not_finished", "already_final", "unauthenticated"))
    assert list(found) == ["401", "409"]
    assert set(found["409"]["content"]["application/json"]["examples"]) == {"not_finished", "already_final"}
    assert "WWW-Authenticate" in found["401"]["headers"]


def test_every_code_but_405_is_named_by_an_operation(spec: dict[str, Any]) -> None:
    named = {
        code
        for _, _, operation in operations(spec)
        for answer in operation["responses"].values()
        for media in answer.get("content", {}).values()
        for code in media.get("examples", {})
    }
    assert set(BY_CODE) - named == {"method_not_allowed"}
