"""The four published requests, byte for byte, give the right films through the real server. Proven by decoding."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from tests import pictures
from tests.films import Film, difference, psnr, read
from tests.stories.conftest import Server

#: The published files as they were; the tests change nothing but the picture URLs.
DIGESTS = {
    "text-to-video": "eb7bd9534e22872e1f2603ab52af4ba02dddeedc33e4a6444b3db3109d43c824",
    "image-to-video": "1b8338330fd4199748c1e492eff442e70081576f9f58f393ce7cddc9aaa03e6c",
    "first-and-last-frame": "17ef05b6889a26edfa1567f5ec9135d3facd59d3be4ac08fb89a358025ffe1d5",
    "multi-prompt": "2b1bc0e5253f123b816db46a67c94444bc922607976efd3065acdecff9491554",
}
FIRST = pictures.still_life(1280, 720)
LAST = pictures.still_life(1280, 720, at=(0.55, 0.5))
WIDE = pictures.landscape(1200, 800)
#: A frame that was encoded is still the picture.
SAME_DB = 36.0


def data_uri(image: Any) -> str:
    ok, png = cv2.imencode(".png", image)
    assert ok
    return "data:image/png;base64," + base64.b64encode(png.tobytes()).decode()


@dataclass(frozen=True)
class Expected:
    name: str
    picture: Any
    last: Any
    seconds: int
    size: tuple[int, int]
    audio: bool


EXPECTED = [
    Expected("text-to-video", None, None, 5, (1280, 720), False),
    Expected("image-to-video", WIDE, None, 6, (1764, 1176), True),
    Expected("first-and-last-frame", FIRST, LAST, 8, (1920, 1080), False),
    Expected("multi-prompt", FIRST, None, 10, (1280, 720), True),
]


def published(name: str) -> bytes:
    return files("rushes.demo").joinpath(f"{name}.json").read_bytes()


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda expected: expected.name)
def made(request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One published request's task and film."""
    expected: Expected = request.param
    body = json.loads(published(expected.name))
    if expected.picture is not None:
        body["image"] = data_uri(expected.picture)
    if expected.last is not None:
        body["last_image"] = data_uri(expected.last)
    task = server.finished(server.create(**body)["id"])
    return expected, task, read(server.film(task, tmp_path_factory.mktemp("films") / f"{expected.name}.mp4"))


def fitted(picture: Any, film: Film) -> Any:
    return cv2.resize(picture, (film.width, film.height), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("name", list(DIGESTS))
def test_the_published_request_is_kept_byte_for_byte(name: str) -> None:
    assert hashlib.sha256(published(name)).hexdigest() == DIGESTS[name]


def test_the_film_has_the_asked_length_size_and_format(made: tuple[Expected, dict[str, Any], Film]) -> None:
    expected, task, film = made
    assert len(film.frames) == expected.seconds * 24
    assert film.seconds == pytest.approx(expected.seconds, abs=1 / 48)
    assert (film.width, film.height) == expected.size
    assert task["size"] == f"{film.width}x{film.height}"
    assert (film.fps, film.codec, film.profile, film.pixels) == (24.0, "h264", "High", "yuv420p")
    assert film.faststart


def test_sound_is_there_when_asked_for_and_only_then(made: tuple[Expected, dict[str, Any], Film]) -> None:
    expected, _, film = made
    if not expected.audio:
        assert film.audio is None
        return
    assert film.audio is not None
    assert film.samples is not None
    assert (film.audio["codec"], film.audio["rate"], film.audio["channels"]) == ("aac", 48_000, 2)
    assert film.audio["seconds"] == pytest.approx(expected.seconds, abs=1 / 24)
    seconds = film.samples[: expected.seconds * 48_000].reshape(expected.seconds, -1)
    assert np.sqrt((seconds**2).mean(axis=1)).min() > 0.005, "a second of the film is silent"


def test_the_ends_are_the_given_pictures(made: tuple[Expected, dict[str, Any], Film]) -> None:
    expected, _, film = made
    if expected.picture is not None:
        assert psnr(film.frames[0], fitted(expected.picture, film)) >= SAME_DB
    if expected.last is not None:
        assert psnr(film.frames[-1], fitted(expected.last, film)) >= SAME_DB


def test_the_picture_moves_all_through_the_film(made: tuple[Expected, dict[str, Any], Film]) -> None:
    expected, _, film = made
    for second in range(expected.seconds):
        start, end = film.frames[second * 24], film.frames[second * 24 + 23]
        assert difference(start, end) > 0.25, f"second {second} stands still"


def test_something_moves_against_its_background(made: tuple[Expected, dict[str, Any], Film]) -> None:
    """After the best global camera motion is taken out, motion is left: parallax, or a subject of its own."""
    expected, _, film = made
    # Measured on a small copy: the motion is that of whole things, not of pixels.
    small = (640, round(640 * film.height / film.width))
    start, end = (cv2.cvtColor(cv2.resize(film.frames[at], small), cv2.COLOR_BGR2GRAY) for at in (6, 42))
    flow = cv2.calcOpticalFlowFarneback(start, end, None, 0.5, 5, 31, 3, 7, 1.5, 0)
    height, width = start.shape
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1).reshape(-1, 2)[::37].astype(np.float32)
    moved = grid + flow.reshape(-1, 2)[::37]
    global_motion, _ = cv2.estimateAffinePartial2D(grid, moved, method=cv2.RANSAC, ransacReprojThreshold=0.5)
    assert global_motion is not None
    left = np.linalg.norm(moved - (grid @ global_motion[:, :2].T + global_motion[:, 2]), axis=1)
    assert np.percentile(left, 97) > 0.35, expected.name


def test_shots_differ_at_their_cut(made: tuple[Expected, dict[str, Any], Film]) -> None:
    expected, _, film = made
    if expected.name != "multi-prompt":
        return
    at = 5 * 24
    around = [difference(film.frames[k], film.frames[k + 1]) for k in range(at - 4, at + 3)]
    cut = around.pop(3)
    assert cut > 4 * max(around)


def test_the_answer_tells_who_made_it_and_what_was_not_understood(made: tuple[Expected, dict[str, Any], Film]) -> None:
    _, task, _ = made
    assert task["metadata"]["provider"] == "previs"
    assert task["metadata"]["previs"]["neural_video_model"] is None
    assert "model" in [warning["param"] for warning in task["warnings"]]
    assert task["result"] == {"outputs": [task["video_url"]], "video_url": task["video_url"]}
    said = task["metadata"]["previs"]
    assert "understood" in said
    assert "not_understood" in said


def test_the_poster_is_a_picture_of_the_film(made: tuple[Expected, dict[str, Any], Film], server: Server) -> None:
    _, task, film = made
    with server.client() as client:
        jpeg = client.get(task["thumbnail_url"]).raise_for_status()
    assert jpeg.headers["content-type"] == "image/jpeg"
    poster = cv2.imdecode(np.frombuffer(jpeg.content, np.uint8), cv2.IMREAD_COLOR)
    assert poster.shape == film.frames[0].shape


def test_files_of_the_package_are_there() -> None:
    assert sorted(entry.name for entry in Path(str(files("rushes.demo"))).glob("*.json")) == sorted(
        f"{name}.json" for name in DIGESTS
    )
