"""Unpacking in bounded pieces."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.media.gunzip import Gunzip


@given(st.binary(max_size=2000), st.integers(1, 50))
def test_what_was_packed_comes_out_however_it_is_cut(data: bytes, step: int) -> None:
    packed, gunzip = gzip.compress(data), Gunzip()
    pieces = [piece for at in range(0, len(packed), step) for piece in gunzip.feed(packed[at : at + step])]
    assert b"".join(pieces) == data
    assert gunzip.whole


def test_a_bomb_comes_in_pieces_that_are_made_only_when_asked_for() -> None:
    pieces = Gunzip().feed(gzip.compress(bytes(50 << 20)))
    assert 0 < len(next(pieces)) <= 1 << 18


@pytest.mark.parametrize(
    "data", [b"no gzip", gzip.compress(b"a", mtime=0)[:-8] + bytes(8), gzip.compress(b"a", mtime=0) + b"b"]
)
def test_a_broken_stream_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="gzip stream"):
        list(Gunzip().feed(data))


def test_a_stream_cut_short_is_not_whole() -> None:
    gunzip = Gunzip()
    list(gunzip.feed(gzip.compress(b"abc")[:-1]))
    assert not gunzip.whole
