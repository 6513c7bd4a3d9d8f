from dataclasses import replace
from itertools import pairwise

import pytest

from rushes.providers.previs.brief import FPS
from rushes.providers.previs.script import read, split

SCENE = read('A woman walks on the beach at sunset. "Stay with me," she says. "I will."', seed=3)


@pytest.mark.parametrize(("seconds", "count"), [(3, 2), (5, 2), (6, 3), (9, 3), (10, 4), (15, 4)])
def test_longer_films_have_more_framings(seconds: float, count: int) -> None:
    assert len(split(SCENE, seconds)) == count


@pytest.mark.parametrize("seconds", [3, 4, 5, 7, 8, 10, 13, 15])
@pytest.mark.parametrize("seed", range(8))
def test_shares_are_whole_frames_that_add_up(seconds: int, seed: int) -> None:
    shares = [share * FPS for _, share in split(replace(SCENE, seed=seed), seconds)]
    assert all(abs(share - round(share)) < 1e-9 for share in shares)
    assert round(sum(shares)) == seconds * FPS
    assert min(shares) >= FPS


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "prompt", ["a dog runs in a meadow, close up", "mountains at dawn", "wide shot of a knight", "pan left over a lake"]
)
def test_neighbours_differ_in_size_and_the_scene_stays(prompt: str, seed: int) -> None:
    scene = read(prompt, seed=seed)
    shots = [shot for shot, _ in split(scene, 12)]
    assert all(one.camera.size != other.camera.size for one, other in pairwise(shots))
    assert {(s.place, s.time, s.weather, s.seed, tuple(a.name for a in s.actors)) for s in shots} == {
        (scene.place, scene.time, scene.weather, scene.seed, tuple(a.name for a in scene.actors))
    }
    assert scene.camera in [shot.camera for shot in shots]


def test_the_screen_direction_holds() -> None:
    for seed in range(10):
        shots = [shot for shot, _ in split(read("a dog runs", seed=seed), 12)]
        assert len({actor.facing for shot in shots for actor in shot.actors}) == 1
        sides = {shot.camera.move.rsplit("_")[-1] for shot in shots if shot.camera.move.startswith("truck")}
        assert len(sides) <= 1


def test_each_line_is_spoken_once() -> None:
    lines = [line for shot, _ in split(SCENE, 12) for line in shot.lines]
    assert lines == list(SCENE.lines)
