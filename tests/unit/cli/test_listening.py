"""What the stream tells is posted as it stands, signed with the callbacks' secret; a break is followed by more."""

from __future__ import annotations

import json

import pytest
from harness.receiver import Receiver
from standardwebhooks import Webhook as Verifier
from tests.unit.cli.conftest import Wire

from rushes.cli.exits import Exit, Stopped
from rushes.cli.listening import listen

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="


def told(number: int, kind: str) -> bytes:
    event = json.dumps({"type": kind, "timestamp": 5, "data": {"id": "task_1", "prompt": "狐"}}, ensure_ascii=False)
    return f": rushes\n\nevent: {kind}\nid: {number}\ndata: {event}\n\n".encode()


def test_each_event_is_forwarded_signed(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["GET /v1/webhooks/callback"] = (200, {"secret": SECRET})
    wire.answers["GET /livez"] = (200, {"status": "ok"})
    wire.answers["GET /v1/events"] = [
        (200, told(3, "video.queued") + told(4, "video.progress")),
        (200, told(5, "video.failed")),
        (401, {"error": {"message": "no", "code": "unauthenticated"}}),
    ]
    with Receiver(lambda letter, tries: "500" if len(receiver.letters) else "good") as receiver:
        with pytest.raises(Stopped):
            listen({"url": wire.url}, f"{receiver.url}/rushes", progress=False)
        said = [Verifier(SECRET).verify(letter.body, letter.headers) for letter in receiver.letters]
        assert [event["type"] for event in said] == ["video.queued", "video.failed"]
        assert len({letter.id for letter in receiver.letters}) == 2
    found = capsys.readouterr()
    assert found.out == "video.queued\ttask_1\t204\nvideo.failed\ttask_1\t500\n"
    assert SECRET in found.err


def test_a_receiver_that_is_not_there_is_said(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.answers["GET /v1/webhooks/callback"] = (200, {"secret": SECRET})
    wire.answers["GET /v1/events"] = [(200, told(3, "video.queued")), (404, {})]
    with pytest.raises(Stopped):
        listen({"url": wire.url}, "http://127.0.0.1:9/", progress=False)
    assert "not reached" in capsys.readouterr().out


def test_what_is_no_url_is_refused() -> None:
    with pytest.raises(Stopped) as caught:
        listen({}, "localhost:3000", progress=False)
    assert caught.value.exit_code == Exit.USAGE
