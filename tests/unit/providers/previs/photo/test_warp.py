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


def maps(what: warp.Geometry, pose: Pose, detail: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Where each pixel of the frame comes from, read off plates that hold their own coordinates."""
    y, x = np.mgrid[0 : round(what.height * detail), 0 : round(what.width * detail)].astype(np.float32)
    grid = warp.grid(what, pose)
    return warp.draw(x, what, grid, detail), warp.draw(y, what, grid, detail)


def test_the_identity_pose_reads_every_pixel_from_its_own_place() -> None:
    x, y = maps(geometry(), Pose())
    assert x.shape == y.shape == (178, 322)
    assert np.abs(x - np.arange(322, dtype=np.float32)).max() < 1e-3
    assert np.abs(y - np.arange(178, dtype=np.float32)[:, None]).max() < 1e-3


def test_a_zoom_is_exact_to_the_rim() -> None:
    x, y = maps(geometry(), Pose(zoom=1.25))
    assert np.abs(x - (161 + (np.arange(322) - 161) / 1.25)).max() < 0.02
    assert np.abs(y - (89 + (np.arange(178)[:, None] - 89) / 1.25)).max() < 0.02


def test_a_finer_plate_shows_the_same() -> None:
    pose = Pose(dolly=0.1, x=0.02)
    coarse, fine = (maps(geometry(), pose, detail)[0] for detail in (1.0, 1.5))
    inner = np.s_[10:-10, 10:-10]
    assert np.abs((fine[inner] + 0.5) / 1.5 - 0.5 - coarse[inner]).max() < 0.04


def test_a_dolly_grows_the_near_more_than_the_far() -> None:
    x, y = maps(geometry(depth=0.1), Pose(dolly=0.2))
    slope_near = x[89, 170] - x[89, 160]
    slope_far = x[5, 20] - x[5, 10]
    assert slope_near / 10 == pytest.approx(1 / 1.2, abs=0.03)
    assert 1 / 1.15 < slope_far / 10 < 1
    assert np.isfinite(y).all()


@pytest.mark.parametrize("pose", [Pose(dolly=0.2), Pose(dolly=-0.13), Pose(orbit=0.045), Pose(x=0.07), Pose(y=-0.07)])
def test_the_sheet_does_not_fold(pose: Pose) -> None:
    x, y = maps(geometry(depth=0.1), pose)
    inner = np.s_[16:-16, 16:-16]
    assert np.diff(x[inner], axis=1).min() > -0.1
    assert np.diff(y[inner], axis=0).min() > -0.1


def test_a_grid_tells_its_extent() -> None:
    what = geometry(320, 180)
    assert warp.grid(what, Pose()).extent == pytest.approx((1.5, 1.5, 317.5, 177.5), abs=1e-3)
    left, _, right, _ = warp.grid(what, Pose(pan=0.1)).extent
    assert (left, right) == pytest.approx((33.5, 349.5), abs=1e-3)


@pytest.mark.parametrize(
    "pose", [Pose(dolly=0.2), Pose(x=0.05, y=0.02), Pose(orbit=0.04, pan=0.1, tilt=0.05, zoom=1.1)]
)
def test_a_place_is_shown_where_the_grid_looks_it_up(pose: Pose) -> None:
    what = geometry(320, 180, depth=0.4)
    seen = warp.grid(what, pose)
    x, y = warp.shown_at(what, pose, seen.x[8:-8, 8:-8], seen.y[8:-8, 8:-8])
    across, down = np.meshgrid(warp._centres(80)[8:-8], warp._centres(45)[8:-8])
    # Where the sheet is steep the grid's look-ups stop a little short.
    assert np.percentile(np.hypot(x - across, y - down), 90) < 1.0


def test_a_plane_is_sampled_at_half_the_frames_size() -> None:
    what = geometry(320, 180)
    ramp = np.repeat(np.linspace(0, 255, 160).astype(np.uint8)[None], 90, axis=0)
    shown = warp.sampled(ramp, what, warp.grid(what, Pose()))
    assert shown.shape == (90, 160)
    assert np.abs(shown.astype(int) - ramp).max() <= 2
    aside = warp.sampled(ramp, what, warp.grid(what, Pose(pan=0.1)))
    assert np.abs(aside[:, :140].astype(int) - ramp[:, 16:156]).max() <= 2
