"""Ruins."""

from __future__ import annotations

import numpy as np


def test_columns_cut_the_view_into_uprights(shown) -> None:  # type: ignore[no-untyped-def]
    ruins, meadow = (shown(place, "golden").mean(axis=2)[34:54] for place in ("ruins", "mountains"))
    assert np.abs(np.diff(ruins, axis=1)).mean() > 1.2 * np.abs(np.diff(meadow, axis=1)).mean()


def test_the_seed_breaks_other_columns(shown) -> None:  # type: ignore[no-untyped-def]
    assert np.abs(shown("ruins", seed=1).astype(int) - shown("ruins", seed=3)).mean() > 6
