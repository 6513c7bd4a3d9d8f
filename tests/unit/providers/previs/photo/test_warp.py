"""The rubber sheet's maps."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rushes.providers.previs.camera import Pose
from rushes.providers.previs.photo import warp


def geometry(width: int = 322, height: int = 178, depth: float = 0.5) -> warp.Geometry:
    sheet = np.full((50, 80), depth, np.float32)
    sheet[10:40, 30:50] = 0.9
    sheet = cv2.GaussianBlur(sheet, (0, 0), 4)
    return warp.Geometry(width, height, 0.0, 0.0, (width / 2, height / 2), sheet, 0.9, (width / 80, height / 50))


def test_the_identity_pose_reads_every_pixel_from_its_own_place() -> None:
    x, y = warp.maps(geometry(), Pose())
    assert x.shape == y.shape == (178, 322)
    assert np.abs(x - np.arange(322, dtype=np.float32)).max() < 1e-3
    assert np.abs(y - np.arange(178, dtype=np.float32)[:, None]).max() < 1e-3


def test_a_zoom_is_exact_to_the_rim() -> None:
    x, _ = warp.maps(geometry(), Pose(zoom=1.25))
    wanted = 161 + (np.arange(322) - 161) / 1.25
    assert np.abs(x - wanted).max() < 1e-3


def test_a_dolly_grows_the_near_more_than_the_far() -> None:
    x, y = warp.maps(geometry(depth=0.1), Pose(dolly=0.2))
    slope_near = x[89, 170] - x[89, 160]
    slope_far = x[5, 20] - x[5, 10]
    assert slope_near / 10 == pytest.approx(1 / 1.2, abs=0.03)
    assert 1 / 1.15 < slope_far / 10 < 1
    assert np.isfinite(y).all()


@pytest.mark.parametrize("pose", [Pose(dolly=0.2), Pose(dolly=-0.13), Pose(orbit=0.045), Pose(x=0.07), Pose(y=-0.07)])
def test_the_sheet_does_not_fold(pose: Pose) -> None:
    x, y = warp.maps(geometry(depth=0.1), pose)
    assert np.diff(x, axis=1).min() > -0.05
    assert np.diff(y, axis=0).min() > -0.05


def test_extent_tells_what_is_shown() -> None:
    assert warp.extent(geometry(320, 180), Pose()) == pytest.approx((1.5, 1.5, 317.5, 177.5), abs=1e-3)
    left, _, right, _ = warp.extent(geometry(320, 180), Pose(pan=0.1))
    assert (left, right) == pytest.approx((33.5, 349.5), abs=1e-3)
