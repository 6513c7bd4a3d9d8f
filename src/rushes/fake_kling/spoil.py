"""A good answer made bad: each fault's response, from the answer that would have been given."""

from __future__ import annotations

import copy
import gzip
import json
import time
from collections.abc import Callable, Mapping
from email.utils import formatdate
from typing import Any

from starlette.responses import Response

from rushes.fake_kling.codes import CODES
from rushes.fake_kling.faults import AFTER, BEFORE, QUERIES, SHAPES

BIG = 100 << 20
Answer = dict[str, Any]


def plain(answer: Answer, status: int = 200) -> Response:
    """An answer as it should be."""
    return Response(json.dumps(answer, ensure_ascii=False), status, media_type="application/json")


def coded(code: int, message: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A refusal with one of Kling's codes."""
    status, text = CODES[code]
    answer = plain({"code": code, "message": message or text, "request_id": "fake"}, status)
    answer.headers.update(headers or {})
    return answer


def refused(name: str) -> Response:
    """The response of a fault of `BEFORE`; resets and silence are the connection's matter."""
    assert name in BEFORE, name
    if name.startswith("code_"):
        return coded(int(name.removeprefix("code_")))
    if name.startswith("http_"):
        status = int(name.removeprefix("http_"))
        return Response(f"<html><h1>{status}</h1></html>", status, media_type="text/html")
    after = {
        "retry_after_seconds": "1",
        "retry_after_date": formatdate(time.time() + 1, usegmt=True),
        "retry_after_negative": "-5",
        "retry_after_huge": "1000000000",
    }
    return coded(1302, headers={"Retry-After": after[name]})


def spoilt(name: str, answer: Answer, other_id: str = "") -> Response:
    """The response of a fault of `AFTER` or `SHAPES`."""
    assert name in AFTER or name in SHAPES, name
    if name in _SHAPES:
        return _SHAPES[name](json.dumps(answer))
    if name == "http_500_after":
        return Response("Internal Server Error", 500)
    if name == "code_5000_after":
        return coded(5000)
    if name == "code_in_200_after":
        return plain({"code": 5000, "message": CODES[5000][1], "request_id": "fake"})
    found = copy.deepcopy(answer)
    key = "task_id" if "task_id" in found["data"] else "id"
    number = int(found["data"][key])
    ids = {"id_null_after": None, "id_int_after": number, "id_long_after": "9" * 10_240, "id_other_after": other_id}
    found["data"][key] = ids[name]
    return plain(found)


def misled(name: str, shown: Answer) -> Answer:
    """A job's own object with a fault of `QUERIES`, in either dialect."""
    assert name in QUERIES, name
    found = copy.deepcopy(shown)
    legacy = "task_id" in found
    if name.startswith("status_"):
        found["task_status" if legacy else "status"] = "dreaming" if name == "status_unknown" else "submitted"
    elif name.startswith("units_"):
        _units(found, {"units_missing": None, "units_negative": "-3", "units_text": "three"}[name], legacy)
    elif name != "not_found":
        url = {"no_url": None, "url_file": "file:///etc/passwd", "url_private": "http://169.254.169.254/film.mp4"}[name]
        films = found.get("task_result", {}).get("videos", []) if legacy else found["outputs"]
        for film in films:
            film["url"] = url
    return found


def _units(found: Answer, value: str | None, legacy: bool) -> None:
    if value is None:
        found.pop("final_unit_deduction" if legacy else "billing", None)
    elif legacy:
        found["final_unit_deduction"] = value
    else:
        found["billing"] = [{"charge_type": "unit", "amount": value}]


def _json(text: bytes, media_type: str = "application/json", **headers: str) -> Response:
    return Response(text, media_type=media_type, headers=headers)


_SHAPES: dict[str, Callable[[str], Response]] = {
    "truncated_after": lambda text: _json(text[: len(text) // 2].encode()),
    "empty_after": lambda text: _json(b""),
    "object_after": lambda text: _json(b"{}"),
    "not_utf8": lambda text: _json(text.encode()[:-1] + b',"x":"\xff\xfe"}'),
    "nan": lambda text: _json(text.encode()[:-1] + b',"x":NaN}'),
    "deep": lambda text: _json(b"[" * 10_000 + b"]" * 10_000),
    "big": lambda text: _json(text.encode() + b" " * BIG),
    "gzip_bomb": lambda text: _json(gzip.compress(text.encode() + b" " * BIG), **{"Content-Encoding": "gzip"}),
    "content_type": lambda text: _json(text.encode(), "text/html"),
    "bom": lambda text: _json(b"\xef\xbb\xbf" + text.encode()),
}
