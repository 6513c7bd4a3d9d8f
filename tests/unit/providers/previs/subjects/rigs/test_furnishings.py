"""Furniture to work and play at."""

from __future__ import annotations

import pytest

from rushes.providers.previs.subjects.rigs.furnishings import computer, decks, piano, stove


@pytest.mark.parametrize("place", (computer, decks, piano, stove))
def test_it_stands_on_the_ground_before_the_person(place: object) -> None:
    back, front = place(0.5)  # type: ignore[operator]
    low = min(float(c[:, 1].min()) for part in (*back, *front) for c in part.contours)
    assert abs(low) < 0.02 and max(float(c[:, 0].max()) for part in front for c in part.contours) > 0.4
