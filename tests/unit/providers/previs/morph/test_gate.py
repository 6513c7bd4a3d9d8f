from __future__ import annotations

import pytest
from tests.unit.providers.previs.morph.pairs import HEIGHT, WIDTH, related
from tests.unit.providers.previs.morph.world import world

from rushes.providers.previs.morph.related import Related


@pytest.mark.parametrize("name", ["pan", "push", "truck", "relit", "same"])
def test_views_of_one_thing_are_related(name: str) -> None:
    verdict = related(name).verdict
    assert verdict.related
    assert verdict.likeness > 0.8
    assert verdict.consistency > 0.5


def test_strangers_are_not() -> None:
    verdict = related("other").verdict
    assert not verdict.related
    assert verdict.consistency < 0.3
    assert verdict.as_facts()["related"] is False


def test_another_place_of_the_same_kind_is_not() -> None:
    assert not Related(world(WIDTH, HEIGHT).view(), world(WIDTH, HEIGHT, 9).view()).verdict.related
