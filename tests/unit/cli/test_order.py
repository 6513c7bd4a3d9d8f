"""From a command's options to the body of a create."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest

from rushes.cli.exits import Exit, Stopped
from rushes.cli.order import Order, choose_model, labels, picture, shot


@pytest.mark.parametrize(
    ("given", "item"),
    [
        ("a door opens", {"prompt": "a door opens"}),
        ("a door opens@4", {"prompt": "a door opens", "duration": 4}),
        ("a door opens@4s", {"prompt": "a door opens", "duration": 4}),
        ("mail to me@home.org", {"prompt": "mail to me@home.org"}),
        ("meet at noon @ 5", {"prompt": "meet at noon @ 5"}),
        ("one@2@3", {"prompt": "one@2", "duration": 3}),
        ("@3", {"prompt": "@3"}),
        ("a\nb@3", {"prompt": "a\nb", "duration": 3}),
    ],
)
def test_a_shot_is_a_prompt_with_its_seconds_behind_the_last_at_sign(given: str, item: dict[str, Any]) -> None:
    assert shot(given) == item


def test_the_body_holds_what_was_given_and_nothing_else() -> None:
    assert Order(prompt="a fox").body() == {"prompt": "a fox"}
    full = Order(
        prompt="a fox", model="m", duration=3, ratio="1:1", seed=0, negative="fog", cfg=0.0, intelligent=True,
        labels=("who=me",), image="https://example.com/a.png", last="data:image/png;base64,AAAA",
    )  # fmt: skip
    assert full.body() == {
        "prompt": "a fox",
        "model": "m",
        "duration": 3,
        "aspect_ratio": "1:1",
        "seed": 0,
        "labels": {"who": "me"},
        "image": "https://example.com/a.png",
        "last_image": "data:image/png;base64,AAAA",
        "extra_body": {"negative_prompt": "fog", "cfg_scale": 0.0, "shot_type": "intelligent"},
    }


def test_shots_replace_the_prompt_and_name_the_film() -> None:
    order = Order(shots=("a door opens@2", "a light goes on"))
    assert order.body() == {
        "extra_body": {"multi_prompt": [{"prompt": "a door opens", "duration": 2}, {"prompt": "a light goes on"}]}
    }
    assert order.title == "a door opens"


def test_nothing_to_show_is_wrong_usage() -> None:
    with pytest.raises(Stopped, match="Say what the film shows") as caught:
        Order().body()
    assert caught.value.exit_code == Exit.USAGE


def test_a_dash_reads_the_prompt_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a fox\nin the snow\n"))
    assert Order(prompt="-").body() == {"prompt": "a fox\nin the snow"}


def test_a_file_is_sent_as_base64(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert base64.b64decode(picture(str(tmp_path / "a.png"), "--image") or "") == b"\x89PNG"


def test_what_lies_elsewhere_stays_as_it_stands() -> None:
    for given in ("https://img.test/a.png", "data:image/png;base64,AAAA", "file_5xq3mz8k2v7n4c9h1b6t0w3yrd"):
        assert picture(given, "--image") == given


@pytest.mark.parametrize(("name", "why"), [("none.png", "No such file"), (".", "Is a directory")])
def test_a_picture_that_cannot_be_read_says_why(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(Stopped, match=why) as caught:
        picture(str(tmp_path / name), "--last")
    assert caught.value.message.startswith("--last ")


def test_a_picture_too_large_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate((10 << 20) + 1)
    with pytest.raises(Stopped, match="10,485,761 bytes; at most 10,485,760"):
        picture(str(tmp_path / "a.png"), "--image")


def test_a_label_may_hold_a_sign_and_be_empty() -> None:
    assert labels(["a=b=c", "empty="]) == {"a": "b=c", "empty": ""}


@pytest.mark.parametrize("given", [["plain"], ["=value"], ["a=1", "a=2"]])
def test_a_label_without_a_name_or_given_twice_is_refused(given: list[str]) -> None:
    with pytest.raises(Stopped):
        labels(given)


def model(name: str, *, audio: bool = True, stands_in: bool = False) -> dict[str, Any]:
    return {"id": name, "capabilities": {"audio": audio, "stands_in": stands_in}}


def test_without_a_model_the_film_has_sound_and_the_real_model_goes_first() -> None:
    own = [model("previs-std-silent", audio=False), model("previs-std-audio")]
    assert choose_model([*own, model("kling-v3-std-audio")]) == "kling-v3-std-audio"
    assert choose_model([*own, model("kling-v3-std-audio", stands_in=True)]) == "previs-std-audio"
    assert choose_model([model("other-silent", audio=False), model("other-audio")]) == "other-audio"
    assert choose_model([model("other-silent", audio=False)]) == "other-silent"
    with pytest.raises(Stopped, match="makes no model"):
        choose_model([])
