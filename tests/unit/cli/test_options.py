"""Completions, and how a command ends."""

from __future__ import annotations

import pytest
import typer

from rushes.cli.exits import Exit, Stopped
from rushes.cli.options import flags, offer, run
from rushes.errors import NotFound, RushesError, SettingsInvalid


def test_completion_offers_what_begins_alike() -> None:
    assert offer(("make", "read", "admin"))("m") == ["make"]
    assert flags(None, "u", None) == {"data": None, "url": "u", "key": None}


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (Stopped(Exit.LIMIT, "Too much.", code="rate_limited"), 4, "Too much. (rate_limited)"),
        (SettingsInvalid("No."), 2, "No."),
        (NotFound("Gone."), 5, "Gone. (not_found)"),
        (RushesError("a\x1b[2Jb"), 5, "a[2Jb (internal_error)"),
        (FileNotFoundError(2, "No such file", "x.png"), 5, "x.png: No such file"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_what_stops_a_command_is_a_line_and_a_code(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> None:
        raise error

    with pytest.raises(typer.Exit) as ended:
        run(work)
    assert ended.value.exit_code == code
    assert capsys.readouterr().err == f"rushes: {line}\n"
