"""The frames' heads."""

from __future__ import annotations

from rushes.media.retouch_wire import ANSWER, REQUEST
from rushes.media.rules import LONGEST_SIDE, MAX_BYTES


def test_the_heads_hold_the_largest_lengths() -> None:
    largest = 4 * LONGEST_SIDE * LONGEST_SIDE
    assert REQUEST.unpack(REQUEST.pack(MAX_BYTES)) == (MAX_BYTES,)
    assert ANSWER.unpack(ANSWER.pack(1 << 20, largest)) == (1 << 20, largest)
    assert (REQUEST.size, ANSWER.size) == (4, 8)
