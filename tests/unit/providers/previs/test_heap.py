"""Memory that is free goes back to the system, where the C library can."""

import ctypes
import os
import sys
from pathlib import Path

import pytest

from rushes.providers.previs import heap

MB = 1 << 20
CAN = sys.platform.startswith("linux") and hasattr(ctypes.CDLL(None), "malloc_trim")


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not CAN, reason="this C library has no malloc_trim")
def test_free_memory_is_given_back() -> None:
    blocks = [bytes(60_000) for _ in range(1500)]  # small enough to lie on the heap
    last = blocks.pop()  # what is still in use above them keeps the heap from shrinking by itself
    blocks.clear()
    before = resident()
    assert heap.trim()
    assert before - resident() > 40 * MB
    assert last


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert heap.trim() is False
