"""The fake's film: small, real, with or without sound, made once by our own encoder."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from rushes.media.encode import SAMPLE_RATE, Encoder

WIDTH, HEIGHT, SECONDS, FPS = 320, 180, 1, 24


@cache
def film(*, sound: bool) -> bytes:
    """An MP4 of one second: a light that crosses the picture, and a quiet tone."""
    tone = np.sin(np.arange(SAMPLE_RATE * SECONDS) * 440 * 2 * np.pi / SAMPLE_RATE).astype(np.float32) * 0.1
    with tempfile.TemporaryDirectory(prefix="fake-kling-") as folder:
        path = Path(folder) / "film.mp4"
        samples = np.column_stack((tone, tone)) if sound else None
        with Encoder(
            path, WIDTH, HEIGHT, fps=FPS, audio=samples, metadata={"title": "made by rushes fake-kling"}
        ) as out:
            across = np.arange(WIDTH)[None, :, None]
            for at in range(SECONDS * FPS):
                light = 200 * np.exp(-(((across - at * WIDTH / (SECONDS * FPS)) / 30) ** 2))
                out.write(np.broadcast_to(40 + light, (HEIGHT, WIDTH, 3)).astype(np.uint8))
        return path.read_bytes()
