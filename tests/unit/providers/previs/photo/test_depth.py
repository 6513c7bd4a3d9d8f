"""The pseudo-depth of a photograph."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.photo import depth, subject


def test_the_subject_is_one_plane_before_its_background() -> None:
    picture = pictures.still_life()
    seen = subject.find(picture)
    sheet = depth.sheet(picture, seen)
    mask = cv2.resize(seen.mask, (sheet.shape[1], sheet.shape[0]))
    inside = sheet[cv2.erode((mask > 0.9).astype(np.uint8), np.ones((9, 9))) > 0]
    assert np.ptp(inside) < 0.03
    assert inside.mean() == pytest.approx(depth.stands_at(seen), abs=0.02)
    assert sheet[: sheet.shape[0] // 5].max() < inside.mean() - 0.15


def test_without_a_subject_the_ground_comes_nearer_downwards() -> None:
    picture = pictures.landscape()
    sheet = depth.sheet(picture, subject.find(picture))
    rows = sheet.mean(axis=1)
    assert rows[-1] > 0.7
    assert rows[0] < 0.2
    assert np.diff(rows).min() > -0.005


def test_the_sheet_has_no_tear() -> None:
    picture = pictures.portrait()
    sheet = depth.sheet(picture, subject.find(picture))
    assert max(np.abs(np.diff(sheet, axis=axis)).max() for axis in (0, 1)) < 0.08


def test_straight_lines_behind_the_subject_take_parallax_away() -> None:
    lined, soft = pictures.still_life(), pictures.portrait()
    bearings = []
    for picture in (lined, soft):
        seen = subject.find(picture)
        guide = depth.grey(cv2.resize(picture, (seen.mask.shape[1], seen.mask.shape[0]), interpolation=cv2.INTER_AREA))
        bearings.append(depth.bearing(guide, seen.mask))
    assert bearings[0] < 0.8 < bearings[1]


def test_the_guided_filter_draws_a_mask_to_an_edge() -> None:
    guide = np.zeros((60, 60), np.float32)
    guide[:, 30:] = 1.0
    rough = np.zeros((60, 60), np.float32)
    rough[:, 27:] = 1.0
    fine = depth.guided(guide, rough, 8, 1e-3)
    assert fine[30, 28] < 0.45
    assert fine[30, 32] > 0.9
