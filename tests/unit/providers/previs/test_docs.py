"""The page docs/previs.md is run: its place, rig, subject and move, each as it is written there, make a film."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rushes.providers.previs import Brief, ShotBrief, camera, places, shots, subjects
from rushes.providers.previs.picture import Image, Picture
from rushes.providers.previs.script import vocabulary
from rushes.providers.previs.subjects import rigs

PAGE = Path(__file__).parents[4] / "docs" / "previs.md"
BLOCKS = re.findall(r"^```(\w+) ([\w.]+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def module(folder: Path, name: str) -> ModuleType:
    """A block of the page, imported from a file."""
    (code,) = (text for kind, file, text in BLOCKS if (kind, file) == ("python", name))
    file = folder / name
    file.write_text(code, "utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def with_lines_of_the_page(name: str) -> dict[str, Any]:
    """A file of the lexicon and the page's lines for it."""
    whole = dict(SECTION(name))
    for kind, file, text in BLOCKS:
        if (kind, file) == ("toml", name):
            for key, value in tomllib.loads(text).items():
                nested = all(isinstance(entry, dict) for entry in value.values())
                whole[key] = {**whole[key], **value} if nested else value
    return whole


SECTION = vocabulary.section


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module(tmp_path, "saltpan.py")
    monkeypatch.setattr(places, "__path__", [*places.__path__, str(tmp_path)])
    monkeypatch.setitem(places.PLACES, "saltpan", "saltpan")
    monkeypatch.setitem(rigs.MAKERS, "buoy", module(tmp_path, "buoys.py").MAKERS["buoy"])
    monkeypatch.setitem(camera._PATHS, "rise", module(tmp_path, "rise.py").path)
    monkeypatch.setattr(vocabulary, "section", with_lines_of_the_page)
    vocabulary.vocabulary.cache_clear()
    yield
    vocabulary.vocabulary.cache_clear()


def film(prompt: str) -> tuple[dict[str, Any], Picture]:
    (shot,) = shots.plan(Brief((ShotBrief(prompt, 3.0),), 320, 180, seed=1)).shots
    return shots.described(shot), shot.build()


def differs(one: Image, other: Image) -> float:
    return float(np.abs(one.astype(int) - other).mean())


@pytest.mark.parametrize("prompt", ["A buoy on a salt pan, the camera rises and retreats", "盐滩上的浮标，升起后退"])
@pytest.mark.usefixtures("added")
def test_what_the_page_adds_is_understood_and_drawn(prompt: str) -> None:
    told, picture = film(prompt.replace("the camera rises and retreats", "rise away"))
    assert told["place"] == "saltpan"
    assert [actor["name"] for actor in told["actors"]] == ["buoy"]
    assert told["camera"]["move"] == "rise"
    assert "not_drawn" not in picture.facts
    assert picture.facts["place"] == "saltpan"
    assert differs(picture.frame(0), picture.frame(picture.frames - 1)) > 2


@pytest.mark.usefixtures("added")
def test_a_new_word_for_an_outline_is_a_line() -> None:
    told, picture = film("A samovar on a table in a room")
    assert [actor["name"] for actor in told["actors"]] == [subjects.names()["teapot"]]
    assert "not_drawn" not in picture.facts


def test_without_the_lines_nobody_knows_them() -> None:
    told, _ = film("A buoy on a playa")
    assert told["place"] != "saltpan"


def test_the_pictures_of_the_page_are_there_and_small() -> None:
    shown = re.findall(r"!\[[^\]]*\]\((images/[^)]+)\)", PAGE.read_text("utf-8"))
    assert 1 <= len(shown) <= 6
    assert all((PAGE.parent / name).stat().st_size <= 60_000 for name in shown)
