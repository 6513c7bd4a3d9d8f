"""Kinds of files by their first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.media.signatures import kind

KNOWN = {
    b"\xff\xd8\xff\xe0": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"RIFF\x00\x00\x00\x00WEBP": "WebP",
    b"RIFF\x00\x00\x00\x00WAVE": "",
    b"GIF89a": "GIF",
    b"BM1234": "BMP",
    b"\x00\x00\x00\x1cftypavif": "AVIF",
    b"\x00\x00\x00\x1cftypheic": "HEIC",
    b"\x00\x00\x00\x1cftypisom": "MP4 film",
    b"%PDF-1.7": "PDF",
    b"<svg xmlns=''>": "SVG",
    b"<?xml version='1.0'?>\n<svg>": "SVG",
    b"<?xml version='1.0'?><a>": "XML file",
    b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>": "web page",
    b"": "",
    b"hello": "",
}


@pytest.mark.parametrize(("data", "name"), KNOWN.items())
def test_a_file_is_known_by_its_first_bytes(data: bytes, name: str) -> None:
    assert kind(data) == name


@given(st.binary(max_size=64))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert isinstance(kind(data), str)
