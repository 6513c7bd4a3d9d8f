"""What a command is given: the shared options as one, its own by name; and how it is registered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from rushes.cli.exits import Exit, Stopped
from rushes.cli.options import FOLDER, STREAM, Asked, command, offer

GIVEN: list[Any] = []
Word = Annotated[str, typer.Argument()]


@pytest.fixture
def app() -> typer.Typer:
    """Commands of every kind; what they are given is kept."""
    found = typer.Typer()
    GIVEN.clear()

    @command(found)
    def show(asked: Asked, word: Word, often: int = 1) -> None:
        """Show it."""
        GIVEN.extend((asked, word, often))

    @command(found, FOLDER)
    def copy(asked: Asked) -> None:
        GIVEN.append(asked)

    @command(found, STREAM, name="tell-all")
    def tell(asked: Asked) -> None:
        GIVEN.append(asked)

    @command(found, ())
    def stop(word: Word = "no") -> None:
        raise Stopped(Exit.LIMIT, word)

    return found


@pytest.mark.parametrize(
    ("line", "given"),
    [
        (
            "show a --often 2 --json --url http://x --key sk",
            [Asked({"data": None, "url": "http://x", "key": "sk"}, True), "a", 2],
        ),
        ("show a", [Asked({"data": None, "url": None, "key": None}), "a", 1]),
        ("copy --data here", [Asked({"data": Path("here")})]),
        ("tell-all", [Asked({"data": None, "url": None, "key": None})]),
    ],
)
def test_shared_options_come_as_one_and_own_ones_by_name(app: typer.Typer, line: str, given: list[Any]) -> None:
    done = CliRunner().invoke(app, line.split())
    assert (done.exit_code, given) == (0, GIVEN), done.output


def test_what_stops_a_command_is_its_exit_code(app: typer.Typer) -> None:
    done = CliRunner().invoke(app, ["stop", "enough"])
    assert (done.exit_code, done.stderr) == (Exit.LIMIT, "rushes: enough\n")


def test_a_command_has_only_the_options_that_it_shares(app: typer.Typer) -> None:
    assert CliRunner().invoke(app, ["tell-all", "--json"]).exit_code == Exit.USAGE
    help_text = CliRunner().invoke(app, ["show", "--help"]).output
    assert "Show it." in help_text
    assert help_text.index("--often") < help_text.index("--json") < help_text.index("--key")


def test_completion_offers_what_begins_so() -> None:
    assert offer(("make", "read"))("m") == ["make"]
