"""The frame holds its actors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.providers.previs.stage.test_role import role

from rushes.providers.previs.scene import Camera
from rushes.providers.previs.stage.framing import covered, framed
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.view import Operator

OPERATOR = Operator(Camera("static"), 200, 100, (264, 120), (132.0, 60.0))


def boxes(roles: list[Role], seconds: float = 5.0) -> list[tuple[float, float]]:
    return [(box.left, box.right) for box in (covered(one, OPERATOR, seconds) for one in roles)]


def test_all_are_moved_in_together() -> None:
    one, two = replace(role(), x=30.0), replace(role(), x=60.0)
    found = framed([one, two], OPERATOR, 5.0, cut_below=False)
    assert boxes(found)[0][0] > 4
    assert found[1].x - found[0].x == pytest.approx(30)


def test_long_ways_become_shorter_before_anybody_becomes_smaller() -> None:
    found = framed([replace(role(), x=40.0, pace=60.0)], OPERATOR, 5.0, cut_below=False)[0]
    assert found.pixels == role().pixels and found.pace < 60
    assert boxes([found])[0][0] > 0 and boxes([found])[0][1] < 200


def test_what_is_too_tall_becomes_smaller() -> None:
    assert framed([replace(role(), pixels=140.0)], OPERATOR, 5.0, cut_below=False)[0].pixels < 100
