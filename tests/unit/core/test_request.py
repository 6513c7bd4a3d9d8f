"""A request is stored and comes back the same."""

from __future__ import annotations

import json

from tests.tasks import make_request

from rushes.core.request import Frame, Request, Shot


def test_a_request_survives_json() -> None:
    request = make_request(
        shots=(Shot("a", 2), Shot("b", 3)),
        prompt=None,
        first_frame=Frame("task_x.first.png", 640, 480, "ab"),
        labels={"scene": "7"},
        elements=("e",),
    )
    assert Request.from_json(json.loads(json.dumps(request.to_json()))) == request


def test_its_media_are_its_pictures() -> None:
    assert make_request().media == ()
    first, last = Frame("f.png", 1, 1, ""), Frame("l.png", 1, 1, "")
    assert make_request(first_frame=first, last_frame=last).media == ("f.png", "l.png")
