"""The frames of the confined process, spoken to directly."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pytest

from rushes.media.confine import clean_environment
from rushes.media.images import prepare
from rushes.media.retouch_wire import ANSWER, REQUEST

Child = subprocess.Popen[bytes]


@contextmanager
def started(memory: int = 1 << 30, cpu: int = 20) -> Iterator[Child]:
    command = [sys.executable, "-P", "-s", "-m", "rushes.media.retouch_child", str(memory), str(cpu)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=clean_environment({}), **pipes) as child:  # type: ignore[call-overload]
        try:
            assert answer(child)[0]["ready"] is True
            yield child
        finally:
            child.kill()


def stream(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None
    return end


def ask(child: Child, data: bytes) -> tuple[dict[str, Any], bytes]:
    stream(child.stdin).write(REQUEST.pack(len(data)) + data)
    stream(child.stdin).flush()
    return answer(child)


def answer(child: Child) -> tuple[dict[str, Any], bytes]:
    head, body = ANSWER.unpack(stream(child.stdout).read(ANSWER.size))
    return json.loads(stream(child.stdout).read(head)), stream(child.stdout).read(body)


def test_it_answers_picture_after_picture_and_ends_with_its_input(pictures: Any) -> None:
    with started() as child:
        for name in ("JPEG", "PNG", "WebP"):
            data = pictures.ODD[name]()
            facts, png = ask(child, data)
            assert facts == {"width": 400, "height": 300, "source_format": name.lower()}
            assert png == prepare(data).png
        assert "GIF" in ask(child, pictures.saved("GIF"))[0]["error"]
        assert "empty" in ask(child, b"")[0]["error"]
        stream(child.stdin).close()
        assert child.wait(30) == 0


def test_it_ends_when_a_picture_uses_up_its_cpu_time(pictures: Any) -> None:
    with started(cpu=1) as child:
        data = pictures.scans(5000)
        stream(child.stdin).write(REQUEST.pack(len(data)) + data)
        stream(child.stdin).flush()
        assert child.wait(60) == 1
        assert stream(child.stdout).read() == b""


@pytest.mark.parametrize("rest", [b"\x00", b"\x00\x00\x00\x05ab"])
def test_a_request_cut_off_ends_it(rest: bytes) -> None:
    with started() as child:
        stream(child.stdin).write(rest)
        stream(child.stdin).close()
        assert child.wait(30) == 0
