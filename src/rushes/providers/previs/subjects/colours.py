"""Colour words: what "red" or "golden" in a prompt means for a coat, a car or a sail."""

from __future__ import annotations

from collections.abc import Iterable

from ..picture import Colour
from .shape import bgr

COLOURS: dict[str, Colour] = {
    word: bgr(code)
    for word, code in {
        "red": 0xC0352F, "crimson": 0xA31F34, "scarlet": 0xC72C1C, "orange": 0xDD7A2B, "yellow": 0xE2B93B,
        "gold": 0xC9992F, "golden": 0xC9992F, "green": 0x4C8A4A, "emerald": 0x2B8A5F, "teal": 0x2F8083,
        "turquoise": 0x3FA7A3, "blue": 0x2F62A8, "navy": 0x25365E, "purple": 0x6C4797, "violet": 0x7A55A8,
        "pink": 0xDB8CA0, "brown": 0x7A5236, "black": 0x23242A, "white": 0xECE8E0, "grey": 0x83878C, "gray": 0x83878C,
        "silver": 0xA9AFB6, "beige": 0xCBB694, "cream": 0xE9DFC6, "maroon": 0x6E2430, "bronze": 0x8F6A3A,
    }.items()
}  # fmt: skip


def named(traits: Iterable[str]) -> Colour | None:
    """The first colour among the traits."""
    for trait in traits:
        if trait in COLOURS:
            return COLOURS[trait]
    return None
