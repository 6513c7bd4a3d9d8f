"""Which end an error answer means for a command."""

from __future__ import annotations

import pytest

from rushes.cli.exits import MEANINGS, Exit, Lost, refused


@pytest.mark.parametrize(
    ("status", "code", "end"),
    [
        (400, "invalid_request", Exit.USAGE),
        (401, "unauthenticated", Exit.AUTH),
        (402, "insufficient_budget", Exit.LIMIT),
        (403, "forbidden", Exit.AUTH),
        (404, "not_found", Exit.NOT_FOUND),
        (409, "already_final", Exit.USAGE),
        (413, "too_large", Exit.USAGE),
        (429, "rate_limited", Exit.LIMIT),
        (500, "internal_error", Exit.TROUBLE),
        (503, "provider_not_configured", Exit.TROUBLE),
    ],
)
def test_each_error_of_the_contract_has_its_exit_code(status: int, code: str, end: Exit) -> None:
    found = refused(status, {"error": {"message": "Why.", "code": code, "param": "duration"}}, "http://x")
    assert found.exit_code == end
    assert found.line == f"Why. ({code}, duration)"


def test_a_server_that_is_busy_or_away_may_be_asked_again() -> None:
    busy = {"error": {"message": "Stopping.", "code": "server_busy"}}
    assert isinstance(refused(503, busy, "http://x"), Lost)
    assert isinstance(refused(502, None, "http://x"), Lost)
    assert not isinstance(refused(503, {"error": {"code": "provider_not_configured"}}, "http://x"), Lost)


@pytest.mark.parametrize("body", [None, [], "no", {"error": "flat"}, {"error": None}, {}])
def test_an_answer_of_any_shape_becomes_a_line(body: object) -> None:
    assert "http://x" in refused(500, body, "http://x").line


def test_every_exit_code_is_documented() -> None:
    assert set(MEANINGS) == set(Exit)
