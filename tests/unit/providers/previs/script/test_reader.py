"""Prompts read as a director would mean them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.providers.previs.scene import ANGLES, MOVES, SIZES, TIMES, WEATHERS, Scene
from rushes.providers.previs.script import read
from rushes.providers.previs.script.data import section

ROWS = [
    tuple(part.strip() for part in line.rsplit("|", 3))
    for line in (Path(__file__).parent / "prompts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PIECES = [
    "a",
    "the",
    "no",
    "dog",
    "dogs",
    "runs",
    "pan",
    "left",
    "狗",
    "在",
    "没有",
    "“",
    "”",
    "'",
    '"',
    ".",
    ",",
    "，",
    "12",
    "push",
]
PUBLISHED = (
    " camera, Yes, camera, action. ",
    ", action, and. ",
    " camera, keep identity stable, natural motion. ",
    "camera. ",
)


def shown(scene: Scene) -> str:
    """The actors of a scene as the table writes them."""
    names = [
        actor.name.removeprefix("glyph:").replace(" ", "_")
        + (f"*{actor.count}" if actor.count > 1 else "")
        + f":{actor.action}"
        for actor in scene.actors
    ]
    return " ".join(names) or "-"


@pytest.mark.parametrize(("prompt", "where", "who", "view"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_prompt_reads_as_meant(prompt: str, where: str, who: str, view: str) -> None:
    scene = read(prompt)
    place, time, weather = where.split()
    move, size, angle = view.split()
    assert scene.place == place
    assert time in ("-", scene.time)
    assert weather in ("-", scene.weather)
    assert shown(scene) == who
    assert (move in ("-", scene.camera.move), size in ("-", scene.camera.size), angle in ("-", scene.camera.angle)) == (
        True,
        True,
        True,
    )


def test_the_table_is_large_and_in_two_languages() -> None:
    assert len(ROWS) >= 240
    assert sum(any("\u4e00" <= c <= "\u9fff" for c in row[0]) for row in ROWS) >= 35


@pytest.mark.parametrize("prompt", PUBLISHED)
@pytest.mark.parametrize("seed", [0, 7, 42])
def test_a_published_prompt_of_nothing_gets_a_composed_opening(prompt: str, seed: int) -> None:
    scene = read(prompt, seed=seed)
    openings = section("openings").values()
    assert any((scene.place, scene.time, scene.weather) == (o["place"], o["time"], o["weather"]) for o in openings)
    assert scene.card == ""
    assert scene.not_understood
    assert {word.lower() for word in scene.not_understood} <= {"camera", "yes", "action"}


def test_seeds_choose_different_openings() -> None:
    assert len({read("camera.", seed=seed).place for seed in range(30)}) >= 5


@pytest.mark.parametrize("prompt", ["", "   ", "...", "!?", "beautiful cinematic masterpiece, 4k"])
def test_a_blank_prompt_is_a_scene_without_a_card(prompt: str) -> None:
    scene = read(prompt)
    assert scene.card == ""
    assert scene.place in section("defaults")


@pytest.mark.parametrize("prompt", ["a Klein bottle folding through itself", "asdf qwer zxcv", "zorblaxian frumious"])
def test_unknown_words_become_a_card_in_a_studio(prompt: str) -> None:
    scene = read(prompt)
    assert (scene.place, scene.card, scene.actors) == ("studio", prompt, ())
    assert scene.not_understood


def test_what_is_not_understood_is_named_and_the_rest_is_drawn() -> None:
    scene = read("A zorblax rests beside a lighthouse at sunset")
    assert "zorblax" in scene.not_understood
    assert {"lighthouse", "at sunset"} <= set(scene.understood)
    assert (scene.card, scene.time, "lighthouse" in scene.props) == ("", "sunset", True)


def test_small_words_and_praise_are_not_reported_as_missed() -> None:
    scene = read("A stunning, cinematic 4k masterpiece of a dog running on the beach, highly detailed, 35mm")
    assert scene.not_understood == ()


def test_dialogue_does_not_shape_the_scene() -> None:
    scene = read('A woman in a kitchen says: "The sea, the storm, a hundred wolves in the snow!"')
    assert (scene.place, scene.weather, shown(scene)) == ("kitchen", "clear", "woman:talk")
    line = scene.lines[0]
    assert (line.text, line.language, line.speaker) == (
        "The sea, the storm, a hundred wolves in the snow!",
        "en",
        "woman",
    )


def test_the_negative_prompt_takes_away_what_it_names() -> None:
    prompt = "A man and his dog walk through a rainy city with lanterns"
    full, bare = read(prompt), read(prompt, negative="rain, people, lanterns, blur, text")
    assert (full.weather, len(full.actors), "lanterns" in full.props) == ("rain", 2, True)
    assert (bare.weather, shown(bare), bare.props) == ("clear", "dog:walk", ())
    assert {"rain", "people", "blur", "text"} <= bare.without


def test_named_tells_what_the_prompt_says_itself() -> None:
    assert read("A dog on the beach at sunset, push in").named == {"place", "time", "move"}
    assert read("A dog").named == frozenset()


def test_the_film_s_place_holds_where_a_prompt_names_none() -> None:
    assert read("She turns around.", literal_place="harbour").place == "harbour"
    assert read("She walks in a forest.", literal_place="harbour").place == "forest"


def test_freedom_varies_and_literalness_does_not() -> None:
    literal = {read("mountains", cfg_scale=1.0, seed=seed).time for seed in range(20)}
    free = {read("mountains", cfg_scale=0.0, seed=seed).time for seed in range(20)}
    assert len(literal) == 1
    assert len(free) >= 3


def test_traditional_characters_read_like_simplified_ones() -> None:
    one, other = read("一隻貓在書房裡睡覺，下雨"), read("一只猫在书房里睡觉，下雨")
    assert (
        (one.place, one.weather, shown(one))
        == (other.place, other.weather, shown(other))
        == ("interior", "rain", "cat:sleep")
    )


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map(" ".join),
    st.integers(0, 2**31),
    st.floats(0, 1),
)
def test_any_text_is_a_scene(prompt: str, seed: int, cfg_scale: float) -> None:
    scene = read(prompt, negative=prompt[:20], cfg_scale=cfg_scale, seed=seed)
    assert scene == read(prompt, negative=prompt[:20], cfg_scale=cfg_scale, seed=seed)
    assert scene.prompt == prompt
    assert scene.place in section("defaults")
    assert (scene.time in TIMES, scene.weather in WEATHERS) == (True, True)
    view = scene.camera
    assert (view.move in MOVES, view.size in SIZES, view.angle in ANGLES, view.amount > 0) == (True,) * 4
    assert all(actor.count >= 1 for actor in scene.actors)
