"""Facts about one model name, as data: what it can do, what it makes, and how large."""

from __future__ import annotations

import math
from dataclasses import dataclass

ASPECT_RATIOS = ("16:9", "9:16", "1:1")
MIN_SECONDS, MAX_SECONDS = 3, 15

#: Output sizes by tier and ratio (contract, section 3).
SIZES = {
    "std": {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (960, 960)},
    "pro": {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1440, 1440)},
}


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model name. `tier` is "std" (720p) or "pro" (1080p)."""

    name: str
    tier: str
    audio: bool
    #: Made on this machine: running it again costs nothing, so a crash is mended by running it again.
    local: bool = False
    #: Whether `element_list` means anything to it.
    elements: bool = False
    #: The model whose name this card answers for, when another provider stands in; shown as a warning.
    stands_in: bool = False
    #: Fields of a request that have no effect on it; whoever sends one is warned.
    ignores: frozenset[str] = frozenset()
    #: Fields that have an effect only where there is a first frame; the same holds for them.
    beside_image: frozenset[str] = frozenset()
    fps: int = 24

    def size(self, aspect_ratio: str) -> tuple[int, int]:
        """Width and height in pixels of a film without a picture."""
        return SIZES[self.tier][aspect_ratio]

    def size_for_picture(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of a film that starts at a picture: its ratio, the tier's pixel count, even sides."""
        base_width, base_height = SIZES[self.tier]["16:9"]
        pixels, ratio = base_width * base_height, width / height
        return _even(math.sqrt(pixels * ratio)), _even(math.sqrt(pixels / ratio))


def kling_v3_cards(
    family: str,
    *,
    local: bool,
    elements: bool,
    stands_in: bool = False,
    ignores: frozenset[str] = frozenset(),
    beside_image: frozenset[str] = frozenset(),
) -> tuple[ModelCard, ...]:
    """The four cards of a family with the Kling v3 abilities: `{family}-{std,pro}-{silent,audio}`."""
    return tuple(
        ModelCard(
            name=f"{family}-{tier}-{'audio' if audio else 'silent'}",
            tier=tier,
            audio=audio,
            local=local,
            elements=elements,
            stands_in=stands_in,
            ignores=ignores,
            beside_image=beside_image,
        )
        for tier in ("std", "pro")
        for audio in (False, True)
    )


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)
