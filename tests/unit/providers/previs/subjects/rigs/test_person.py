"""The order of a body's parts."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.subjects.rigs.body import FAR_ARM, NEAR_ARM, TRUNK
from rushes.providers.previs.subjects.rigs.person import CHIN, person, place_head, scale_of, seated
from rushes.providers.previs.subjects.rigs.poses import sit, stand
from rushes.providers.previs.subjects.rigs.skeleton import Build, solve
from rushes.providers.previs.subjects.rigs.wardrobe import dress

BUILD, OUTFIT = Build(), dress("man", ("trousers",), 1)


def test_far_arm_before_trunk_before_near_arm_in_profile() -> None:
    labels = [part.label for part in person(BUILD, OUTFIT, stand(0.0, 0.0), 0.1, 0.0)]
    assert labels.index(FAR_ARM) < labels.index(TRUNK) < labels.index(NEAR_ARM)


def test_the_crown_is_at_the_stature() -> None:
    points = np.concatenate([c for p in person(BUILD, OUTFIT, stand(0.0, 0.0), 0.3, 0.0) for c in p.contours])
    assert abs(points[:, 1].max() - BUILD.stature) < 0.12
    assert scale_of(BUILD) * (CHIN + BUILD.head) == BUILD.stature


def test_the_head_is_above_the_shoulders() -> None:
    seen = solve(stand(0.0, 0.0), BUILD, 0.3)
    assert place_head(seen).y > seen.flat(seen.shoulders[0])[1]


def test_sitting_is_told_from_standing() -> None:
    assert seated(solve(sit(0.0, 0.0), BUILD, 0.4)) and not seated(solve(stand(0.0, 0.0), BUILD, 0.4))
