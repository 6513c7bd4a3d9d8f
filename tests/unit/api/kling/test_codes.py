"""Every error of ours has one of Kling's numbers, under the status that Kling gives it."""

from __future__ import annotations

from rushes.api.kling.codes import body, spoken, status_and_code
from rushes.api.openapi.refusals import EXAMPLES
from rushes.errors import InsufficientBudget, InvalidRequest, NotFound, RushesError, Unauthenticated
from rushes.fake_kling.codes import CODES


def test_each_number_comes_under_its_status() -> None:
    for error in EXAMPLES:
        status, code = status_and_code(error)
        assert CODES[code][0] == status, error.code


def test_what_clients_act_on() -> None:
    assert status_and_code(Unauthenticated()) == (401, 1000)
    assert status_and_code(InsufficientBudget("none left")) == (429, 1102)
    assert status_and_code(NotFound()) == (404, 1203)
    assert status_and_code(InvalidRequest("no")) == (400, 1201)
    assert status_and_code(RushesError()) == (500, 5000)


def test_a_body_is_a_number_and_a_text() -> None:
    assert body(InvalidRequest("no"), "no", "req_1") == {"code": 1201, "message": "no", "request_id": "req_1"}


def test_only_its_own_paths_speak_so() -> None:
    assert spoken("/kling/v1/videos/text2video")
    assert not spoken("/v1/videos")
