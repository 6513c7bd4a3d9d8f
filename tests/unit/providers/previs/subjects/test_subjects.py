"""The entry points: who is known, by which words, and figures that keep their promises."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rushes.providers.previs import subjects
from rushes.providers.previs.picture import Light
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs import MAKERS

LIGHT = Light((-0.6, 0.5), (0.5, 0.8, 1.0), (0.6, 0.5, 0.5), (0.7, 0.7, 0.9), haze_amount=0.1, backlit=0.7)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_every_rig_paints_premultiplied_pixels_of_about_the_size_asked_for(name: str) -> None:
    figure = subjects.figure(Actor(name, "walk"), 3)
    assert figure is not None
    sprite = figure.paint(0.7, 60, LIGHT)
    assert sprite.bgra.dtype == np.uint8 and sprite.bgra.shape[2] == 4
    assert sprite.bgra[..., 3].max() > 180
    rows = np.flatnonzero(sprite.bgra[..., 3].max(axis=1) > 20)
    assert 0.3 * 60 < len(rows) < 2.2 * 60
    assert 0.03 < figure.height < 60
    assert 0.1 < figure.aspect < 12
    assert figure.stands_on in {"ground", "water", "air", "wall"}


def test_the_same_actor_seed_and_moment_give_the_same_pixels() -> None:
    one, two = (subjects.figure(Actor("woman", "walk", traits=("red",)), 5) for _ in range(2))
    assert one is not None and two is not None
    assert np.array_equal(one.paint(0.4, 90, LIGHT).bgra, two.paint(0.4, 90, LIGHT).bgra)


def test_another_seed_gives_another_person() -> None:
    one, two = (subjects.figure(Actor("man", "stand"), seed) for seed in (1, 2))
    assert one is not None and two is not None
    first, second = one.paint(0.4, 90, LIGHT).bgra, two.paint(0.4, 90, LIGHT).bgra
    assert first.shape != second.shape or not np.array_equal(first, second)


def test_a_figure_may_be_painted_from_two_threads() -> None:
    figure = subjects.figure(Actor("glyph:rose"), 1)
    assert figure is not None
    gate = threading.Barrier(2)

    def work(k: int) -> list[np.ndarray]:
        gate.wait()
        return [figure.paint(0.1 * n, 50 + (n + k) % 3, LIGHT).bgra for n in range(6)]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    alone = subjects.figure(Actor("glyph:rose"), 1)
    assert alone is not None
    assert np.array_equal(figure.paint(0.2, 51, LIGHT).bgra, alone.paint(0.2, 51, LIGHT).bgra)


def test_nobody_knows_what_is_not_there() -> None:
    assert subjects.figure(Actor("glyph:no_such_sign"), 0) is None
    assert subjects.figure(Actor("quux"), 0) is None
    assert not subjects.known("quux") and not subjects.known("glyph:quux")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_names_somebody_who_can_be_drawn(language: str) -> None:
    words = subjects.names(language)
    assert len(words) > 700
    assert [word for word, name in words.items() if not subjects.known(name)] == []
    assert all(word == word.lower() for word in words)


def test_a_rig_wins_over_an_outline_and_an_outline_has_its_word() -> None:
    assert subjects.names("en")["dog"] == "dog"
    assert subjects.names("en")["violin"] == "glyph:violin"
    assert subjects.names("en")["red car"] == "car"
    assert subjects.names("zh")["小提琴"] == "glyph:violin"
    assert subjects.names("zh")["猫"] == "cat"
