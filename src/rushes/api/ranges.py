"""A file over HTTP, whole or one range of its bytes; a range beyond the file is refused, all else passed over.

RFC 9110, section 14.2, lets a server pass over ranges that it cannot read or does not like; several at once are such.
The same bytes have the same ETag on every host, so a download may go on elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from rushes.core.protocols import MediaStore
from rushes.errors import RangeNotSatisfiable

_ONE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.I)


async def served(request: Request, media: MediaStore, name: str, kind: str, headers: Mapping[str, str]) -> Response:
    """The file, or the part of it that is asked for. Raises `NotFound` and `RangeNotSatisfiable`."""
    size = await media.size(name)
    part = _asked(request, size, (headers["ETag"], headers["Last-Modified"]))
    first, last = part or (0, size - 1)
    told = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(last - first + 1)}
    if part:
        told["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        return Response(status_code=status, media_type=kind, headers=told)
    return StreamingResponse(media.read(name, first, last), status, told, kind)


def _asked(request: Request, size: int, validators: tuple[str, ...]) -> tuple[int, int] | None:
    """The first and the last byte that are asked for; None for the whole file."""
    given, condition = request.headers.getlist("range"), request.headers.get("if-range")
    if condition is not None and condition not in validators:
        return None
    match = _ONE.fullmatch(given[0]) if len(given) == 1 else None
    if match is None or not (match[1] or match[2]) or (match[1] and match[2] and int(match[2]) < int(match[1])):
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
    if first >= size or last < first:
        raise RangeNotSatisfiable(f"The range {given[0]!r} is outside the file, which has {size} bytes.", size=size)
    return first, last
