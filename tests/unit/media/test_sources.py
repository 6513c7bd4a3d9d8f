"""What a picture field may hold, and the answer to each usual mistake."""

from __future__ import annotations

import base64

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rushes.errors import InvalidImage
from rushes.media.sources import MAX_TEXT, is_file_id, read_source

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
TEXT = base64.b64encode(PNG).decode()
URL_SAFE = base64.urlsafe_b64encode(bytes(range(200, 256)) * 20).decode()


@pytest.mark.parametrize("url", ["https://img.test/a.png", "HTTP://IMG.TEST", "ftp://img.test/", "file:///etc/passwd"])
def test_a_url_comes_back_as_it_stands(url: str) -> None:
    assert read_source(url) == url


@pytest.mark.parametrize("name", ["file-68a1b2c3d4e5f6", "file_5xq3mz8k2v7n4c9h1b6t0w3yrd"])
def test_an_uploaded_files_id_comes_back_as_it_stands(name: str) -> None:
    assert read_source(name) == name
    assert is_file_id(name)
    assert not is_file_id(f"{name}.png")


@given(st.binary(min_size=1, max_size=300))
def test_bare_base64_gives_its_bytes(data: bytes) -> None:
    assume(not data.startswith((b"/9j/", b"UklGR", b"iVBORw0KGgo", b"data:image/")))
    assert read_source(base64.b64encode(data).decode()) == data


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/jpg", "image/webp", "IMAGE/PNG"])
def test_a_data_uri_gives_its_bytes(media_type: str) -> None:
    assert read_source(f"data:{media_type};base64,{TEXT}") == PNG
    assert read_source(f"DATA:{media_type};BASE64,{TEXT}") == PNG


MISTAKES = {
    "": "empty",
    " \n": "empty",
    "data:": "must be data:image/",
    "data:,": "must be data:image/",
    "data:image/png": "must be data:image/",
    f"data:image/png,{TEXT}": "must be data:image/",
    f"data:;base64,{TEXT}": "must be data:image/",
    f"data:image/gif;base64,{TEXT}": "must be data:image/",
    f"data:image/svg+xml;base64,{TEXT}": "must be data:image/",
    f"data:text/html;base64,{TEXT}": "must be data:image/",
    f"data:image/png;charset=utf-8;base64,{TEXT}": "must be data:image/",
    f"data:image/png;base64;base64,{TEXT}": "must be data:image/",
    f"data:image/png; base64,{TEXT}": "must be data:image/",
    "data:image/png;base64,": "picture is empty",
    f"data:image/png;base64,data:image/png;base64,{TEXT}": "begins with a data: URI again",
    TEXT.rstrip("=") if TEXT.endswith("=") else TEXT[:-1]: "padding is missing",
    TEXT[:-2]: "cut off",
    TEXT + "A": "cut off",
    TEXT + "====": "before its end",
    "AB=C" * 4: "before its end",
    "=" * 8: "before its end",
    "\n".join(TEXT[i : i + 76] for i in range(0, len(TEXT), 76)): "line breaks",
    TEXT + "\n": "line breaks",
    " " + TEXT: "line breaks",
    TEXT[:4] + "\u00a0" + TEXT[4:]: "line breaks",
    URL_SAFE: "URL-safe",
    base64.b64encode(TEXT.encode()).decode(): "twice",
    base64.b64encode(f"data:image/png;base64,{TEXT}".encode()).decode(): "twice",
    "/pictures/a cat.png": "neither a URL",
    "cat.png": "neither a URL",
    "www.example.com/cat.png": "neither a URL",
    "C:\\cat.png": "neither a URL",
    "un chat très mignon": "neither a URL",
    TEXT[:8] + "\x00" + TEXT[8:]: "'\\x00'",
    TEXT[:8] + "\ud800" + TEXT[8:]: "'\\ud800'",
    TEXT[:8] + "Ａ" + TEXT[8:]: "character 'Ａ'",
    "A" * (MAX_TEXT + 4): "characters; at most",
}


@pytest.mark.parametrize(("text", "answer"), MISTAKES.items(), ids=range(len(MISTAKES)))
def test_each_mistake_has_its_own_answer(text: str, answer: str) -> None:
    with pytest.raises(InvalidImage) as caught:
        read_source(text)
    assert answer in caught.value.message
    assert len(caught.value.message) < 300
    assert caught.value.param is None


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_source(text)
    except InvalidImage as error:
        assert error.message
