"""Which picture each shot gets."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.errors import RenderFailed
from rushes.providers.previs import shots
from rushes.providers.previs.brief import Brief, ShotBrief

SIZE = (160, 90)


def still(path: Path, seed: int = 3) -> Path:
    cv2.imwrite(str(path), pictures.still_life(320, 180, seed))
    return path


def brief(*seconds: float, **more: object) -> Brief:
    prompt = "A red ball on a table, slow push in"
    return Brief(tuple(ShotBrief(prompt, s) for s in seconds), *SIZE, **more)  # type: ignore[arg-type]


def test_shots_fill_the_film_without_gap_or_overlap() -> None:
    plan = shots.plan(brief(1.7, 2.35, 0.99))
    assert [shot.start for shot in plan.shots] == [0, 41, 97]
    assert sum(shot.frames for shot in plan.shots) == brief(1.7, 2.35, 0.99).frames == 121


def test_intelligent_cuts_a_single_prompt_into_framings() -> None:
    plan = shots.plan(brief(6.0, intelligent=True))
    assert 2 <= len(plan.shots) <= 4
    assert sum(shot.frames for shot in plan.shots) == 144
    assert len({shot.scene.camera for shot in plan.shots}) > 1


def test_no_cut_comes_between_a_first_and_a_last_frame(tmp_path: Path) -> None:
    first, last = still(tmp_path / "a.png"), still(tmp_path / "b.png", 9)
    assert len(shots.plan(brief(6.0, intelligent=True, first_frame=first, last_frame=last)).shots) == 1


def test_a_picture_makes_a_photo_that_starts_at_it(tmp_path: Path) -> None:
    path = still(tmp_path / "a.png")
    (shot,) = shots.plan(brief(1.0, first_frame=path)).shots
    fitted = cv2.resize(pictures.still_life(320, 180), SIZE, interpolation=cv2.INTER_AREA)
    assert pictures.psnr(shot.build().frame(0), fitted) > 50


def test_later_shots_of_a_picture_are_other_framings(tmp_path: Path) -> None:
    plan = shots.plan(brief(1.0, 1.0, 1.0, first_frame=still(tmp_path / "a.png")))
    built = [shot.build() for shot in plan.shots]
    for one, other in pairwise(built):
        assert pictures.psnr(one.frame(one.frames - 1), other.frame(0)) < 22


def test_first_and_last_frame_make_a_morph_between_them(tmp_path: Path) -> None:
    first, last = still(tmp_path / "a.png"), still(tmp_path / "b.png", 9)
    (shot,) = shots.plan(brief(1.0, first_frame=first, last_frame=last)).shots
    picture = shot.build()
    for index, seed in ((0, 3), (23, 9)):
        fitted = cv2.resize(pictures.still_life(320, 180, seed), SIZE, interpolation=cv2.INTER_AREA)
        assert pictures.psnr(picture.frame(index), fitted) > 36


def test_a_last_frame_alone_is_what_the_film_ends_on(tmp_path: Path) -> None:
    (shot,) = shots.plan(brief(1.0, last_frame=still(tmp_path / "a.png"))).shots
    picture = shot.build()
    fitted = cv2.resize(pictures.still_life(320, 180), SIZE, interpolation=cv2.INTER_AREA)
    assert pictures.psnr(picture.frame(23), fitted) > 50
    assert not np.array_equal(picture.frame(0), picture.frame(23))
    assert picture.cues == ()


def test_a_prompt_alone_makes_a_stage() -> None:
    (shot,) = shots.plan(brief(1.0)).shots
    picture = shot.build()
    assert picture.frame(0).shape == (SIZE[1], SIZE[0], 3)
    assert shots.described(shot)["camera"]["move"] == "push"


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"not a picture")
    (shot,) = shots.plan(brief(1.0, first_frame=path)).shots
    with pytest.raises(RenderFailed, match=r"broken\.png"):
        shot.build()
