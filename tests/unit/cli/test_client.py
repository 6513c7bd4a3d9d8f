"""One server, asked over HTTP."""

from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Wire

from rushes.cli.client import Client, of_task, on_this_machine
from rushes.cli.exits import Exit, Lost, Stopped


def test_an_object_answers_a_call_that_carries_the_key(wire: Wire) -> None:
    wire.answers["POST /v1/videos"] = (200, {"id": "task_1"})
    client = Client(wire.url, "sk-0123456789abcdef")
    assert client.call("POST", "/v1/videos", body={"prompt": "a fox"}) == {"id": "task_1"}
    assert wire.asked == [("POST /v1/videos", {"prompt": "a fox"}, "Bearer sk-0123456789abcdef")]
    client.close()


def test_a_url_may_have_a_path_of_its_own(wire: Wire) -> None:
    wire.answers["GET /behind/proxy/v1/models"] = (200, {"data": []})
    client = Client(f"{wire.url}/behind/proxy", None)
    assert client.call("GET", "/v1/models") == {"data": []}
    client.close()


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (200, [1]), (301, b"")])
def test_what_is_not_rushes_is_said_to_be_something_else(wire: Wire, status: int, body: object) -> None:
    wire.answers["GET /v1/models"] = (status, body)
    client = Client(wire.url, None)
    with pytest.raises(Stopped) as caught:
        client.call("GET", "/v1/models")
    assert caught.value.exit_code == Exit.TROUBLE
    assert wire.url in caught.value.line
    client.close()


def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    client = Client("http://127.0.0.1:9", None)
    with pytest.raises(Lost, match="cannot be reached") as caught:
        client.call("GET", "/v1/models")
    assert not caught.value.sent
    client.close()


def test_a_film_that_is_not_there_is_an_error_and_no_bytes(wire: Wire) -> None:
    client = Client(wire.url, None)
    with pytest.raises(Stopped, match="no such thing"):
        list(client.film("task_1"))
    client.close()


def test_an_id_of_any_characters_stays_one_part_of_the_path() -> None:
    assert of_task("../a b?c#d", "/cancel") == "/v1/videos/..%2Fa%20b%3Fc%23d/cancel"


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1", True),
        ("http://localhost", True),
        ("http://[::1]:2", True),
        ("https://example.com", False),
    ],
)
def test_loopback_is_this_machine(url: str, here: bool) -> None:
    assert on_this_machine(url) is here
