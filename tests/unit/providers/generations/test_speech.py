"""The contract's words from the client's side."""

from __future__ import annotations

from typing import Any

import pytest
from tests.tasks import make_job, make_request

from rushes.core.request import Frame, Shot
from rushes.errors import ProviderFailed
from rushes.providers.generations import speech
from rushes.providers.state import Stage
from rushes.providers.upstream import Answer
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected

FRAME = Frame("a.png", 640, 360, "ff")


def test_creates() -> None:
    made = speech.body(make_job(make_request(aspect_ratio="9:16", negative_prompt="rain")), (None, None))
    assert made == {
        "model": "previs-std-silent", "prompt": "a fox in the snow", "aspect_ratio": "9:16", "duration": 3,
        "external_task_id": "task_1", "extra_body": {"negative_prompt": "rain", "cfg_scale": 0.5},
    }  # fmt: skip
    shots = make_request(prompt=None, shots=(Shot("a", 2), Shot("b", 1)), first_frame=FRAME, elements=("7",))
    made = speech.body(make_job(shots), ("data:x", None))
    assert ("prompt" in made, "aspect_ratio" in made, made["image"]) == (False, False, "data:x")
    assert made["extra_body"]["multi_prompt"] == [{"prompt": "a", "duration": 2}, {"prompt": "b", "duration": 1}]
    assert made["extra_body"]["element_list"] == [{"element_id": "7"}]
    made = speech.body(make_job(make_request(shot_type="intelligent"), callback_url="https://us/1"), (None, None))
    assert (made["extra_body"]["shot_type"], made["callback_url"]) == ("intelligent", "https://us/1")


@pytest.mark.parametrize(
    ("answer", "stage", "url", "progress"),
    [
        ({"id": "t", "status": "queued", "progress": 0, "video_url": None, "result": None}, Stage.RUNNING, None, 0.0),
        ({"id": "t", "status": "in_progress", "progress": 42}, Stage.RUNNING, None, 0.42),
        ({"id": "t", "status": "completed", "progress": 100, "video_url": "u"}, Stage.SUCCEEDED, "u", 1.0),
        ({"id": "t", "status": "completed", "result": {"outputs": ["u"]}}, Stage.SUCCEEDED, "u", 0.0),
        ({"code": "success", "data": {"task_id": "t", "status": "NOT_START"}}, Stage.RUNNING, None, 0.0),
        (
            {"code": "success", "data": {"task_id": "t", "status": "IN_PROGRESS", "progress": "42%"}},
            Stage.RUNNING,
            None,
            0.42,
        ),
        (
            {"code": "success", "data": {"task_id": "t", "status": "SUCCESS", "result_url": "u"}},
            Stage.SUCCEEDED,
            "u",
            0.0,
        ),
        (
            {"code": "success", "data": {"task_id": "t", "status": "FAILURE", "fail_reason": "no"}},
            Stage.FAILED,
            None,
            0.0,
        ),
        ({"id": "t", "status": "dreaming", "progress": "soon"}, Stage.RUNNING, None, 0.0),
    ],
)
def test_both_shapes_of_an_answer(answer: dict[str, Any], stage: Stage, url: str | None, progress: float) -> None:
    found = speech.state(answer)
    assert (found.id, found.stage, found.url, found.progress) == ("t", stage, url, progress)
    assert speech.good(Answer(200, answer))


def error(status: int, code: str | None = "x") -> Answer:
    return Answer(status, {"error": {"message": "why", "type": "t", "param": None, "code": code}})


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(400), UpstreamRejected),
        (error(400, "content_refused"), ContentRefused),
        (error(401), ProviderStopped),
        (error(402), ProviderStopped),
        (error(429), UpstreamBusy),
        (error(409, "external_task_id_taken"), type(None)),
        (error(408), type(None)),
        (Answer(400, None), type(None)),
        (Answer(404, {"detail": "no"}), type(None)),
    ],
)
def test_refusals_are_sure_only_in_the_contracts_words(answer: Answer, kind: type[ProviderFailed]) -> None:
    assert type(speech.verdict(answer)) is kind


def test_only_its_own_words_say_that_there_is_no_such_job() -> None:
    assert speech.absent(error(404, "not_found"))
    assert not speech.absent(Answer(404, {"message": "404 page not found"}))
    assert not speech.good(Answer(200, {"status": "queued"}))
    assert not speech.good(Answer(500, {"id": "t"}))
