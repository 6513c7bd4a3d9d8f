"""The promises of first and last frame, on camera moves whose true middle is known."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from tests import pictures
from tests.unit.providers.previs.morph.pairs import HEIGHT, MOVES, WIDTH, difference, ends
from tests.unit.providers.previs.morph.world import Image, psnr, relit, world

from rushes.media.encode import Encoder
from rushes.providers.previs.morph import Morph
from rushes.providers.previs.photo import subject
from rushes.providers.previs.scene import Camera, Scene

SCENE = Scene("from here to there", "meadow", seed=7)


@lru_cache(maxsize=8)
def film(name: str) -> Morph:
    return Morph(*ends(name), SCENE, 25)


def crossfade(first: Image, last: Image) -> Image:
    return np.asarray(cv2.addWeighted(first, 0.5, last, 0.5, 0), np.uint8)


@pytest.mark.parametrize("name", list(MOVES))
def test_beats_a_crossfade_by_far_at_the_true_middle_of_a_camera_move(name: str) -> None:
    first, last = ends(name)
    truth = MOVES[name](0.5)
    assert film(name).facts["transition"] == "morph"
    assert psnr(film(name).frame(12), truth) > psnr(crossfade(first, last), truth) + 6


def test_a_push_into_dusk_moves_and_darkens_at_once() -> None:
    here = world(WIDTH, HEIGHT)
    first, last = here.view(), relit(here.view(z=0.3))
    between = here.view(z=0.15)
    truth = crossfade(between, relit(between))
    dusk = Morph(first, last, SCENE, 73)
    assert psnr(dusk.frame(36), truth) > psnr(crossfade(first, last), truth) + 6


@pytest.mark.parametrize("name", ["truck", "other", "same"])
def test_both_ends_are_the_pictures_to_the_pixel(name: str) -> None:
    first, last = ends(name)
    assert np.array_equal(film(name).frame(0), first)
    assert np.array_equal(film(name).frame(24), last)


@pytest.mark.parametrize("related", [True, False])
def test_both_ends_of_photographs_survive_the_encoding(related: bool, tmp_path: Path) -> None:
    wide = pictures.photograph("rocket")
    first = wide[30:390]
    last = cv2.resize(wide[60:340, 70:568], (640, 360)) if related else pictures.photograph("coffee")[20:380]
    last = np.asarray(last if related else cv2.resize(last, (640, 360)), np.uint8)
    made = Morph(first, last, SCENE, 49)
    assert (made.facts["transition"] == "morph") is related
    with Encoder(tmp_path / "film.mp4", 640, 360, fps=24) as encoder:
        for index in range(49):
            encoder.write(made.frame(index))
    with av.open(str(tmp_path / "film.mp4")) as file:
        shown = [frame.to_ndarray(format="bgr24") for frame in file.decode(video=0)]
    assert psnr(shown[0], first) >= 36
    assert psnr(shown[-1], last) >= 36


@pytest.mark.parametrize("name", ["pan", "other", "same", "relit"])
def test_every_frame_moves(name: str) -> None:
    frames = [film(name).frame(index) for index in range(25)]
    assert all(difference(a, b) > 0.02 for a, b in pairwise(frames))


def test_the_same_picture_twice_breathes_and_returns() -> None:
    first, _ = ends("same")
    assert film("same").facts["transition"] == "breath"
    assert difference(film("same").frame(12), first) > 2 * difference(film("same").frame(2), first) > 0


def test_unrelated_pictures_get_a_transition_with_a_whoosh_in_its_middle() -> None:
    gate = film("other").facts["gate"]
    assert isinstance(gate, dict)
    assert gate["related"] is False
    assert [(cue.kind, cue.at) for cue in film("other").cues] == [("whoosh", 25 / 48)]


def test_the_camera_word_chooses_the_transition() -> None:
    scene = Scene("a sudden change", "meadow", camera=Camera("whip_pan"))
    assert Morph(*ends("other"), scene, 24).facts["transition"] == "whip_pan"


@pytest.mark.parametrize(("name", "frames"), [("pan", 2), ("other", 2), ("other", 3)])
def test_a_handful_of_frames_is_enough(name: str, frames: int) -> None:
    first, last = ends(name)
    short = Morph(first, last, SCENE, frames)
    assert [short.frame(index).shape for index in range(frames)] == [first.shape] * frames


@pytest.mark.parametrize(
    ("first", "last"),
    [((0, 0, 0), (1, 1, 1)), ((40, 40, 200), (200, 40, 40)), ((255, 255, 255), (255, 255, 255))],
)
def test_flat_pictures_make_a_film(
    first: tuple[int, int, int], last: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    if first != last:  # once with the net, which takes most of a second a picture, is enough
        monkeypatch.setattr(subject, "_model", lambda: None)
    a, b = (np.full((96, 64, 3), colour, np.uint8) for colour in (first, last))
    flat = Morph(a, b, SCENE, 12)
    assert flat.frame(6).shape == a.shape
    assert np.array_equal(flat.frame(11), b)


def test_frames_are_a_pure_function_of_their_number() -> None:
    again = Morph(*ends("other"), SCENE, 25)
    forward = [film("other").frame(index) for index in range(25)]
    assert all(np.array_equal(again.frame(index), forward[index]) for index in reversed(range(25)))


def test_pictures_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="one size"):
        Morph(np.zeros((4, 4, 3), np.uint8), np.zeros((4, 6, 3), np.uint8), SCENE, 24)
