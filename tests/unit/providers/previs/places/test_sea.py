"""The open sea."""

from __future__ import annotations

import numpy as np


def test_the_sun_draws_a_path_on_the_water(shown) -> None:  # type: ignore[no-untyped-def]
    frame = shown("sea", "sunset").mean(axis=2)
    sun = int(frame[:50].mean(axis=0).argmax())
    near = frame[58:, max(0, sun - 12) : sun + 12].mean()
    assert near > 1.3 * np.median(frame[58:])


def test_a_storm_is_darker_than_a_clear_day(shown) -> None:  # type: ignore[no-untyped-def]
    assert shown("sea", "day", "storm").mean() < 0.7 * shown("sea", "day").mean()
