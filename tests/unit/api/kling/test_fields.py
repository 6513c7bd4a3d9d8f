"""Kling's words for a create are read as ours; each fault is named as the client wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.api.kling.fields import IMAGE, TEXT, read
from rushes.errors import InvalidRequest

SHOTS = [{"index": 1, "prompt": "a door", "duration": "3"}, {"index": 2, "prompt": "a light", "duration": "2"}]
MULTI = {"multi_shot": True, "shot_type": "customize", "multi_prompt": SHOTS}


def given(kind: str = TEXT, **body: Any) -> dict[str, object]:
    """What of a body means something to us."""
    fields, warnings = read(kind, {"model_name": "kling-v3", **body})
    assert warnings == ()
    return {name: value for name, value in fields.values.items() if value is not None}


@pytest.mark.parametrize(
    ("words", "model"),
    [
        ({}, "kling-v3-std-silent"),
        ({"mode": "pro"}, "kling-v3-pro-silent"),
        ({"sound": "on"}, "kling-v3-std-audio"),
        ({"model_name": "previs", "mode": "pro", "sound": "on"}, "previs-pro-audio"),
    ],
)
def test_name_mode_and_sound_are_our_model(words: dict[str, str], model: str) -> None:
    assert given(prompt="a fox", **words)["model"] == model


def test_what_has_the_same_name_is_taken_over_and_empty_is_absent() -> None:
    same = {
        "negative_prompt": "blur",
        "cfg_scale": 0.3,
        "duration": "5",
        "external_task_id": "s-1",
        "aspect_ratio": "1:1",
    }
    found = given(prompt="a fox", callback_url="", element_list=[], multi_prompt=[], image="", **same)
    assert found == {"model": "kling-v3-std-silent", "prompt": "a fox", **same}


def test_two_pictures_are_first_and_last() -> None:
    found = given(IMAGE, prompt="night falls", image="aaaa", image_tail="bbbb")
    assert (found["image"], found["last_image"]) == ("aaaa", "bbbb")
    assert read(IMAGE, {"model_name": "kling-v3", "prompt": "a", "image": "a"})[0].path("last_image") == "image_tail"


def test_shots_count_with_multi_shot() -> None:
    found = given(**MULTI, duration="5")
    assert found["shot_type"] == "customize"
    assert [shot["duration"] for shot in found["multi_prompt"]] == [3, 2]  # type: ignore[attr-defined]
    found = given(multi_shot=True, shot_type="intelligence", prompt="a chase in three shots")
    assert (found["shot_type"], found["prompt"]) == ("intelligent", "a chase in three shots")


@pytest.mark.parametrize(
    ("body", "params"),
    [
        ({"prompt": "a", "multi_prompt": SHOTS}, ["multi_prompt"]),
        ({"prompt": "a", "shot_type": "customize"}, ["shot_type"]),
        ({"prompt": "a", "image": "aaaa", "image_tail": "bbbb"}, ["image", "image_tail"]),
        ({"prompt": "a", "camera_control": {}}, ["camera_control"]),
        ({"prompt": "a", "watermark_info": {"enabled": True}}, ["watermark_info"]),
        ({"prompt": "a", "multi_shot": True, "shot_type": "intelligence", "multi_prompt": SHOTS}, ["multi_prompt"]),
    ],
)
def test_what_has_no_effect_is_warned_of(body: dict[str, Any], params: list[str]) -> None:
    _, warnings = read(TEXT, {"model_name": "kling-v3", **body})
    assert [warning.param for warning in warnings] == params


@pytest.mark.parametrize(
    ("kind", "body", "param", "says"),
    [
        (TEXT, {"model_name": None, "prompt": "a"}, "model_name", 'missing; allowed: "kling-v3", "previs"'),
        (TEXT, {"model_name": "kling-v1", "prompt": "a"}, "model_name", '"kling-v1"'),
        (TEXT, {"mode": "4k", "prompt": "a"}, "mode", '"std", "pro"'),
        (TEXT, {"sound": True, "prompt": "a"}, "sound", '"off", "on"'),
        (TEXT, {}, "prompt", "multi_shot"),
        (TEXT, {"prompt": " "}, "prompt", "missing or empty"),
        (TEXT, {"multi_shot": "yes", "prompt": "a"}, "multi_shot", "true, false"),
        (TEXT, {"multi_shot": True, "prompt": "a"}, "shot_type", "missing"),
        (TEXT, {"multi_shot": True, "shot_type": "customize"}, "multi_prompt", "1 to 6 shots"),
        (TEXT, {"multi_shot": True, "shot_type": "intelligence"}, "prompt", "missing"),
        (TEXT, {"prompt": "a", "watermark_info": {"enabled": 1}}, "watermark_info", '{"enabled": false}'),
        (IMAGE, {"prompt": "a"}, "image", "first frame"),
        (IMAGE, {"image": "a", "image_tail": "b", **MULTI}, "image_tail", "multi_shot"),
    ],
)
def test_a_fault_is_named_in_their_words(kind: str, body: dict[str, Any], param: str, says: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(kind, {"model_name": "kling-v3", **body})
    assert caught.value.param == param
    assert says in caught.value.message
