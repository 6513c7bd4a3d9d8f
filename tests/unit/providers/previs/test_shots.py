"""Which picture each shot gets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests import pictures

from rushes.errors import RenderFailed
from rushes.providers.previs import shots
from rushes.providers.previs.brief import Brief, ShotBrief
from rushes.providers.previs.scene import Actor, Camera, Scene

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
    with pytest.raises(RenderFailed, match=r"broken\.png"):
        shots.plan(brief(1.0, first_frame=path))


def scene(**parts: object) -> Scene:
    return replace(Scene(prompt="", place="sea"), **parts)  # type: ignore[arg-type]


def test_a_later_shot_keeps_hour_weather_look_and_cast() -> None:
    before = scene(time="dusk", weather="rain", style="noir", actors=(Actor("woman"),), named=frozenset({"weather"}))
    after = shots.carried(scene(time="day"), before, 1)
    assert (after.time, after.weather, after.style, after.actors) == ("dusk", "rain", "noir", before.actors)
    assert after.named == {"weather"}


def test_a_later_shot_s_own_words_win() -> None:
    before = scene(time="dusk", weather="rain", style="noir", actors=(Actor("woman"),))
    own = scene(time="day", style="ink", actors=(Actor("dog"),), named=frozenset({"time"}))
    after = shots.carried(own, before, 1)
    assert (after.time, after.weather, after.style, after.actors) == ("day", "rain", "ink", own.actors)


@pytest.mark.parametrize("index", range(1, 6))
def test_a_cut_within_a_place_changes_the_framing(index: int) -> None:
    for size in ("wide", "medium", "close", "extreme_wide"):
        before = scene(camera=Camera("push", size=size))
        assert shots.carried(scene(camera=Camera("push", size=size)), before, index).camera.size != size


def test_a_framing_that_is_asked_for_or_elsewhere_stays() -> None:
    close = Camera("orbit", size="close")
    before = scene(camera=close)
    assert shots.carried(scene(camera=close, named=frozenset({"size"})), before, 1).camera == close
    assert shots.carried(scene(place="city", camera=close), before, 1).camera == close


def test_a_picture_s_shot_claims_nothing_that_only_chance_chose(tmp_path: Path) -> None:
    made = replace(brief(1.0, first_frame=still(tmp_path / "a.png")), shots=(ShotBrief(", action, and. ", 1.0),))
    (shot,) = shots.plan(made).shots
    entry = shots.described(shot)
    assert (entry["place"], entry["actors"], entry["weather"]) == ("", [], "clear")
    assert "card" not in entry


def test_a_picture_s_shot_keeps_what_the_prompt_says() -> None:
    said = scene(actors=(Actor("cat"),), weather="snow", named=frozenset({"weather"}), understood=("cat", "snow"))
    assert shots.pictured(said) == said
