"""Outlines as parts to be held."""

from __future__ import annotations

from rushes.providers.previs.subjects.signparts import held_sign


def test_a_sign_becomes_parts_one_high_on_the_ground() -> None:
    found = held_sign("guitar")
    assert found is not None
    points = [y for part in found[0] for contour in part.contours for y in contour[:, 1]]
    assert -0.05 < min(points) < 0.1 and 0.9 < max(points) < 1.05 and len(found[0]) > 2


def test_there_is_no_sign_for_nonsense() -> None:
    assert held_sign("quux") is None
