"""What may reach a terminal, and rows for people and for programs."""

from __future__ import annotations

import io
import sys

import pytest

from rushes.cli.talk import clean, put_rows, tsv


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a fox", "a fox"),
        ("red \x1b[31m", "red [31m"),
        ("bell\x07 and\x9b2J", "bell and2J"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("turned \u202eback", "turned back"),
        ("夜晚的城市，雨", "夜晚的城市，雨"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_only_text_reaches_the_terminal(given: str, shown: str) -> None:
    assert clean(given) == shown


def test_a_row_stays_one_line_of_its_columns() -> None:
    assert tsv(("id", 3, None, "a\tb\nc")) == "id\t3\t\ta b c"


def test_rows_in_a_pipe_have_no_heading(capsys: pytest.CaptureFixture[str]) -> None:
    put_rows(("id", "prompt"), [("task_1", "a [bold]fox[/bold]")])
    assert capsys.readouterr().out == "task_1\ta [bold]fox[/bold]\n"


def test_rows_on_a_terminal_are_a_table_that_takes_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    put_rows(("id", "prompt"), [("task_1", "a [bold]fox[/bold]")])
    heading, row = screen.getvalue().splitlines()
    assert heading.split() == ["id", "prompt"] or "id" in heading
    assert "[bold]fox[/bold]" in row
