"""Every block of the pages is run, in order, a page in a folder of its own; `…` stands for any text on a line.

console: `$ command` lines and what they print. python: a program; a text block after it is what it prints. toml: a
rushes.toml that holds. ini: a service. caddyfile: a proxy. The pages say ports 870x; here they are free ones.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.databases import Databases
from tests.pages import DATABASE, read

DOCS = Path(__file__).parents[2] / "docs"
#: Run by tests/stories/test_command_line_page.py, with no server to begin with, and by the renderer's own test_docs.py.
ELSEWHERE = {"command-line.md", "previs.md"}
PAGES = sorted(page.name for page in DOCS.glob("*.md") if page.name not in ELSEWHERE)
#: Each way to run Rushes.
WAYS = ("3-one-machine.md", "4-team.md", "10-fleet.md")


@pytest.mark.slow  # films are made on the way: a minute or two for what the stories prove more quickly
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_what_it_shows(page: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _read((DOCS / page).read_text("utf-8"), tmp_path, request)


@pytest.mark.parametrize("page", WAYS)
def test_each_way_to_run_it_starts_as_written(page: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _, start, *_ = re.split(r"^## .*$", (DOCS / page).read_text("utf-8"), flags=re.M)
    assert "rushes serve" in start
    _read(start, tmp_path, request)


def _read(text: str, folder: Path, request: pytest.FixtureRequest) -> None:
    if DATABASE not in text:
        read(text, folder)
        return
    databases: Databases = request.getfixturevalue("databases")
    with databases.bare() as url:
        read(text, folder, url)


def test_every_page_is_on_the_map() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"]({page.name})" in index, page.name


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert "://" in target or (DOCS / target).exists(), target
