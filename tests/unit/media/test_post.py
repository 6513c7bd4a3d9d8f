"""What is sent goes only where it may, follows nothing, and learns nothing but a status."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from rushes.errors import InvalidRequest
from rushes.media.policy import FetchPolicy
from rushes.media.post import BROKEN, FORBIDDEN, NO_HTTP, Answer, NotSent, post, refuse_unreachable

Kit = Any


def send(kit: Kit, answer: Any, *, url: str = "http://img.test:{}/hook", total: float = 5.0, **rules: Any) -> Answer:
    """Post to a server that gives `answer`."""

    async def story() -> Answer:
        async with kit.wire() as server:
            server.answers["/hook"] = answer
            policy = kit.policy(server, **rules)
            found = await post(url.format(server.port), b'{"a":1}', {"webhook-id": "m"}, policy=policy, total=total)
            (head,) = server.requests
            assert head.startswith(b"POST /hook HTTP/1.1\r\n")
            assert b"\r\nwebhook-id: m\r\n" in head
            assert b"\r\nContent-Length: 7\r\n" in head
            return found

    return asyncio.run(story())


def refusal(kit: Kit, answer: Any, **more: Any) -> str:
    with pytest.raises(NotSent) as caught:
        send(kit, answer, **more)
    return str(caught.value)


def test_the_status_and_the_time_to_wait_come_back(kit: Kit) -> None:
    assert send(kit, kit.http(status="204 No Content")) == Answer(204)
    assert send(kit, kit.http(b"no", status="429 Slowly", retry_after="7")) == Answer(429, "7")


def test_a_redirect_is_an_answer_like_any_other(kit: Kit) -> None:
    assert send(kit, kit.http(status="302 Found", location="http://img.test/other")).status == 302


def test_an_endless_body_is_not_read(kit: Kit) -> None:
    async def endless(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    assert send(kit, endless).status == 200


def test_silence_ends_in_time(kit: Kit) -> None:
    async def silent(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    assert refusal(kit, silent, total=0.2) == "It did not answer within 0.2 seconds."


def test_what_is_forbidden_and_what_is_not_there_look_the_same(kit: Kit) -> None:
    for names in ({"hook.test": ["10.0.0.1"]}, {"hook.test": ["127.0.0.1", "10.0.0.1"]}, {}):
        assert refusal(kit, b"", url="http://hook.test:{}/hook", names=names) == FORBIDDEN
    for url in ("http://169.254.169.254/hook", "ftp://img.test/", "http://a:b@img.test:{}/hook", "http://img.test:1/"):
        assert refusal(kit, b"", url=url) == FORBIDDEN


def test_a_broken_connection_and_no_http_have_words(kit: Kit) -> None:
    assert refusal(kit, b"\x16\x03 no\r\n\r\n") == NO_HTTP
    assert refusal(kit, b"") in (BROKEN, NO_HTTP)
    assert refusal(kit, b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 20_000 + b"\r\n\r\n") == NO_HTTP


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://",
        "example.com/hook",
        "ftp://example.com",
        "https://a:b@example.com/",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://0x7f.1/",
        "https://localhost/",
        "https://example.com:22/",
        "https://example.com/ a",
    ],
)
def test_a_url_that_can_never_be_sent_to_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidRequest, match="rushes webhooks listen") as caught:
        refuse_unreachable(url, "callback_url", FetchPolicy())
    assert caught.value.param == "callback_url"


def test_what_the_operator_allowed_is_taken() -> None:
    policy = FetchPolicy(allow_http=True, allow=("127.0.0.0/8",), ports=frozenset({80, 443, 9000}))
    for url in ("https://example.com/hook?a=b", "http://127.0.0.1:9000/x", "http://receiver:9000/"):
        refuse_unreachable(url, "url", policy)
    with pytest.raises(InvalidRequest):
        refuse_unreachable("http://169.254.169.254/", "url", policy)
