"""Contact sheets hold every picture, in order."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.gallery import LIGHTS, labelled, look_scenes, main, move_scenes, place_scenes, sheet
from rushes.providers.previs.scene import MOVES, TIMES, WEATHERS
from rushes.providers.previs.styles import LOOKS


def test_a_sheet_lays_pictures_row_by_row() -> None:
    pictures = [np.full((4, 6, 3), tone, np.uint8) for tone in (10, 20, 30)]
    whole = sheet(pictures, 2)
    assert whole.shape == (8, 12, 3)
    assert [int(whole[y, x, 0]) for y, x in ((0, 0), (0, 6), (4, 0), (4, 6))] == [10, 20, 30, 0]


def test_a_caption_changes_only_a_copy() -> None:
    picture = np.zeros((40, 120, 3), np.uint8)
    assert labelled(picture, "sea").max() > 200
    assert picture.max() == 0


def test_a_places_sheet_has_every_time_and_every_weather() -> None:
    scenes = [scene for _, scene in place_scenes("sea")]
    assert {scene.time for scene in scenes} == set(TIMES)
    assert {scene.weather for scene in scenes} == set(WEATHERS)
    assert len(scenes) == len(LIGHTS)


def test_looks_and_moves_are_all_there() -> None:
    assert {scene.style for _, scene in look_scenes()} == set(LOOKS)
    assert {scene.camera.move for _, scene in move_scenes()} == set(MOVES)


def test_the_folder_is_made(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    gallery = "rushes.providers.previs.gallery."
    monkeypatch.setattr(
        gallery + "still", lambda scene, width, height, share=0.5: np.zeros((height, width, 3), np.uint8)
    )
    main([str(tmp_path / "sheets"), "--places", "sea", "--size", "64", "36"])
    assert {path.name for path in (tmp_path / "sheets").iterdir()} == {"place-sea.png", "looks.png", "moves.png"}
