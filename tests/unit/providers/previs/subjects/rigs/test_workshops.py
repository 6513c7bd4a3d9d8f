"""Places of craft."""

from __future__ import annotations

from rushes.providers.previs.subjects.rigs.labours import BLOW
from rushes.providers.previs.subjects.rigs.workshops import anvil, sparks


def test_sparks_fly_at_the_blow_and_are_gone_before_the_next() -> None:
    assert sparks(0, 0, 0.1, 0.3) and not sparks(0, 0, 0.6, 0.3)
    counts = [len(anvil(k * BLOW / 10)[1]) for k in range(10)]
    assert max(counts) - min(counts) >= 10
