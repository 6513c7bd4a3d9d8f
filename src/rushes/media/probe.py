"""What a film really holds, read from the file; and its poster. A file that does not decode is an error.

The codec is loaded with the first film: a server that has none to look at stays small.
"""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

from rushes.core.clip import Probe
from rushes.errors import ProviderFailed

POSTER_QUALITY = 88
#: A poster from the first tenth: the first frame of a film may be black or a fade.
POSTER_AT = 0.1


def probe(path: Path) -> Probe:
    """The facts of a video file, its frames counted. Raises `ProviderFailed` where it holds no whole video."""
    import av
    import av.error

    try:
        if _cut_off(path):
            raise ProviderFailed("The provider's file is cut off.")
        with av.open(str(path)) as container:
            video = next(iter(container.streams.video), None)
            if video is None:
                raise ProviderFailed("The provider's file holds no video.")
            audio = next(iter(container.streams.audio), None)
            frames = sum(1 for packet in container.demux(video) if packet.size)
            rate = float(video.average_rate or 0)
            facts = Probe(
                width=video.codec_context.width,
                height=video.codec_context.height,
                frames=frames,
                fps=rate,
                seconds=frames / rate if rate else 0.0,
                video_codec=video.codec_context.name,
                audio_codec=audio.codec_context.name if audio else None,
                audio_rate=audio.codec_context.sample_rate if audio else None,
                audio_channels=audio.codec_context.channels if audio else None,
            )
    except (av.error.FFmpegError, OSError) as error:
        raise ProviderFailed(f"The provider's file is not a video that plays: {type(error).__name__}.") from error
    if facts.frames == 0:
        raise ProviderFailed("The provider's video has no frames.")
    return facts


def _cut_off(path: Path) -> bool:
    """Whether an MP4 ends in the middle of one of its boxes: what is there would play, and be taken for the whole."""
    at, end = 0, path.stat().st_size
    with path.open("rb") as file:
        while at + 8 <= end:
            file.seek(at)
            size, kind = struct.unpack(">I4s", file.read(8))
            if at == 0 and kind != b"ftyp":
                return False
            if size == 0:  # up to the end, wherever that is
                return False
            if size == 1:  # it stands in the next eight bytes
                size = int.from_bytes(file.read(8))
            at += max(8, size)
    return at > end


def poster(path: Path) -> bytes:
    """A JPEG of a frame near the start, in the film's size."""
    import av

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        wanted = int((stream.frames or 0) * POSTER_AT)
        for index, frame in enumerate(container.decode(stream)):
            if index >= wanted:
                out = io.BytesIO()
                picture = frame.to_image()  # type: ignore[no-untyped-call]
                picture.save(out, "JPEG", quality=POSTER_QUALITY)
                return out.getvalue()
    raise ProviderFailed("The provider's video has no frames.")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
