"""A photograph that moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.media.encode import Encoder
from rushes.providers.previs.photo import Photo, framed, subject, warp
from rushes.providers.previs.picture import Image
from rushes.providers.previs.scene import MOVES, Camera, Scene

WIDTH, HEIGHT, FRAMES = 320, 180, 49
SOURCE = pictures.still_life(at=(0.45, 0.55))
SEEN = subject.find(SOURCE)
NOTHING = subject.measured(np.zeros((9, 16), np.float32), neural=True)


def photo(
    move: str = "push", image: Image = SOURCE, frames: int = FRAMES, amount: float = 1.0, **more: object
) -> Photo:
    scene = Scene(prompt="", place="", camera=Camera(move, amount), named=frozenset({"move"}), seed=4)
    # Nothing here hangs on what the net finds in another picture, and it takes most of a second.
    seen = SEEN if image is SOURCE else NOTHING
    return Photo(image, scene, frames, width=WIDTH, height=HEIGHT, seen=seen)


@pytest.mark.parametrize("move", MOVES)
def test_frame_0_is_the_picture_and_the_move_leaves_it(move: str) -> None:
    moving = photo(move)
    fitted = framed(SOURCE, WIDTH, HEIGHT, subject=SEEN)
    assert pictures.psnr(moving.frame(0), fitted) > 55
    assert pictures.psnr(moving.frame(1), fitted) > 30
    assert moving.frame(FRAMES - 1).shape == (HEIGHT, WIDTH, 3)
    assert pictures.psnr(moving.frame(FRAMES - 1), fitted) < 34


@pytest.mark.parametrize("move", [move for move in MOVES if move not in ("pull", "whip_pan")])
def test_no_move_looks_beyond_the_picture(move: str) -> None:
    moving = photo(move, amount=1.5)
    height, width = moving._plate.image.shape[:2]
    for index in range(FRAMES):
        lead = 1 + moving._lead * moving._progress(index)
        left, top, right, bottom = warp.grid(moving._geometry, moving._pose(index), lead).extent
        assert min(left, top) > -1.5
        assert right < width + 0.5
        assert bottom < height + 0.5


def test_the_subject_moves_against_its_background() -> None:
    """Between first and last frame of a truck, features on the cat and behind it travel differently."""
    scene = Scene("", "", camera=Camera("truck_right"), named=frozenset({"move"}), seed=4)
    moving = Photo(pictures.photograph("chelsea"), scene, FRAMES, width=WIDTH, height=HEIGHT)
    first, last = (cv2.cvtColor(moving.frame(k), cv2.COLOR_BGR2GRAY) for k in (0, FRAMES - 1))
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM).calc(first, last, None)
    cat, wall = flow[60:120, 100:160, 0].mean(), flow[80:120, 290:310, 0].mean()
    assert abs(cat - wall) > 0.01 * WIDTH


def test_a_frame_is_a_pure_function_of_its_index_in_two_threads() -> None:
    moving = photo("orbit")
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(moving.frame, [5, 40, 5, 40, 12]))
    assert np.array_equal(together[0], together[2])
    assert np.array_equal(together[1], photo("orbit").frame(40))


@pytest.mark.parametrize("shape", [(40, 40), (90, 700), (700, 90), (2, 2)])
def test_any_picture_makes_a_shot(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(1).integers(0, 255, (*shape, 3), dtype=np.uint8)
    assert photo("pan_left", image, frames=5).frame(4).shape == (HEIGHT, WIDTH, 3)


def test_one_frame_is_the_picture() -> None:
    assert pictures.psnr(photo(frames=1).frame(0), framed(SOURCE, WIDTH, HEIGHT, subject=SEEN)) > 55


def test_the_report_says_which_net_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    assert photo().facts["neural_parts"] == ["u2netp"]
    monkeypatch.setattr(subject, "_model", lambda: None)
    facts = Photo(pictures.still_life(300, 200), Scene("", ""), FRAMES, width=WIDTH, height=HEIGHT).facts
    assert facts["neural_parts"] == []
    assert facts["remarks"] == [subject.REMARK]


@pytest.mark.parametrize("name", pictures.PHOTOGRAPHS)
def test_frame_0_of_the_film_is_the_photograph_at_36_db(name: str, tmp_path: Path) -> None:
    image = pictures.photograph(name)
    seen = subject.find(image)
    scene = Scene(prompt="", place="", time="dusk", weather="rain", named=frozenset({"time", "weather"}))
    moving = Photo(image, scene, 48, width=640, height=360, seen=seen)
    with Encoder(tmp_path / "a.mp4", 640, 360) as encoder:
        for index in range(12):
            encoder.write(moving.frame(index))
    with av.open(str(tmp_path / "a.mp4")) as file:
        shown = next(file.decode(video=0)).to_ndarray(format="bgr24")
    assert pictures.psnr(shown, framed(image, 640, 360, subject=seen)) >= 36


def test_a_large_picture_shows_more_detail_as_the_camera_nears() -> None:
    large = np.random.default_rng(2).integers(0, 255, (360, 640, 3), dtype=np.uint8)
    moving = photo("push", cv2.GaussianBlur(large, (0, 0), 0.8), frames=25)
    coarse = photo("push", framed(cv2.GaussianBlur(large, (0, 0), 0.8), WIDTH, HEIGHT), frames=25)
    sharp, soft = (cv2.Laplacian(it.frame(24), cv2.CV_32F).std() for it in (moving, coarse))
    assert sharp > 1.1 * soft
    assert moving._fine is not None
    assert coarse._fine is None


def test_an_unknown_style_is_remarked() -> None:
    scene = Scene(prompt="", place="", style="etruscan")
    facts = Photo(SOURCE, scene, 5, width=WIDTH, height=HEIGHT, seen=SEEN).facts
    assert facts["remarks"] == ["There is no style 'etruscan'; the picture keeps its own."]


@pytest.mark.parametrize("move", ["push", "orbit", "truck_left"])
def test_a_slow_move_through_a_picture_does_not_jitter(move: str) -> None:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    blob = 255 * np.exp(-((x - 95) ** 2 + (y - 70) ** 2) / 98)
    image = np.repeat(blob.astype(np.uint8)[..., None], 3, axis=2)
    scene = Scene(prompt="", place="", camera=Camera(move, 0.6), named=frozenset({"move"}))
    moving = Photo(image, scene, 121, width=WIDTH, height=HEIGHT, seen=NOTHING)
    path = []
    for index in range(121):
        shown = moving.frame(index)[..., 0].astype(np.float64)
        path.append(((shown * x).sum() / shown.sum(), (shown * y).sum() / shown.sum()))
    smooth = np.array([np.convolve(axis, np.ones(7) / 7, "valid") for axis in np.array(path).T]).T
    assert np.ptp(np.array(path), axis=0).max() > 0.3
    assert np.abs(np.array(path)[3:-3] - smooth).max() <= 0.05


def test_weather_leaves_no_halo_around_the_subject() -> None:
    """The sky about the rocket's tip is as bright in the rain as the sky further off."""
    image = pictures.photograph("rocket")
    scene = Scene("", "", weather="rain", camera=Camera("static"), named=frozenset({"weather", "move"}), seed=1)
    shown = cv2.medianBlur(Photo(image, scene, 49, width=640, height=360).frame(48), 7)[95:130].astype(float)
    assert shown[:, 296:306].mean() > 0.9 * shown[:, 250:280].mean()
