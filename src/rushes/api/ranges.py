"""The Range header of a download: one range of bytes is served, one beyond the file refused, all else passed over.

RFC 9110, section 14.2, lets a server pass over ranges that it cannot read or does not like; several at once are such.
"""

from __future__ import annotations

import re

from fastapi import Request

from rushes.errors import RangeNotSatisfiable

_ONE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.I)


def heed(request: Request, size: int) -> None:
    """Leave in the request only a Range that the file of `size` bytes can answer. Raises `RangeNotSatisfiable`."""
    given = request.headers.getlist("range")
    if not given:
        return
    match = _ONE.fullmatch(given[0]) if len(given) == 1 else None
    if match is None or not _is_range(match[1], match[2]):
        _drop(request)
    elif not (int(match[1]) < size if match[1] else int(match[2]) > 0):
        if "if-range" not in request.headers:
            raise RangeNotSatisfiable(f"The range {given[0]!r} is outside the file, which has {size} bytes.", size=size)
        _drop(request)


def _is_range(first: str, last: str) -> bool:
    return bool(first or last) and not (first and last and int(last) < int(first))


def _drop(request: Request) -> None:
    request.scope["headers"] = [(name, value) for name, value in request.scope["headers"] if name != b"range"]
