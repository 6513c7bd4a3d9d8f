"""The API's own description: the OpenAPI document, and a page to read it and to try it."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from rushes.errors import NotFound

router = APIRouter()

#: The page runs only its own script, speaks only with this server and stands in no frame.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "elements.js": "text/javascript; charset=utf-8",
    "reading.js": "text/javascript; charset=utf-8",
    "trying.js": "text/javascript; charset=utf-8",
}


@router.get("/docs")
async def page() -> Response:
    """The page."""
    return _file("index.html")


@router.get("/docs/{name}")
async def part(name: str) -> Response:
    """The page's script and style."""
    return _file(name)


def _file(name: str) -> Response:
    if name not in TYPES:
        raise NotFound(f"There is no {name!r} under /docs.")
    data = files("rushes.api").joinpath("docs_page", name).read_bytes()
    return Response(data, media_type=TYPES[name], headers={"Content-Security-Policy": POLICY})
