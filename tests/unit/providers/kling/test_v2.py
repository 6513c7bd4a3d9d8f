"""Requests in the newer dialect, taken by a vendor that checks them."""

from __future__ import annotations

import base64
from typing import Any

from tests.tasks import make_job, make_request

from rushes.core.card import kling_v3_cards
from rushes.core.request import Frame, Shot
from rushes.fake_kling import v2 as fake
from rushes.providers.kling.v2 import body, look_ups, path, state, taken

CARDS = {card.name: card for card in kling_v3_cards("kling-v3", local=False, elements=True)}
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
FRAME = Frame("a.png", 640, 360, "ff")


def sent(
    model: str = "kling-v3-std-silent", pictures: tuple[str | None, str | None] = (None, None), **wanted: Any
) -> Any:
    made = body(make_job(make_request(model=model, **wanted), CARDS[model]), pictures)
    fake.read("image2video" if pictures[0] else "text2video", made)
    return made


def test_a_plain_prompt_is_not_cut_into_shots_unasked() -> None:
    assert sent(aspect_ratio="1:1") == {
        "prompt": "a fox in the snow",
        "settings": {"resolution": "720p", "duration": 3, "audio": "off", "multi_shot": False, "aspect_ratio": "1:1"},
        "options": {"external_task_id": "task_1"},
    }


def test_frames_elements_sound_and_tier() -> None:
    made = sent("kling-v3-pro-audio", (PNG, PNG), first_frame=FRAME, last_frame=FRAME, elements=("7", "8"))
    assert [part["type"] for part in made["contents"]] == ["prompt", "first_frame", "last_frame", "element", "element"]
    assert made["contents"][-1] == {"type": "element", "element_id": "8", "id": "element_2"}
    assert made["settings"] == {"resolution": "1080p", "duration": 3, "audio": "native", "multi_shot": False}
    assert path(make_request(first_frame=FRAME)) == "/image-to-video/kling-3.0"


def test_shots_stand_in_the_prompt() -> None:
    made = sent(prompt=None, shots=(Shot("a", 2), Shot("b", 1)))
    assert made["prompt"] == "shot 1, 2, a; shot 2, 1, b;"
    assert made["settings"]["multi_shot"] is True
    assert sent(shot_type="intelligent")["settings"]["multi_shot"] is True


def test_answers() -> None:
    data: dict[str, Any] = {"id": "8", "external_id": "task_1", "status": "succeeded"}
    assert taken({"data": data}, make_request()) == ("tasks/8", "task_1")
    assert look_ups("t") == [("tasks", "/tasks", {"external_task_ids": "t"})]
    outputs = [{"type": "cover", "url": "c"}, {"type": "video", "url": "u"}]
    billing = [{"charge_type": "unit", "amount": "1.8"}, {"charge_type": "unit", "amount": "0.2"}]
    done = state({"data": [{**data, "outputs": outputs, "billing": billing}]})
    assert done is not None
    assert (done.url, done.units) == ("u", "2")
    cash = state({"data": [{**data, "billing": [{"charge_type": "cash", "amount": "1"}]}]})
    assert cash is not None
    assert (cash.url, cash.units) == (None, None)
    assert state({"data": []}) is None
