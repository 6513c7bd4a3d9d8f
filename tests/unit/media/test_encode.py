"""The films that `media.encode` writes, read back."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rushes.media.encode import SAMPLE_RATE, Encoder

WIDTH, HEIGHT, FRAMES = 128, 72, 30


def frame(index: int) -> NDArray[np.uint8]:
    x = np.arange(WIDTH, dtype=np.float32)[None] + 2 * index
    y = np.arange(HEIGHT, dtype=np.float32)[:, None]
    return np.dstack([127 + 90 * np.sin(x / 9 + k) * np.cos(y / 11 + k) for k in range(3)]).astype(np.uint8)


def tone(seconds: float) -> NDArray[np.float32]:
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.stack([0.3 * np.sin(2 * np.pi * f * t) for f in (440, 660)], axis=1).astype(np.float32)


def film(path: Path, audio: NDArray[np.float32] | None = None, frames: int = FRAMES) -> Path:
    with Encoder(path, WIDTH, HEIGHT, audio=audio, metadata={"title": "A test"}) as encoder:
        for index in range(frames):
            encoder.write(frame(index))
    return path


@pytest.mark.parametrize("sound", [False, True])
@pytest.mark.parametrize("frames", [72, 77])
def test_the_container_lasts_exactly_as_long_as_its_frames(tmp_path: Path, sound: bool, frames: int) -> None:
    audio = tone(frames / 24) if sound else None
    with av.open(str(film(tmp_path / "a.mp4", audio, frames))) as file:
        assert file.duration == pytest.approx(frames / 24 * 1e6, abs=1000)
        assert [stream.type for stream in file.streams] == (["video", "audio"] if sound else ["video"])
        assert sum(1 for _ in file.decode(video=0)) == frames


@pytest.mark.parametrize("length", [0.4, 1.25, 3.0])
def test_sound_is_cut_or_filled_to_the_length_of_the_frames(tmp_path: Path, length: float) -> None:
    with av.open(str(film(tmp_path / "a.mp4", tone(length)))) as file:
        stream = file.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == ("aac", 48000, "stereo")
        assert stream.duration == FRAMES * 2000
        decoded = np.concatenate([f.to_ndarray() for f in file.decode(audio=0)], axis=1)
    heard = np.flatnonzero(np.abs(decoded[0]) > 0.05)
    # Onset and end where they were put: the encoder's priming is skipped.
    assert heard[0] < 200
    assert heard[-1] == pytest.approx(min(length, FRAMES / 24) * SAMPLE_RATE, abs=1200)


def test_the_stream_is_high_profile_bt709_with_its_index_first(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    with av.open(str(path)) as file:
        context = file.streams.video[0].codec_context
        assert (context.profile, context.pix_fmt) == ("High", "yuv420p")
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
        assert file.streams.video[0].average_rate == 24
        assert file.metadata["title"] == "A test"
        assert "creation_time" not in file.metadata
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_colours_survive(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    wanted = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    wanted[:, :64], wanted[:, 64:] = (30, 60, 200), (180, 120, 20)
    with Encoder(path, WIDTH, HEIGHT) as encoder:
        encoder.write(wanted)
    with av.open(str(path)) as file:
        got = next(file.decode(video=0)).to_ndarray(format="bgr24")
    assert np.abs(got[:, 8:56].astype(int) - wanted[:, 8:56]).max() <= 6
    assert np.abs(got[:, 72:120].astype(int) - wanted[:, 72:120]).max() <= 6


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (film(tmp_path / name, tone(1.25)).read_bytes() for name in ("a.mp4", "b.mp4"))
    assert first == second


def test_sound_given_late_is_interleaved_with_the_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with Encoder(path, WIDTH, HEIGHT, audio=lambda: tone(15.0)) as encoder:
        for index in range(15 * 24):
            encoder.write(frame(index))
    with av.open(str(path)) as file:
        packets = [(p.pos, float(p.pts * p.time_base), p.stream.type) for p in file.demux() if p.pts is not None]
    packets.sort()
    reached = {"video": 0.0, "audio": 0.0}
    for _, seconds, kind in packets[:-80]:
        reached[kind] = max(reached[kind], seconds)
        assert abs(reached["video"] - reached["audio"]) < 1.5


def test_a_failed_film_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with pytest.raises(KeyError), Encoder(path, WIDTH, HEIGHT) as encoder:
        encoder.write(frame(0))
        raise KeyError
    assert not path.exists()


def test_wrong_frames_and_sizes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="even"):
        Encoder(tmp_path / "a.mp4", 127, 72)
    with pytest.raises(ValueError, match="uint8"), Encoder(tmp_path / "a.mp4", WIDTH, HEIGHT) as encoder:
        encoder.write(np.zeros((HEIGHT, WIDTH, 4), np.uint8))
