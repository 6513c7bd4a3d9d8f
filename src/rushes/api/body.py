"""Bodies of a create into `Fields`: JSON or multipart, nested in `extra_body` or at the top level.

Unknown fields become warnings that name the field that was probably meant; the same field in two places with
different values is refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from rushes.api.multipart import unfold
from rushes.core.fields import KNOWN, NESTED, Fields, check_whole, listed, meant, show
from rushes.core.request import Warn
from rushes.errors import InvalidJson, InvalidRequest, TooLarge, UnsupportedMediaType

MOST_BYTES = 32 << 20
LONGEST_OVERLAP = 7 * 24 * 3600
MOST_DEPTH = 32
MOST_PARTS = 64
MOST_FIELDS, LONGEST_NAME = 256, 128
_HALF = re.compile("[\ud800-\udfff]")
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;,]{1,70}))', re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: text, or a file's bytes and the name its sender gave them."""

    name: str
    value: str | bytes
    filename: str = ""


async def read_fields(request: Request) -> tuple[Fields, tuple[Warn, ...]]:
    """The fields of a create and warnings for those nobody knows."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    data = await read_bytes(request)
    if kind == "multipart/form-data":
        return _flatten(_nested(await _multipart(request, data)), numbers_as_text=True)
    if kind != "application/json":
        raise UnsupportedMediaType(f"The content type is {kind!r}; send application/json or multipart/form-data.")
    return _flatten(parse_json(data), numbers_as_text=False)


async def read_form(request: Request) -> list[Part]:
    """The parts of a form. Raises `UnsupportedMediaType`, `InvalidRequest`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    data = await read_bytes(request)
    if kind != "multipart/form-data":
        raise UnsupportedMediaType(f"The content type is {kind!r}; send multipart/form-data.")
    return await _multipart(request, data)


async def read_bytes(request: Request) -> bytes:
    """The body, counted while it comes. Raises `TooLarge`."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BYTES:
                message = f"The body is larger than {MOST_BYTES >> 20} MiB; send pictures as URLs or smaller ones."
                raise TooLarge(message)
            chunks.append(chunk)
    except ClientDisconnect:  # nobody hears this any more, and it is no fault of the server's
        raise InvalidRequest("The body breaks off before its end; send it whole.") from None
    return b"".join(chunks)


async def read_object(
    request: Request, known: Sequence[str] | None = None, *, optional: bool = False
) -> dict[str, Any]:
    """A JSON object; where it is `optional`, none at all is an empty one. Raises `InvalidRequest` for a field that is
    not `known`.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    data = await read_bytes(request)
    if not data and optional:
        return {}
    if not data:
        raise InvalidJson("The body is missing; send a JSON object.")
    if kind != "application/json":
        raise UnsupportedMediaType(f"The content type is {kind!r}; send application/json.")
    found = parse_json(data)
    if known is not None:
        for strange in found.keys() - set(known):
            raise InvalidRequest(f"{show(strange)} has no place here; allowed: {listed(known)}.", param=strange[:64])
    return found


async def read_overlap(request: Request, usual: int) -> int:
    """For how long the text or secret before shall hold beside the new one."""
    body = await read_object(request, ("overlap_seconds",), optional=True)
    overlap = check_whole(body.get("overlap_seconds"), "overlap_seconds", 0, LONGEST_OVERLAP)
    return usual if overlap is None else overlap


def parse_json(data: bytes) -> dict[str, Any]:
    """A JSON object. Raises `InvalidJson` with the place of the fault."""
    try:
        value = json.loads(data, parse_constant=_no_constant, object_pairs_hook=_unique)
    except RecursionError:
        raise InvalidJson(f"The body is nested deeper than {MOST_DEPTH} levels.") from None
    except UnicodeDecodeError:
        raise InvalidJson("The body is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        message = f"The body is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        raise InvalidJson(message) from None
    except ValueError as error:  # a number of more digits than Python converts
        raise InvalidJson(f"The body is not usable JSON: {error}") from None
    if not isinstance(value, dict):
        raise InvalidJson(f"The body is {show(value)}; send a JSON object.")
    if _depth(value) > MOST_DEPTH:
        raise InvalidJson(f"The body is nested deeper than {MOST_DEPTH} levels.")
    return value


def _flatten(given: dict[str, Any], *, numbers_as_text: bool) -> tuple[Fields, tuple[Warn, ...]]:
    inner = given.get("extra_body")
    if inner is not None and not isinstance(inner, dict):
        raise InvalidRequest(f"extra_body is {show(inner)}; allowed: an object.", param="extra_body")
    values: dict[str, object] = {}
    paths: dict[str, str] = {}
    warnings: list[Warn] = []
    entries = [(name, name, value) for name, value in given.items() if name != "extra_body"]
    entries += [(name, f"extra_body.{name}", value) for name, value in (inner or {}).items()]
    _bounded(entries)
    for name, path, value in entries:
        if name not in KNOWN:
            warnings.append(_unknown(name, path))
        elif values.get(name) is None:
            values[name], paths[name] = value, path
        elif value is not None and value != values[name]:
            raise InvalidRequest(
                f"{path} is {show(value)} but {paths[name]} is {show(values[name])}; send {name} once.", param=path
            )
    others = {name: value for name, path, value in entries if name == path and name not in KNOWN}
    return Fields(values, paths, numbers_as_text, others), tuple(warnings)


def _bounded(entries: list[tuple[str, str, Any]]) -> None:
    """Each unknown field is compared with the known ones and named in the answer: no number of them is for free."""
    if len(entries) > MOST_FIELDS:
        raise InvalidRequest(f"The body has {len(entries)} fields; allowed: at most {MOST_FIELDS}. Send fewer.")
    for name, path, _ in entries:
        if len(name) > LONGEST_NAME or _HALF.search(name):
            message = f"A field is named {show(name)}; allowed: text of at most {LONGEST_NAME} characters."
            raise InvalidRequest(message, param=path[:LONGEST_NAME])


def _unknown(name: str, path: str) -> Warn:
    near = meant(name)
    if near is None:
        return Warn(path, f"{path} is not a field of this API and has no effect.")
    right = f"extra_body.{near}" if near in NESTED else near
    return Warn(path, f"{path} is not a field of this API and has no effect. Did you mean {right}?")


def _whole(request: Request, data: bytes) -> None:
    """The parser takes a form that breaks off for one that ends; a create must not be half of what was sent."""
    match = _BOUNDARY.search(request.headers["content-type"])
    if match is None:
        raise InvalidRequest("The multipart body cannot be read: its content type names no boundary.")
    if f"--{match[1] or match[2]}--".encode() not in data:
        raise InvalidRequest("The multipart body breaks off before its last boundary; send it whole.")


async def _multipart(request: Request, data: bytes) -> list[Part]:
    _whole(request, data)

    async def again() -> Any:
        return {"type": "http.request", "body": data, "more_body": False}

    try:
        form = await Request(request.scope, again).form(max_files=4, max_fields=MOST_PARTS, max_part_size=MOST_BYTES)
    except MultiPartException as error:
        raise InvalidRequest(f"The multipart body cannot be read: {error.message}") from None
    parts = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            parts.append(Part(name, await value.read(), value.filename or ""))
        else:
            parts.append(Part(name, value))
    await form.close()
    return parts


def _nested(parts: list[Part]) -> dict[str, Any]:
    found = unfold((part.name, part.value) for part in parts)
    if _depth(found) > MOST_DEPTH:
        raise InvalidRequest(f"The form is nested deeper than {MOST_DEPTH} levels.")
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise InvalidJson(f"The body names {show(twice)} twice in one object; send it once.", param=twice)
    return found


def _no_constant(name: str) -> None:
    raise InvalidJson(f"The body holds {name}, which is not JSON; send a number or null.")


def _depth(value: object, level: int = 1) -> int:
    if level > MOST_DEPTH:
        return level
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(item, level + 1) for item in inner), default=level)
