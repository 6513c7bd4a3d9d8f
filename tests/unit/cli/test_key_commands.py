"""The surface of `rushes keys`: its options reach the request, and its scopes are those there are."""

from __future__ import annotations

from typing import Any

from tests.unit.cli.conftest import Wire
from tests.unit.cli.test_keys import KEY
from typer.testing import CliRunner

from rushes.cli.key_commands import SCOPES, app
from rushes.core.caller import Scope


def invoke(wire: Wire, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["keys", *arguments, "--url", wire.url, "--key", "sk-admin"])


def test_the_scopes_are_those_there_are() -> None:
    assert set(SCOPES) == set(Scope)


def test_options_reach_the_request(wire: Wire) -> None:
    wire.answers["POST /v1/keys"] = (200, {**KEY, "key": "sk-rushes-x"})
    done = invoke(
        wire, "create", "editing", "--tenant", "north", "--scope", "make", "--scope", "read", "-m", "a", "--rate", "60",
        "--tasks", "2", "--budget-day", "1.5", "--budget-total", "9",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "sk-rushes-x" in done.output
    what, body, key = wire.asked[0]
    assert (what, key) == ("POST /v1/keys", "Bearer sk-admin")
    assert body == {
        "name": "editing", "tenant": "north", "scopes": ["make", "read"], "models": ["a"], "requests_per_minute": 60,
        "concurrent_tasks": 2, "budget_day": 1_500_000, "budget_total": 9_000_000,
    }  # fmt: skip


def test_the_others_ask_for_their_key(wire: Wire) -> None:
    wire.answers = {
        "GET /v1/keys": (200, {"data": [], "has_more": False}),
        "GET /v1/keys/key_1": (200, KEY),
        "POST /v1/keys/key_1/rotate": (200, {**KEY, "key": "sk-rushes-x"}),
        "PATCH /v1/keys/key_1": (200, KEY),
        "DELETE /v1/keys/key_1": (200, KEY),
    }
    lines = ("ls", "show key_1", "rotate key_1 --overlap 1h", "set key_1 --rate none --budget-day 2", "revoke key_1")
    for arguments in (line.split() for line in lines):
        assert invoke(wire, *arguments).exit_code == 0
    assert [what for what, _, _ in wire.asked] == [
        f"{what}?limit=100" if what.endswith("keys") else what for what in wire.answers
    ]
    assert wire.asked[2][1] == {"overlap_seconds": 3600}
    assert wire.asked[3][1] == {"requests_per_minute": None, "budget_day": 2_000_000}


def test_a_refusal_is_a_line_and_a_code(wire: Wire) -> None:
    wire.answers["POST /v1/keys"] = (
        403,
        {"error": {"message": "This key lacks the scope admin.", "code": "forbidden"}},
    )
    assert invoke(wire, "create", "x").exit_code == 3
    assert invoke(wire, "create", "x", "--expires", "soon").exit_code == 2
