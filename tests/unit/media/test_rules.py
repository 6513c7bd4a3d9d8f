"""The figures of the contract, at their very edges."""

from __future__ import annotations

import pytest

from rushes.errors import InvalidImage
from rushes.media.rules import MAX_BYTES, check_bytes, check_size


@pytest.mark.parametrize("size", [(300, 300), (300, 750), (750, 300), (7071, 7071), (11_180, 4472)])
def test_a_size_at_the_edge_is_fine(size: tuple[int, int]) -> None:
    check_size(*size)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((299, 300), ["299×300", "at least 300", "larger"]),
        ((300, 299), ["300×299", "at least 300"]),
        ((0, 10), ["0×10", "at least 300"]),
        ((300, 751), ["300×751", "1:2.5 to 2.5:1", "Crop"]),
        ((753, 300), ["2.51:1", "1:2.5 to 2.5:1"]),
        ((1, 10_000_000), ["at least 300"]),
        ((7072, 7071), ["50 million", "Scale"]),
        ((20_000, 20_000), ["20000×20000", "50 million"]),
        ((2**31 - 1, 2**31 - 1), ["50 million"]),
    ],
)
def test_a_size_over_the_edge_is_refused_with_value_rule_and_remedy(size: tuple[int, int], words: list[str]) -> None:
    with pytest.raises(InvalidImage) as caught:
        check_size(*size)
    assert all(word in caught.value.message for word in words)


def test_ten_megabytes_are_fine_and_one_byte_more_is_not() -> None:
    check_bytes(bytes(MAX_BYTES))
    with pytest.raises(InvalidImage, match="10,485,761 bytes; at most 10,485,760"):
        check_bytes(bytes(MAX_BYTES + 1))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InvalidImage, match="empty"):
        check_bytes(b"")
