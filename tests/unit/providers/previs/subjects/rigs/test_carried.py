"""Hats and things in hands."""

from __future__ import annotations

import pytest

from rushes.providers.previs.subjects.rigs.carried import carried, hat
from rushes.providers.previs.subjects.rigs.head import Look, Placed
from rushes.providers.previs.subjects.rigs.person import place_head
from rushes.providers.previs.subjects.rigs.poses import stand
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve
from rushes.providers.previs.subjects.rigs.wardrobe import dress

HATS = (
    "cap",
    "sun",
    "straw",
    "fedora",
    "detective",
    "cowboy",
    "witch",
    "chef",
    "crown",
    "helmet",
    "knight",
    "samurai",
    "hood",
)


@pytest.mark.parametrize("name", HATS)
def test_every_hat_sits_on_the_head(name: str) -> None:
    parts = hat(Placed(0.0, 0.0, 1.0, 0.0, 0.3), Look((0.5,) * 3, (0.1,) * 3, hat=name))
    assert parts and max(float(c[:, 1].max()) for part in parts for c in part.contours) > 1.0


def test_no_hat_no_parts() -> None:
    assert hat(Placed(0.0, 0.0, 1.0, 0.0, 0.3), Look((0.5,) * 3, (0.1,) * 3)) == []


@pytest.mark.parametrize(
    "thing",
    ["umbrella", "backpack", "scarf", "cape", "apron", "book", "pan", "guitar", "sword", "staff", "violin", "board"],
)
def test_everything_carried_is_drawn_once(thing: str) -> None:
    seen = solve(stand(0.0, 0.0), Build(), 0.4)
    bare = dress("man", ("trousers",), 0)
    outfit = dress("man", ("trousers", thing), 0)
    count = [sum(map(len, carried(seen, one, place_head(seen), 0.01, 0.0))) for one in (bare, outfit)]
    assert count[1] > count[0]


def test_a_backpack_is_behind_who_faces_us_and_before_who_looks_away() -> None:
    outfit = dress("man", ("trousers", "backpack"), 0)
    for yaw, where in ((0.9, 0), (-0.9, 1)):
        seen = solve(stand(0.0, 0.0), Build(), yaw)
        assert any(part.label == 13 for part in carried(seen, outfit, place_head(seen), 0.0, 0.0)[where])
