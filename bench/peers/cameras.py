"""A slow push over one still by our camera, by ffmpeg's zoompan and by moviepy: speed, and how steady a blob goes."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from tests import pictures

from rushes.providers.previs.photo import Photo
from rushes.providers.previs.scene import Camera, Scene

Image = NDArray[np.uint8]
STILL, FILM, FRAMES, GROWTH = (1920, 1080), (1280, 720), 120, 0.2
#: The blob's place in the still and its radius (sigma), in pixels.
BLOB, RADIUS = (1260.3, 330.8), 9.0
#: Grey levels of the background end here, so that only the blob weighs.
DARK = 110
#: A path is steady where it follows a parabola over so many frames.
SPAN = 9


def still() -> Image:
    """A textured picture, darkened, with a bright blob."""
    picture = pictures.landscape(*STILL).astype(np.float32) * (DARK / 255)
    y, x = np.mgrid[0 : STILL[1], 0 : STILL[0]].astype(np.float32)
    blob = np.exp(-((x - BLOB[0]) ** 2 + (y - BLOB[1]) ** 2) / (2 * RADIUS**2))[..., None]
    return np.asarray(np.clip(picture * (1 - blob) + 255 * blob, 0, 255), np.uint8)


def ours(picture: Image) -> Iterator[Image]:
    """The renderer's camera through the picture."""
    scene = Scene("", "", camera=Camera("push"), named=frozenset({"move"}), seed=1)
    photo = Photo(picture, scene, FRAMES, width=FILM[0], height=FILM[1])
    for index in range(FRAMES):
        yield photo.frame(index)


def zoompan(picture: Image) -> Iterator[Image]:
    """ffmpeg's filter, in the middle of the still."""
    graph = av.filter.Graph()
    source = graph.add_buffer(width=STILL[0], height=STILL[1], format="bgr24", time_base=Fraction(1, 24))
    zoom = (
        f"z='1+{GROWTH}*on/{FRAMES - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d={FRAMES}:s={FILM[0]}x{FILM[1]}:fps=24"
    )
    steps = [graph.add("zoompan", zoom), graph.add("format", "bgr24"), graph.add("buffersink")]
    for before, after in zip([source, *steps], steps, strict=False):
        before.link_to(after)
    graph.configure()
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
    frame.pts, frame.time_base = 0, Fraction(1, 24)
    graph.push(frame)
    graph.push(None)
    for _ in range(FRAMES):
        pulled = graph.pull()
        assert isinstance(pulled, av.VideoFrame)
        yield np.asarray(pulled.to_ndarray(format="bgr24"), np.uint8)


def path(frames: Iterator[Image]) -> tuple[NDArray[np.float64], float, float]:
    """The blob's centroid in each frame (n, 2), and the wall and CPU seconds that the frames alone took."""
    places, wall, cpu = [], 0.0, 0.0
    while True:
        began, worked = time.perf_counter(), time.process_time()
        frame = next(frames, None)
        wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - worked
        if frame is None:
            return np.array(places), wall, cpu
        places.append(centroid(frame))


def centroid(frame: Image) -> tuple[float, float]:
    """Where the blob is."""
    weight = np.clip(frame.mean(axis=2) - 1.15 * DARK, 0, None)
    total = weight.sum()
    return (
        float((weight.sum(axis=0) * np.arange(weight.shape[1])).sum() / total),
        float((weight.sum(axis=1) * np.arange(weight.shape[0])).sum() / total),
    )


def jitter(places: NDArray[np.float64]) -> tuple[float, float]:
    """How far the blob strays from a parabola over SPAN frames at its middle, in pixels: worst and mean."""
    at = np.arange(SPAN) - SPAN // 2
    fit = np.linalg.pinv(np.vander(at, 3))[2]
    strays = [
        float(np.hypot(*(places[start + SPAN // 2] - fit @ places[start : start + SPAN])))
        for start in range(len(places) - SPAN + 1)
    ]
    return max(strays), float(np.mean(strays))


def told(camera: Callable[[Image], Iterator[Image]], picture: Image) -> dict[str, float]:
    """Milliseconds a frame and jitter of one camera; its first frame (set-up) is not counted."""
    frames = camera(picture)
    first = next(frames)
    places, wall, cpu = path(frames)
    worst, mean = jitter(np.vstack([[centroid(first)], places]))
    per = 1000 / (FRAMES - 1)
    return {"wall": wall * per, "cpu": cpu * per, "worst": worst, "mean": mean}


def measured(moviepy: str) -> dict[str, dict[str, float] | str]:
    """What every camera tells; a sentence where it is not there."""
    cv2.setNumThreads(1)
    picture = still()
    results: dict[str, dict[str, float] | str] = {
        "previs": told(ours, picture),
        "ffmpeg zoompan": told(zoompan, picture),
    }
    results["moviepy"] = _moviepy(moviepy, picture)
    return results


def _moviepy(python: str, picture: Image) -> dict[str, float] | str:
    probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('moviepy') is None)"
    if subprocess.run([python, "-c", probe], check=False).returncode:
        return "not installed (see --moviepy)"
    script = Path(__file__).with_name("moviepy_zoom.py")
    with tempfile.TemporaryDirectory(prefix="rushes-bench-") as folder:
        file = Path(folder) / "still.png"
        cv2.imwrite(str(file), picture)
        order = json.dumps({"still": str(file), "size": FILM, "frames": FRAMES, "growth": GROWTH, "dark": 1.15 * DARK})
        done = subprocess.run([python, str(script), order], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    worst, mean = jitter(np.array(result["places"]))
    return {"wall": result["wall"], "cpu": result["cpu"], "worst": worst, "mean": mean}
