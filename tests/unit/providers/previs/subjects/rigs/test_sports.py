"""Poses of sport and feeling."""

from __future__ import annotations

import itertools
import math

from rushes.providers.previs.subjects.rigs.skeleton import PELVIS
from rushes.providers.previs.subjects.rigs.sports import DIVE, crawl, dive, jump, tai_chi


def test_a_keeper_dives_flat_and_near_the_ground() -> None:
    poses = [dive(k * DIVE / 30, 0.0) for k in range(30)]
    flat = [pose for pose in poses if abs(pose.roll) > math.pi / 3]
    assert len(flat) > 15 and max(pose.pelvis[1] for pose in flat) < 0.75 * PELVIS


def test_slow_forms_change_and_never_jump() -> None:
    hands = [tai_chi(k / 24, 0.0).hands[0] for k in range(200)]
    steps = [abs(a[1] - b[1]) for a, b in itertools.pairwise(hands) if a and b]
    assert 0 < max(steps) < 0.03
    assert max(h[1] for h in hands if h) - min(h[1] for h in hands if h) > 0.2


def test_a_leap_leaves_the_ground_and_a_baby_does_not() -> None:
    assert max(jump(k / 20, 0.0).pelvis[1] for k in range(30)) > PELVIS + 0.2
    assert crawl(0.3, 0.0).pelvis[1] < 0.6 * PELVIS
