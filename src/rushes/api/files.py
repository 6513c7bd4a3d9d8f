"""Uploaded pictures, with the names of OpenAI's files: upload, list, query, download, delete.

A create names one by its id, in `image`, `last_image` or `input_reference`.
"""

from __future__ import annotations

import re
from email.utils import formatdate
from typing import Any

from fastapi import APIRouter, Request, Response

from rushes.api.auth import Called
from rushes.api.body import Part, read_form
from rushes.api.context import Parts
from rushes.api.paging import cut, read_limit
from rushes.api.ranges import served
from rushes.core.fields import listed, show
from rushes.core.upload import Upload
from rushes.errors import InvalidRequest

router = APIRouter(tags=["files"])

FIELDS = ("file", "purpose")
USUAL_PURPOSE = "vision"
PURPOSE = "[A-Za-z0-9_.-]{1,64}"
MOST_FILENAME = 255
UNNAMED = "picture"


@router.post("/v1/files", summary="Upload a picture")
async def upload(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A picture that creates may name by its `id` until `expires_at`; by the same rules as a picture of a create."""
    given = _fields(await read_form(request))
    file = given.get("file")
    if file is None or not isinstance(file.value, bytes):
        raise InvalidRequest("file is missing; send the picture as a file of a multipart form.", param="file")
    if len(file.filename) > MOST_FILENAME or not file.filename.isprintable():
        message = f"The file's name is {show(file.filename)}; allowed: {MOST_FILENAME} printable characters at most."
        raise InvalidRequest(message, param="file")
    purpose = given["purpose"].value if "purpose" in given else USUAL_PURPOSE
    if isinstance(purpose, bytes) or not re.fullmatch(PURPOSE, purpose):
        shown = "a file" if isinstance(purpose, bytes) else show(purpose)
        raise InvalidRequest(f"purpose is {shown}; allowed: a word like {show(USUAL_PURPOSE)}.", param="purpose")
    return shape(await parts.uploads.keep(file.value, file.filename or UNNAMED, purpose, caller))


@router.get("/v1/files", summary="List files")
async def page(request: Request, caller: Called, parts: Parts) -> dict[str, Any]:
    """A page of the tenant's uploaded pictures, newest first."""
    limit = read_limit(request)
    found = await parts.uploads.page(caller, request.query_params.get("after"), limit + 1)
    return cut([shape(each) for each in found], limit)


@router.get("/v1/files/{file_id}", summary="Query a file")
async def query(file_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """What is known of an uploaded picture."""
    return shape(await parts.uploads.get(file_id, caller))


@router.get("/v1/files/{file_id}/content", summary="Download a file")
async def content(file_id: str, request: Request, caller: Called, parts: Parts) -> Response:
    """The picture as it is kept: upright, in sRGB, without metadata, as PNG; whole or one range of its bytes."""
    found = await parts.uploads.get(file_id, caller)
    headers = {
        "Content-Disposition": f'inline; filename="{found.id}.png"',
        "ETag": f'"{found.sha256[:32]}"',
        "Last-Modified": formatdate(found.created_at, usegmt=True),
    }
    return await served(request, parts.media, found.media, "image/png", headers)


@router.delete("/v1/files/{file_id}", summary="Delete a file")
async def remove(file_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """No create can name it any more. Videos that were made with it keep their picture."""
    return {"id": await parts.uploads.remove(file_id, caller), "object": "file", "deleted": True}


def shape(found: Upload) -> dict[str, Any]:
    """The wire's object of a file: OpenAI's, and the picture's size in pixels."""
    return {
        "id": found.id,
        "object": "file",
        "bytes": found.size,
        "created_at": int(found.created_at),
        "expires_at": int(found.expires_at),
        "filename": found.filename,
        "purpose": found.purpose,
        "status": "processed",
        "width": found.width,
        "height": found.height,
    }


def _fields(form: list[Part]) -> dict[str, Part]:
    """The parts by name. Raises `InvalidRequest` for one that is not known, or comes twice."""
    given: dict[str, Part] = {}
    for part in form:
        if part.name not in FIELDS:
            message = f"{show(part.name)} has no place here; allowed: {listed(FIELDS)}."
            raise InvalidRequest(message, param=part.name[:64])
        if part.name in given:
            raise InvalidRequest(f"{part.name} is given twice; send it once.", param=part.name)
        given[part.name] = part
    return given
