"""Held things: drawn at the hand, at a size that people hold."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.subjects.rigs.labours import hold
from rushes.providers.previs.subjects.rigs.skeleton import Build, Seen, solve
from rushes.providers.previs.subjects.rigs.tools import TOOLS, known, tool


def seen() -> Seen:
    return solve(hold(0.3, 0.1), Build(), 0.5)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_reaches_the_hands_or_the_feet(name: str) -> None:
    points = np.concatenate([c for part in tool(name, seen(), 0.3) for c in part.contours])
    assert np.isfinite(points).all() and 0 < np.ptp(points[:, 1]) < 1.2


def test_any_sign_of_the_font_can_be_held_and_stays_small() -> None:
    parts = tool("violin", seen(), 0.3)
    points = np.concatenate([c for part in parts for c in part.contours])
    assert parts and np.ptp(points[:, 1]) < 0.4


def test_nobody_holds_what_is_not_known() -> None:
    assert not known("quux") and tool("quux", seen(), 0.0) == []
