"""Decoding films in tests: frames, sound and the file's layout, read back with the codec, not asked of the server."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Film:
    """A decoded film. `frames` are H × W × 3 BGR; `samples` are n × channels or None where there is no audio track."""

    width: int
    height: int
    fps: float
    codec: str
    profile: str
    pixels: str
    seconds: float
    frames: list[Image]
    audio: dict[str, Any] | None
    samples: NDArray[np.float32] | None
    faststart: bool


def read(path: Path) -> Film:
    """The whole film."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video)]
        context = video.codec_context
        audio, samples = None, None
        if container.streams.audio:
            container.seek(0)
            track = container.streams.audio[0]
            audio = {
                "codec": track.codec_context.name,
                "rate": track.codec_context.sample_rate,
                "channels": track.codec_context.channels,
                "seconds": float(track.duration * track.time_base),
            }
            samples = np.concatenate([frame.to_ndarray().T for frame in container.decode(track)])
        return Film(
            width=context.width,
            height=context.height,
            fps=float(video.average_rate),
            codec=context.name,
            profile=str(context.profile),
            pixels=str(context.pix_fmt),
            seconds=float(container.duration) / 1_000_000,
            frames=frames,
            audio=audio,
            samples=samples,
            faststart=_faststart(path),
        )


def psnr(one: Image, other: Image) -> float:
    """Peak signal-to-noise ratio in dB."""
    error = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return 100.0 if error == 0 else float(10 * np.log10(255**2 / error))


def difference(one: Image, other: Image) -> float:
    """The mean absolute difference of two frames, in grey levels."""
    return float(np.abs(one.astype(np.int16) - other.astype(np.int16)).mean())


def _faststart(path: Path) -> bool:
    """Whether the index stands before the pictures."""
    data, at, order = path.read_bytes(), 0, []
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        order.append(kind)
        if size == 0:
            break
        at += struct.unpack(">Q", data[at + 8 : at + 16])[0] if size == 1 else size
    return order.index(b"moov") < order.index(b"mdat")
