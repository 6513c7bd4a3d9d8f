"""How a picture fills the frame."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo import framed, framing, reframed, subject
from rushes.providers.previs.picture import Image


@pytest.mark.parametrize(
    ("size", "source"),
    [((640, 360), (300, 800)), ((360, 640), (1600, 300)), ((480, 480), (900, 600)), ((640, 360), (1600, 300))],
)
def test_any_picture_covers_any_frame(size: tuple[int, int], source: tuple[int, int]) -> None:
    picture = cv2.resize(pictures.still_life(), source)
    assert framed(picture, *size).shape == (size[1], size[0], 3)


def test_a_picture_of_the_frame_s_size_is_itself() -> None:
    picture = pictures.still_life(640, 360)
    assert np.array_equal(framed(picture, 640, 360), picture)


@pytest.mark.parametrize("at", [0.2, 0.8])
def test_a_tall_crop_keeps_a_subject_at_the_side(at: float) -> None:
    picture = pictures.still_life(at=(at, 0.55))
    seen = subject.find(framed(picture, 360, 640))
    assert seen.found
    assert 0.2 < seen.centre[0] < 0.8


def test_a_wide_crop_of_a_portrait_keeps_the_head() -> None:
    picture = pictures.portrait()
    cut = framed(picture, 640, 360)
    eye = cut[:, :, :].max(axis=2) < 45
    window = framing.cover((720, 960), subject.find(picture), 640, 360)
    assert window.top / (960 * window.scale) < 0.28
    assert eye[40:].any()


def test_a_nearer_framing_of_a_person_keeps_the_head() -> None:
    picture = pictures.portrait(at=0.6)
    near = reframed(picture, 1, width=640, height=360)
    # The head (crown at 0.28 of the height) is in, with air above.
    skin = (near[..., 2] > 140) & (near[..., 1] > 100) & (near[..., 0] > 80)
    rows = np.flatnonzero(skin.sum(axis=1) > near.shape[1] // 20)
    assert 0.03 < rows[0] / near.shape[0] < 0.25


def test_later_framings_are_plainly_others() -> None:
    picture = pictures.still_life()
    shots = [framed(picture, 320, 180)]
    shots += [cv2.resize(reframed(picture, k, width=320, height=180), (320, 180)) for k in range(1, 5)]
    for one, other in pairwise(shots):
        assert pictures.psnr(one, other) < 20


def standing(crown: float = 0.3, foot: float = 0.9) -> Image:
    """Somebody with a round head, upright before a plain ground."""
    picture = np.full((864, 1536, 3), (200, 190, 170), np.uint8)
    high = (foot - crown) * 864
    cv2.ellipse(picture, (700, int(crown * 864 + 0.07 * high)), (int(0.06 * high), int(0.07 * high)), 0, 0, 360, 30, -1)
    cv2.rectangle(picture, (700 - int(0.11 * high), int((crown + 0.14 * (foot - crown)) * 864)),
                  (700 + int(0.11 * high), int(foot * 864)), (20, 30, 160), -1)  # fmt: skip
    return picture


@pytest.mark.parametrize("index", [1, 2, 3, 4])
def test_nobody_is_cut_at_the_shins(index: int) -> None:
    picture = standing()
    mask = (picture.min(axis=2) < 100).astype(np.float32)
    seen = subject.measured(cv2.resize(mask, (512, 288)), neural=False)
    near = reframed(picture, index, width=1280, height=720, subject=seen)
    rows = np.flatnonzero((near.min(axis=2) < 100).any(axis=1))
    shown = (rows[-1] + 1 - rows[0]) / (0.6 * 864)
    assert rows[0] > 0 and (shown < 0.66 or rows[-1] < near.shape[0] - 1)


def test_a_mast_has_no_head() -> None:
    cone = np.zeros((288, 512), np.float32)
    cv2.fillPoly(cone, [np.array([(250, 40), (330, 240), (170, 240)])], 1.0)
    assert subject.measured(cone, neural=False).tapers
    block = np.zeros((288, 512), np.float32)
    block[40:240, 200:300] = 1
    assert not subject.measured(block, neural=False).tapers
