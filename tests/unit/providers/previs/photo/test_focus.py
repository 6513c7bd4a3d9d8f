"""Rack focus."""

from __future__ import annotations

import cv2
import numpy as np
from tests import pictures

from rushes.providers.previs.photo.focus import Rack
from rushes.providers.previs.picture import Image


def detail(picture: Image, mask: np.ndarray) -> float:
    return float(np.abs(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_32F))[mask].mean())


def test_focus_goes_from_all_to_the_subject_to_the_background() -> None:
    plate = np.random.default_rng(1).integers(0, 255, (240, 320, 3), dtype=np.uint8)
    mask = np.zeros((240, 320), np.float32)
    cv2.circle(mask, (160, 120), 60, 1.0, -1)
    rack = Rack(plate, mask)
    inside, outside = cv2.erode(mask, np.ones((25, 25))) > 0.5, cv2.dilate(mask, np.ones((25, 25))) < 0.5
    assert np.array_equal(rack.at(0.0), plate)
    for focus, sharp, soft in ((0.5, inside, outside), (1.0, outside, inside)):
        shown = rack.at(focus)
        assert detail(shown, sharp) > 0.9 * detail(plate, sharp)
        assert detail(shown, soft) < 0.3 * detail(plate, soft)


def test_the_blurred_background_takes_no_colour_from_the_subject() -> None:
    plate = np.full((240, 320, 3), 60, np.uint8)
    mask = np.zeros((240, 320), np.float32)
    cv2.circle(mask, (160, 120), 60, 1.0, -1)
    plate[mask > 0.5] = (0, 0, 250)
    held = Rack(plate, mask).at(0.5)
    assert np.abs(held[cv2.dilate(mask, np.ones((5, 5))) < 0.5].astype(int) - 60).max() <= 3


def test_without_a_subject_all_goes_soft() -> None:
    plate = pictures.landscape(320, 240)
    shown = Rack(plate, np.zeros((60, 80), np.float32)).at(0.5)
    every = np.ones((240, 320), bool)
    assert detail(shown, every) < 0.5 * detail(plate, every)
