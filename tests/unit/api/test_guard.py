"""What passes the guard and what does not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from rushes.api.guard import Guard

JSON = ("content-type", "application/json")


def ask(method: str, *headers: tuple[str, str], hosts: tuple[str, ...] = ()) -> tuple[int, dict[str, str]]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    asyncio.run(Guard(app, hosts)({"type": "http", "method": method, "path": "/", "headers": encoded}, None, send))  # type: ignore[arg-type]
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("host", ["localhost", "localhost:8700", "127.0.0.1:1", "[::1]:8700", "10.0.0.7", "LOCALHOST"])
def test_a_loopback_name_or_an_address_passes(host: str) -> None:
    assert ask("GET", ("host", host))[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil/x?", "a@localhost", "", "127.0.0.1.nip.io", "localhost:x", "[::1"],
)
def test_another_name_does_not(host: str) -> None:
    assert ask("GET", ("host", host))[0] == 403


def test_a_name_that_the_operator_gave_passes() -> None:
    assert ask("GET", ("host", "Video.example.com"), hosts=("video.example.com",))[0] == 200


def test_no_host_or_two_do_not_pass() -> None:
    assert ask("GET")[0] == 403
    assert ask("GET", ("host", "localhost"), ("host", "localhost"))[0] == 403


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT", "PATCH"])
def test_a_page_of_another_origin_may_not_write(method: str) -> None:
    host = ("host", "localhost:8700")
    assert ask(method, host, JSON, ("origin", "https://evil.example"))[0] == 403
    assert ask(method, host, JSON, ("origin", "null"))[0] == 403
    assert ask(method, host, JSON, ("origin", "http://localhost:9999"))[0] == 403
    assert ask(method, host, JSON, ("origin", "http://["))[0] == 403
    assert ask(method, host, JSON, ("sec-fetch-site", "cross-site"))[0] == 403
    assert ask(method, host, JSON, ("sec-fetch-site", "same-site"))[0] == 403
    assert ask(method, host, JSON, ("origin", "http://localhost:8700"), ("sec-fetch-site", "same-origin"))[0] == 200
    assert ask(method, host, JSON)[0] == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"])
def test_a_body_of_another_kind_is_refused(kind: str) -> None:
    status, _ = ask("POST", ("host", "localhost"), ("content-type", kind), ("content-length", "2"))
    assert status == 415
    assert ask("POST", ("host", "localhost"), ("content-type", kind), ("transfer-encoding", "chunked"))[0] == 415


def test_a_compressed_body_is_refused() -> None:
    assert ask("POST", ("host", "localhost"), JSON, ("content-encoding", "gzip"))[0] == 415


def test_every_answer_carries_an_id_and_safe_headers() -> None:
    for host in ("localhost", "evil.example"):
        _, headers = ask("GET", ("host", host))
        assert headers["x-request-id"].startswith("req_")
        assert headers["x-content-type-options"] == "nosniff"
    assert ask("GET", ("host", "localhost"), ("x-request-id", "mine-12345"))[1]["x-request-id"] == "mine-12345"
    assert ask("GET", ("host", "localhost"), ("x-request-id", "a b\n"))[1]["x-request-id"].startswith("req_")


def test_a_closed_guard_refuses_what_comes_and_tells_who_is_answered_to_hang_up() -> None:
    guard: Guard

    async def app(scope: Any, receive: Any, send: Any) -> None:
        guard.close()  # while this one is being answered
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guard = Guard(app, ())

    def seen(path: str) -> tuple[int, str | None, str | None]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"host", b"localhost")]
        asyncio.run(guard({"type": "http", "method": "GET", "path": path, "headers": headers}, None, send))  # type: ignore[arg-type]
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], found.get("connection"), found.get("retry-after")

    assert seen("/v1/videos") == (200, "close", None)
    assert seen("/v1/videos") == (503, "close", "5")
    assert seen("/livez") == (200, "close", None)
