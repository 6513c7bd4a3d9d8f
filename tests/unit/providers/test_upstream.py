"""Answers are read with suspicion; creates that fail are sorted into surely not taken and perhaps taken."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from rushes.errors import ProviderFailed
from rushes.providers.kling import codes
from rushes.providers.upstream import Answer, Bounds, Upstream, read_object, retry_after
from rushes.vendor_errors import (
    ContentRefused,
    ProviderStopped,
    SubmitUncertain,
    UpstreamBusy,
    UpstreamRejected,
    UpstreamUnavailable,
)

BOUNDS = Bounds(connect=0.3, send=1.0, ask=0.5, file=1.0, answer_bytes=1000, file_bytes=1000)
GOOD = b'{"code":0,"data":{}}'
Story = Callable[[Upstream], Awaitable[None]]


def http(status: int, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def against(answer: bytes, story: Story, base: str = "http://127.0.0.1:{port}") -> None:
    """Run a story against a socket that says this to everyone."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def whole() -> None:
        listening = await asyncio.start_server(serve, "127.0.0.1", 0)
        url = base.format(port=listening.sockets[0].getsockname()[1])
        upstream = Upstream(url, BOUNDS, lambda: {"Authorization": "Bearer k"}, codes)
        try:
            await story(upstream)
        finally:
            await upstream.close()
            listening.close()

    asyncio.run(whole())


def coded(status: int, code: object, *headers: str) -> bytes:
    return http(status, json.dumps({"code": code, "message": "why"}).encode(), *headers)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (coded(401, 1000), ProviderStopped),
        (coded(429, 1102), ProviderStopped),
        (coded(429, 1303), UpstreamBusy),
        (http(429, b"slow down"), UpstreamBusy),
        (coded(400, 1201), UpstreamRejected),
        (coded(400, 1301), ContentRefused),
        # From here on nobody can say.
        (coded(400, 9999), SubmitUncertain),
        (coded(400, True), SubmitUncertain),
        (http(400, b"<html>"), SubmitUncertain),
        (http(404, b"<html>"), SubmitUncertain),
        (http(408), SubmitUncertain),
        (http(409), SubmitUncertain),
        (coded(500, 5000), SubmitUncertain),
        (coded(503, 5001), SubmitUncertain),
        (coded(500, 1303), SubmitUncertain),
        (http(502, b"<html>"), SubmitUncertain),
        (coded(200, 1303), SubmitUncertain),
        (http(201, GOOD), SubmitUncertain),
        (http(302, b"", "Location: /elsewhere"), SubmitUncertain),
        (http(200, b""), SubmitUncertain),
        (http(200, b"{}"), SubmitUncertain),
        (http(200, b"[]"), SubmitUncertain),
        (http(200, GOOD + b" " * 2000), SubmitUncertain),
        (http(200, GOOD, "Content-Encoding: gzip"), SubmitUncertain),
        (http(200, GOOD[:5]), SubmitUncertain),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", SubmitUncertain),
        (b"nonsense", SubmitUncertain),
        (b"", SubmitUncertain),
    ],
)
def test_a_failed_create_is_sorted_once_and_for_all(answer: bytes, kind: type[ProviderFailed]) -> None:
    async def story(upstream: Upstream) -> None:
        with pytest.raises(ProviderFailed) as caught:
            await upstream.create("/x", {"a": 1})
        assert type(caught.value) is kind

    against(answer, story)


def test_a_create_that_is_taken_gives_its_answer() -> None:
    async def story(upstream: Upstream) -> None:
        assert await upstream.create("/x", {"a": 1}) == {"code": 0, "data": {}}

    against(http(200, b"\xef\xbb\xbf" + GOOD, "Content-Type: text/html"), story)


def test_whether_there_is_time_is_asked_when_the_connection_stands() -> None:
    seen: list[bytes] = []
    connected = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        seen.append(await reader.read())
        writer.close()

    def too_late() -> None:
        raise UpstreamUnavailable("too late")

    async def story() -> None:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
            url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
            upstream = Upstream(url, BOUNDS, lambda: {"Authorization": "Bearer k"}, codes)
            with pytest.raises(UpstreamUnavailable, match="too late"):
                await upstream.create("/x", {"a": 1}, too_late)
            await upstream.close()
            async with asyncio.timeout(5):
                await connected.wait()
                while not seen:
                    await asyncio.sleep(0.01)
        assert seen == [b""]

    asyncio.run(story())


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("base", ["http://127.0.0.1:closed", "http://nobody.invalid", "https://127.0.0.1:{port}"])
def test_what_never_left_is_surely_not_taken(base: str) -> None:
    async def story(upstream: Upstream) -> None:
        with pytest.raises(UpstreamUnavailable):
            await upstream.create("/x", {})
        with pytest.raises(UpstreamUnavailable):
            await upstream.ask("/x")

    against(http(200, GOOD), story, base.replace("closed", str(closed_port())))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http(500), UpstreamUnavailable),
        (coded(404, 1202), UpstreamUnavailable),
        (http(404), UpstreamUnavailable),
        (coded(200, 5000), UpstreamUnavailable),
        (coded(429, 1302), UpstreamUnavailable),
        (coded(401, 1004), ProviderStopped),
        (coded(403, 7), UpstreamUnavailable),
    ],
)
def test_a_question_without_an_answer_may_be_asked_again(answer: bytes, kind: type[ProviderFailed]) -> None:
    async def story(upstream: Upstream) -> None:
        with pytest.raises(ProviderFailed) as caught:
            await upstream.ask("/x")
        assert type(caught.value) is kind

    against(answer, story)


def test_only_its_own_code_says_that_there_is_no_such_job() -> None:
    async def story(upstream: Upstream) -> None:
        assert (await upstream.ask("/x")).code == 1203

    against(coded(404, 1203), story)


@pytest.mark.parametrize("text", ["NaN", '{"a":NaN}', "[" * 10_000, "[]", "1", "", '{"a":'])
def test_what_is_no_json_object_is_nothing(text: str) -> None:
    assert read_object(text.encode()) is None
    assert read_object(b'{"a":"\xff"}') is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7), ("0", 1), ("1000000000", 300), ("-5", None), ("Mon, 01 Jan 2024 00:00:00 GMT", None), ("", None)],
)
def test_the_time_to_wait_is_kept_within_reason(text: str, seconds: float | None) -> None:
    assert retry_after(Answer(429, None, {"retry-after": text})) == seconds


def test_the_vendors_words_are_cut_and_printable() -> None:
    answer = Answer(400, {"code": 1, "message": "a\x1b[31m" + "x" * 1000})
    assert "\x1b" not in answer.says
    assert len(answer.says) < 400


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/film", "file:///etc/passwd", "http://169.254.169.254/x", "nonsense"]
)
def test_a_film_elsewhere_must_be_public(tmp_path: Path, url: str) -> None:
    async def story(upstream: Upstream) -> None:
        with pytest.raises(UpstreamUnavailable):
            await upstream.download(url, tmp_path / "film")

    against(http(200, b"film"), story)


@pytest.mark.parametrize(
    ("answer", "taken"), [(http(200, b"film"), True), (http(200, b"x" * 2000), False), (http(403, b"film"), False)]
)
def test_a_film_from_the_vendors_own_host_is_taken_wherever_that_is(tmp_path: Path, answer: bytes, taken: bool) -> None:
    async def story(upstream: Upstream) -> None:
        url = str(upstream._base.join("/film"))
        if taken:
            assert (await upstream.download(url, tmp_path / "film"), (tmp_path / "film").read_bytes()) == (4, b"film")
        else:
            with pytest.raises(UpstreamUnavailable):
                await upstream.download(url, tmp_path / "film")

    against(answer, story)
