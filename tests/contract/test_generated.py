"""The generated pages are those that the code writes now, and say something of everything."""

from __future__ import annotations

import inspect

import pytest
from docs.generate import AT_START, FOLDER, pages

from rushes import errors
from rushes.api.openapi.answers import TASK_CODES
from rushes.api.openapi.refusals import BY_CODE
from rushes.errors import RushesError

#: Errors that nobody outside sees: a write that came too late is void.
INSIDE = {"stale_epoch", "illegal_transition"}


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_is_fresh(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == pages()[name], "run python -m docs.generate"


def test_every_error_says_what_to_do_and_is_on_the_page() -> None:
    told = {*BY_CODE, *TASK_CODES, *AT_START}
    for kind in vars(errors).values():
        if inspect.isclass(kind) and issubclass(kind, RushesError) and kind.code not in INSIDE:
            assert kind.code in told
            assert "\n\n" in inspect.cleandoc(kind.__doc__ or ""), kind


def test_every_setting_has_its_meaning() -> None:
    rows = [line for line in pages()["settings.md"].splitlines() if line.startswith("| `")]
    assert len(rows) > 12
    assert all(len(row.split(" | ")[-1]) > 10 for row in rows)
