"""Write an MP4 frame by frame: H.264 High with, when samples are given, AAC-LC stereo beside it.

The same frames and samples give the same bytes: the thread count is fixed and no clock or library version is
written. What the frames show, and what the title says, is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
#: Samples in one AAC-LC packet.
AAC_BLOCK = 1024
AUDIO_BIT_RATE = 192_000
#: x264's knee of size against time on slow camera moves.
PRESET, CRF = "veryfast", 19
#: A coarser search than the preset's: a third less time for −2 to +18 % bytes, at most 0.25 dB at the same size
#: (docs/previs.md). Chroma lies where the converter below puts it.
TUNING = "subme=1:me=dia:partitions=i8x8,i4x4"
#: Fixed, for the number of threads changes x264's output.
THREADS = 2
KEYFRAME_SECONDS = 2

#: BGR to BT.709 limited Y, Cb and Cr, each with its offset: ITU-R BT.709-6, items 3.2 to 3.5.
_KB, _KR = 0.0722, 0.2126
_KG = 1.0 - _KB - _KR
TO_Y = np.array([[_KB * 219 / 255, _KG * 219 / 255, _KR * 219 / 255, 16]], np.float32)
TO_CB = np.array([[0.5, -_KG / 2 / (1 - _KB), -_KR / 2 / (1 - _KB), 128 * 255 / 224]], np.float32) * np.float32(
    224 / 255
)
TO_CR = np.array([[-_KB / 2 / (1 - _KR), -_KG / 2 / (1 - _KR), 0.5, 128 * 255 / 224]], np.float32) * np.float32(
    224 / 255
)


def _yuv420(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Planar 4:2:0, (height * 3/2) × width.

    As fast as libswscale's converter and 2 dB nearer to the picture, for chroma is the true mean of its four pixels.
    """
    height, width = bgr.shape[:2]
    luma, chroma = height * width, height * width // 4
    planes = np.empty(luma + 2 * chroma, np.uint8)
    planes[:luma] = cv2.transform(bgr, TO_Y).reshape(-1)
    quarter = cv2.resize(bgr, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    planes[luma : luma + chroma] = cv2.transform(quarter, TO_CB).reshape(-1)
    planes[luma + chroma :] = cv2.transform(quarter, TO_CR).reshape(-1)
    return planes.reshape(height * 3 // 2, width)


class Encoder:
    """One film being written; use it in a `with`. Leaving by an exception removes the unfinished file.

    `audio` is (n, 2) float32 in -1…1 at 48 kHz, or a function that gives it once the last frame is written. It is
    cut, or filled with silence, to the length of the frames. Frames are height × width × 3 uint8 BGR; a wrong
    shape or type raises ValueError. `tuning` is x264's own parameters over the preset's; "" is the preset as it is.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        *,
        fps: int = 24,
        audio: NDArray[np.float32] | Callable[[], NDArray[np.float32]] | None = None,
        metadata: Mapping[str, str] | None = None,
        crf: int = CRF,
        tuning: str = TUNING,
    ) -> None:
        if width % 2 or height % 2:
            raise ValueError(f"width and height must be even, not {width}x{height}")
        self._path, self._shape, self._fps = path, (height, width, 3), fps
        self._audio = audio
        self.frames = 0
        # bitexact leaves out the library's version, faststart puts the index before the samples. The sound comes
        # last: without a limit to the delta the muxer holds the (small) video packets and interleaves them with it.
        self._file = av.open(
            str(path),
            "w",
            format="mp4",
            options={"movflags": "+faststart", "fflags": "+bitexact", "max_interleave_delta": "0"},
        )
        self._file.metadata.update(metadata or {})
        self._video = self._video_stream(width, height, crf, tuning)
        self._sound: Any = None
        if audio is not None:
            self._sound = self._file.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._sound.bit_rate = AUDIO_BIT_RATE
            self._sound.codec_context.flags |= av.codec.context.Flags.bitexact

    def _video_stream(self, width: int, height: int, crf: int, tuning: str) -> Any:
        params = f"chromaloc=1:{tuning}" if tuning else "chromaloc=1"
        options = {"preset": PRESET, "crf": str(crf), "profile": "high", "bf": "2", "x264-params": params}
        stream = cast(Any, self._file.add_stream("libx264", rate=self._fps, options=options))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = Fraction(1, self._fps)
        context = stream.codec_context
        context.thread_count = THREADS
        context.gop_size = self._fps * KEYFRAME_SECONDS
        context.flags |= av.codec.context.Flags.bitexact
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        return stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)

    def write(self, frame_bgr: NDArray[np.uint8]) -> None:
        """Append one frame."""
        if frame_bgr.shape != self._shape or frame_bgr.dtype != np.uint8:
            raise ValueError(f"a frame must be uint8 {self._shape}, not {frame_bgr.dtype} {frame_bgr.shape}")
        frame = av.VideoFrame.from_ndarray(_yuv420(frame_bgr), format="yuv420p")
        frame.pts, frame.time_base = self.frames, Fraction(1, self._fps)
        self.frames += 1
        self._file.mux(self._video.encode(frame))

    def _finish(self) -> None:
        self._file.mux(self._video.encode(None))
        if self._audio is None:
            return
        samples = self._audio() if callable(self._audio) else self._audio
        total = round(self.frames * SAMPLE_RATE / self._fps)
        for start in range(0, total, AAC_BLOCK):
            block = np.zeros((2, min(AAC_BLOCK, total - start)), np.float32)
            heard = samples[start : start + block.shape[1]].T
            block[:, : heard.shape[1]] = heard
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
            self._file.mux(self._sound.encode(frame))
        self._file.mux(self._sound.encode(None))
