"""A film's facts, read from the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from rushes.errors import ProviderFailed
from rushes.media.encode import Encoder
from rushes.media.probe import poster, probe, sha256


def film(path: Path, *, audio: bool = False) -> Path:
    samples = np.zeros((48_000, 2), np.float32) if audio else None
    with Encoder(path, 64, 48, audio=samples) as encoder:
        for at in range(24):
            encoder.write(np.full((48, 64, 3), at * 10, np.uint8))
    return path


def test_a_probe_counts_and_names(tmp_path: Path) -> None:
    silent, sounding = probe(film(tmp_path / "a.mp4")), probe(film(tmp_path / "b.mp4", audio=True))
    assert (silent.width, silent.height, silent.frames, silent.fps, silent.seconds) == (64, 48, 24, 24.0, 1.0)
    assert (silent.video_codec, silent.audio_codec, silent.audio_rate) == ("h264", None, None)
    assert (sounding.audio_codec, sounding.audio_rate, sounding.audio_channels) == ("aac", 48_000, 2)


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100])
def test_what_is_no_film_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    with pytest.raises(ProviderFailed):
        probe(path)


def test_a_film_whose_index_comes_first_is_refused_where_it_is_cut(tmp_path: Path) -> None:
    for name, cut in (("whole.mp4", 0), ("half.mp4", 20), ("almost.mp4", 1)):
        path = film(tmp_path / name)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) - cut])
        if not cut:
            assert probe(path).frames == 24
            continue
        with pytest.raises(ProviderFailed, match="cut off"):
            probe(path)


def test_a_film_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ProviderFailed):
        probe(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProviderFailed):
        probe(tmp_path / "none.mp4")


def test_a_poster_is_a_jpeg_of_the_films_size(tmp_path: Path) -> None:
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(poster(film(tmp_path / "a.mp4"))))
    assert (picture.format, picture.size) == ("JPEG", (64, 48))


def test_the_hash_is_the_files(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    assert sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()
