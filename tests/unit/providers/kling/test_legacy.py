"""Requests in the older dialect, taken by a vendor that checks them."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from tests.tasks import make_job, make_request

from rushes.api.kling import fields as served
from rushes.core.card import kling_v3_cards
from rushes.core.request import Frame, Shot
from rushes.fake_kling import legacy as fake
from rushes.providers.kling.legacy import body, look_ups, path, state, taken

CARDS = {card.name: card for card in kling_v3_cards("kling-v3", local=False, elements=True)}
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
FRAME = Frame("a.png", 640, 360, "ff")


def sent(
    model: str = "kling-v3-std-silent", pictures: tuple[str | None, str | None] = (None, None), **wanted: Any
) -> Any:
    made = body(make_job(make_request(model=model, **wanted), CARDS[model]), pictures)
    kind = "image2video" if pictures[0] else "text2video"
    fake.read(kind, made)
    # Another Rushes takes it too, under /kling.
    fields, warnings = served.read(kind, made)
    assert fields.values["model"] == model
    assert warnings == ()
    return made


def test_a_plain_prompt() -> None:
    assert sent(aspect_ratio="9:16", negative_prompt="rain") == {
        "model_name": "kling-v3", "mode": "std", "sound": "off", "duration": "3", "external_task_id": "task_1",
        "cfg_scale": 0.5, "prompt": "a fox in the snow", "negative_prompt": "rain", "aspect_ratio": "9:16",
    }  # fmt: skip


def test_tier_sound_and_elements() -> None:
    made = sent("kling-v3-pro-audio", elements=("12", "x"))
    assert (made["mode"], made["sound"]) == ("pro", "on")
    assert made["element_list"] == [{"element_id": 12}, {"element_id": "x"}]


def test_both_frames() -> None:
    made = sent(pictures=(PNG, PNG), first_frame=FRAME, last_frame=FRAME, shot_type="intelligent")
    assert (made["image"], made["image_tail"], "aspect_ratio" in made, "multi_shot" in made) == (PNG, PNG, False, False)
    assert path(make_request(first_frame=FRAME)) == "/v1/videos/image2video"


def test_shots_written_and_shots_left_to_the_model() -> None:
    shots = (Shot("a", 2), Shot("b", 1))
    made = sent(prompt=None, shots=shots)
    assert (made["multi_shot"], made["shot_type"], made["prompt"]) == (True, "customize", "")
    assert made["multi_prompt"][1] == {"index": 2, "prompt": "b", "duration": "1"}
    made = sent(shot_type="intelligent")
    assert (made["multi_shot"], made["shot_type"], made["prompt"]) == (True, "intelligence", "a fox in the snow")


def test_answers() -> None:
    request = make_request()
    data: dict[str, Any] = {"task_id": "8", "task_info": {"external_task_id": "task_1"}, "task_status": "succeed"}
    assert taken({"data": data}, request) == ("text2video/8", "task_1")
    assert taken({"data": None}, request) == (None, None)
    assert [one[1] for one in look_ups("t")] == ["/v1/videos/text2video/t", "/v1/videos/image2video/t"]
    done = state({"data": {**data, "task_result": {"videos": [{"url": "u"}]}, "final_unit_deduction": "3"}})
    assert done is not None
    assert (done.id, done.external_id, done.url, done.units) == ("8", "task_1", "u", "3")
    assert state({"data": []}) is None


@pytest.mark.parametrize("videos", [None, [], [None], "x", [{"url": 5}], {}])
def test_a_film_that_is_not_there_is_none(videos: Any) -> None:
    done = state({"data": {"task_status": "succeed", "task_result": {"videos": videos}}})
    assert done is not None
    assert done.url is None
