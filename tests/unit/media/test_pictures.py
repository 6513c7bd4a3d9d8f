"""A picture from text, bytes or a URL, checked; every refusal names the field."""

from __future__ import annotations

import asyncio
import base64
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from rushes.errors import ImageUrlNotAllowed, InvalidImage
from rushes.media.pictures import Pictures
from rushes.media.policy import FetchPolicy
from rushes.media.retouch import Retoucher
from rushes.media.rules import Prepared

ANY_PORT = frozenset(range(1, 65536))


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), (10, 200, 30)).save(out, "PNG")
    return out.getvalue()


def prepare(source: str | bytes, policy: FetchPolicy | None = None) -> Prepared:
    async def story() -> Prepared:
        pictures = Pictures(policy or FetchPolicy(), Retoucher())
        try:
            return await pictures.prepare(source, "last_image")
        finally:
            await pictures.close()

    return asyncio.run(story())


@pytest.fixture
def url() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/a.png" else 404)
            self.end_headers()
            self.wfile.write(png())

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("source", [png(), base64.b64encode(png()).decode()], ids=["bytes", "base64"])
def test_bytes_and_text_become_a_picture(source: str | bytes) -> None:
    assert (prepare(source).width, prepare(source).height) == (400, 300)


def test_a_url_is_fetched_where_the_policy_allows_it(url: str) -> None:
    allowed = FetchPolicy(allow_http=True, allow=("127.0.0.0/8",), ports=ANY_PORT)
    assert prepare(f"{url}/a.png", allowed).width == 400
    for source, policy in ((f"{url}/none.png", allowed), (f"{url}/a.png", FetchPolicy())):
        with pytest.raises(ImageUrlNotAllowed) as caught:
            prepare(source, policy)
        assert caught.value.param == "last_image"


@pytest.mark.parametrize("source", [b"junk", "!!!", "data:image/png;base64,AAAA", "data:text/html,x"])
def test_a_refusal_names_the_field(source: str | bytes) -> None:
    with pytest.raises(InvalidImage, match=r"^last_image: ") as caught:
        prepare(source)
    assert caught.value.param == "last_image"
