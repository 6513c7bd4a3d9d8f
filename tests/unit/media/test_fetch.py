"""The one way out: what a fetch brings home, and that everything else is refused in the same words."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
import structlog

from rushes.errors import ImageUrlNotAllowed
from rushes.media.fetch import FetchPolicy, fetch, fetch_into

BODY = b"picture " * 1000
Kit = Any
DEFAULT = ImageUrlNotAllowed().message


def get(
    kit: Kit, answer: Any, *, path: str = "/a.png", limit: int = 1 << 20, total: float = 20.0, **rules: Any
) -> bytes:
    """Fetch from a server that gives `answer`."""

    async def story() -> bytes:
        async with kit.wire() as server:
            server.answers[path] = answer
            url = f"http://img.test:{server.port}{path}"
            return await fetch(url, policy=kit.policy(server, **rules), limit=limit, total=total, param="image")

    return asyncio.run(story())


def refused(kit: Kit, answer: Any, **rules: Any) -> None:
    with pytest.raises(ImageUrlNotAllowed) as caught:
        get(kit, answer, **rules)
    assert caught.value.message == DEFAULT
    assert caught.value.param == "image"
    assert caught.value.__suppress_context__


def test_a_body_comes_home_whole(kit: Kit) -> None:
    assert get(kit, kit.http(BODY)) == BODY


def test_a_chunked_body_comes_home_whole(kit: Kit) -> None:
    assert get(kit, kit.http(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", transfer_encoding="chunked")) == b"abcde"


def test_a_body_that_ends_with_the_connection_comes_home(kit: Kit) -> None:
    assert get(kit, b"HTTP/1.0 200 OK\r\n\r\n" + BODY) == BODY


def test_a_gzipped_body_comes_home_unpacked(kit: Kit) -> None:
    assert get(kit, kit.http(gzip.compress(BODY, mtime=0), content_encoding="gzip")) == BODY


def test_a_body_of_exactly_the_limit_is_fine_and_one_byte_more_is_not(kit: Kit) -> None:
    assert len(get(kit, kit.http(BODY), limit=len(BODY))) == len(BODY)
    refused(kit, kit.http(BODY), limit=len(BODY) - 1)


def test_pieces_are_handed_on_as_they_come(kit: Kit) -> None:
    pieces: list[bytes] = []

    async def story() -> int:
        async with kit.wire() as server:
            server.answers["/"] = kit.http(BODY)
            rules = kit.policy(server)
            return await fetch_into(f"http://img.test:{server.port}", pieces.append, policy=rules, limit=9999, total=9)

    assert asyncio.run(story()) == len(BODY) == len(b"".join(pieces))


def test_nothing_of_the_caller_goes_out(kit: Kit) -> None:
    async def story() -> bytes:
        async with kit.wire() as server:
            server.answers["/a?b=c"] = kit.http(BODY)
            await fetch(f"http://IMG.test:{server.port}/a?b=c#secret", policy=kit.policy(server))
            head: bytes = server.requests[0].lower()
            assert f"\r\nhost: img.test:{server.port}\r\n".encode() in head
            return head

    head = asyncio.run(story())
    assert b"cookie" not in head
    assert b"authorization" not in head
    assert b"secret" not in head


@pytest.mark.parametrize(
    "status", ["201 Created", "204 No Content", "206 Partial", "300 Many", "304 Same", "305 Proxy"]
)
def test_only_200_will_do(kit: Kit, status: str) -> None:
    refused(kit, kit.http(BODY, status=status, location="/other"))


@pytest.mark.parametrize("status", ["400 Bad", "401 Who", "403 No", "404 None", "500 Oh", "503 Later", "999 What"])
def test_an_error_is_refused(kit: Kit, status: str) -> None:
    refused(kit, kit.http(BODY, status=status))


def test_a_web_page_with_200_comes_home_for_the_decoder_to_refuse(kit: Kit) -> None:
    page = b"<!doctype html><title>Sign in</title>"
    assert get(kit, kit.http(page, content_type="text/html")) == page


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"220 mail ready\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;" + b"x" * 200_000,
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000 + b"\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nx: " + b"y" * 20_000 + b"\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\n bad: header\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nbad\x00: header\r\n\r\nbody",
        b"HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nbody",
        b"\xff" * 1000,
    ],
)
def test_a_broken_answer_is_refused(kit: Kit, answer: bytes) -> None:
    refused(kit, answer)


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "compress", "x-gzip", "ünicode"])
def test_no_other_encoding_is_taken(kit: Kit, coding: str) -> None:
    refused(kit, kit.http(BODY, content_encoding=coding))


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(BODY, mtime=0)[:-4],
        b"not gzip",
        gzip.compress(BODY, mtime=0) + b"tail",
        gzip.compress(b"", mtime=0),
    ],
)
def test_a_broken_gzip_stream_is_refused(kit: Kit, body: bytes) -> None:
    refused(kit, kit.http(body, content_encoding="gzip"))


def test_a_gzip_bomb_is_stopped_at_the_limit(kit: Kit) -> None:
    refused(kit, kit.http(gzip.compress(bytes(64 << 20), mtime=0), content_encoding="gzip"))


def test_a_body_without_end_is_stopped_at_the_limit(kit: Kit) -> None:
    async def endless(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    refused(kit, endless)


def test_a_slow_drip_ends_at_the_deadline(kit: Kit) -> None:
    sent = []

    async def drip(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            sent.append(1)
            await asyncio.wait_for(writer.drain(), 5)
            await asyncio.sleep(0.01)

    refused(kit, drip, total=0.3)
    assert 1 < len(sent) < 1000


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab"])
def test_silence_ends_before_the_deadline(kit: Kit, start: bytes) -> None:
    async def silent(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        await asyncio.wait([asyncio.create_task(writer.wait_closed())], timeout=5)

    refused(kit, silent, read_timeout=0.1, total=1e9)


def test_endless_early_hints_end_at_the_deadline(kit: Kit) -> None:
    async def hints(_: bytes, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            await asyncio.wait_for(writer.drain(), 5)
            await asyncio.sleep(0.01)

    refused(kit, hints, total=0.3)


def test_the_log_says_why_and_keeps_the_path_to_itself(kit: Kit) -> None:
    with structlog.testing.capture_logs() as lines:
        refused(kit, kit.http(status="404 None"), path="/secret?token=1")
    assert [line["event"] for line in lines] == ["fetch_refused"]
    assert lines[0]["log_level"] == "info"
    assert lines[0]["host"] == "img.test"
    assert "404" in lines[0]["reason"]
    assert "secret" not in str(lines)


def test_a_policy_with_a_bad_network_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="host bits"):
        FetchPolicy(allow=("10.0.0.1/8",))
