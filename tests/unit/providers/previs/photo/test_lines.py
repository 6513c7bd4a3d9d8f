"""Lines that must not bend."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.providers.previs.camera import Pose
from rushes.providers.previs.photo import Photo, lines, warp
from rushes.providers.previs.scene import Camera, Scene

NONE = np.zeros((0, 2), np.float32)


def relief(step: float) -> warp.Geometry:
    """A frame of 320 × 180 whose right half is nearer."""
    depth = np.full((90, 160), 0.5, np.float32)
    depth[:, 80:] += step
    soft = np.asarray(cv2.GaussianBlur(depth, (0, 0), 6), np.float32)
    return warp.Geometry(320, 180, 0, 0, (160, 90), soft, 0.5, (2.0, 2.0))


def test_the_sides_of_a_frame_are_found_and_a_face_of_fur_has_few() -> None:
    picture = np.full((360, 640, 3), 220, np.uint8)
    cv2.rectangle(picture, (100, 60), (500, 300), (40, 40, 40), -1)
    seen = lines.found(picture)
    assert len(seen.straight) >= 4
    assert np.abs(seen.edges * (640, 360) - (100, 60)).sum(axis=1).min() < 4
    assert len(lines.found(pictures.photograph("chelsea")).straight) < 4


def test_a_flat_picture_bears_all_and_a_line_across_a_step_little() -> None:
    across = lines.Lines(np.array([[20, 90, 300, 100]], np.float32), NONE)
    along = lines.Lines(np.array([[240, 10, 240, 170]], np.float32), NONE)
    poses = [Pose(y=0.07), Pose(x=0.07)]
    assert lines.borne(across, relief(0.0), poses) == 1.0
    assert lines.borne(along, relief(0.4), poses) == 1.0
    kept = lines.borne(across, relief(0.4), poses)
    assert 0.02 < kept < 0.5
    assert lines.borne(across, relief(0.4 * kept), poses) == pytest.approx(1.0, abs=0.05)


def test_edges_where_the_sheet_is_drawn_out_count_too() -> None:
    columns = np.arange(150, 170, dtype=np.float32)
    here = np.stack([np.tile(columns, 20), np.repeat(np.arange(20, 120, 5, dtype=np.float32), 20)], 1)
    straight = np.zeros((0, 4), np.float32)
    assert lines.borne(lines.Lines(straight, here), relief(0.4), [Pose(x=0.2)]) < 0.9
    assert lines.borne(lines.Lines(straight, here - np.float32(100)), relief(0.4), [Pose(x=0.2)]) == 1.0


def test_no_move_bows_a_tower_of_the_rocket() -> None:
    image = pictures.photograph("rocket")
    for move in ("dolly_zoom", "truck_left", "push", "orbit"):
        scene = Scene("", "", camera=Camera(move, 1.5), named=frozenset({"move"}), seed=1)
        moving = Photo(image, scene, 49, width=640, height=360)
        height, width = moving._plate.image.shape[:2]
        drawn = lines.found(moving._plate.image).on((width, height), (0, 0))
        straight = replace(drawn, edges=NONE)
        assert lines.borne(straight, moving._geometry, [moving._pose(48)]) > 0.6, move
