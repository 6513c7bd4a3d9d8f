"""Flesh and cloth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rushes.providers.previs.subjects.rigs.body import SKIRT, arm, details, leg, shoe, skirt, trunk
from rushes.providers.previs.subjects.rigs.gait import WALK, stride
from rushes.providers.previs.subjects.rigs.poses import stand
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve
from rushes.providers.previs.subjects.rigs.wardrobe import dress

OUTFIT = replace(dress("woman", ("dress",), 1), hem=0.25)
SEEN = solve(stand(0.0, 0.0), Build(), 1.3)


def test_a_trunk_is_wider_from_the_front_than_from_the_side() -> None:
    widths = []
    for yaw in (0.0, np.pi / 2):
        shape = trunk(solve(stand(0.0, 0.0), Build(), yaw), OUTFIT)[0].contours[0]
        widths.append(np.ptp(shape[:, 0]))
    assert widths[1] > 1.3 * widths[0]


def test_a_skirt_ends_at_its_hem_and_covers_both_knees() -> None:
    for t in (0.0, 0.2, 0.5):
        seen = solve(stride(WALK, t), Build(), 0.3)
        shape = next(part for part in skirt(seen, OUTFIT, 0.0, 0.05) if part.label == SKIRT).contours[0]
        assert abs(shape[:, 1].min() - OUTFIT.hem) < 0.03
        for knee in seen.knees:
            x, _ = seen.flat(knee)
            assert shape[:, 0].min() < x < shape[:, 0].max()


def test_shoes_stand_on_the_ground() -> None:
    sole = shoe(SEEN, 0, OUTFIT.shoes)[0].contours[0]
    assert abs(sole[:, 1].min()) < 0.03


def test_limbs_have_a_hand_and_a_foot() -> None:
    assert len(arm(SEEN, 0, OUTFIT, near=True)) == 5
    assert len(leg(SEEN, 0, OUTFIT)) == 3


def test_a_coat_has_an_edge_and_trousers_a_belt() -> None:
    assert len(details(SEEN, replace(OUTFIT, garment="coat"))) == 2
    assert len(details(SEEN, replace(OUTFIT, garment="trousers"))) == 1
    assert details(SEEN, OUTFIT) == []
