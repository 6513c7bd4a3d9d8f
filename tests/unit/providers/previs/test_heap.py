"""Memory that is free goes back; asking twice does no harm."""

import sys

import pytest

from rushes.providers.previs import heap


def test_free_memory_is_given_back() -> None:
    """What was taken and let go can be trimmed where the C library is glibc; elsewhere nothing happens."""
    blocks = [bytes(100_000) for _ in range(200)]
    del blocks
    assert heap.trim() in (True, False)
    assert isinstance(heap.trim(), bool)


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to call there."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert heap.trim() is False
