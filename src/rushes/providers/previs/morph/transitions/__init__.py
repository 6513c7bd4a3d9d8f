"""Designed passages between two pictures that show different things: one file and one class each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rushes.providers.previs.morph.living import Living
from rushes.providers.previs.picture import Image


@dataclass(frozen=True, slots=True)
class Pair:
    """What a transition joins."""

    first: Living
    last: Living
    frames: int
    seed: int
    #: +1: a sideways passage runs to the right, -1 to the left.
    direction: int = 1


class Transition(Protocol):
    """Frames 1 … frames-2 of a passage; the ends are the pictures themselves and are not asked for."""

    def __init__(self, pair: Pair) -> None: ...

    def at(self, index: int) -> Image:
        """The frame `index`; a pure function of it."""


def known() -> Mapping[str, type[Transition]]:
    """Every transition by its name."""
    from rushes.providers.previs.morph.transitions.luma_wipe import LumaWipe
    from rushes.providers.previs.morph.transitions.match_cut import MatchCut
    from rushes.providers.previs.morph.transitions.push_through import PushThrough
    from rushes.providers.previs.morph.transitions.whip_pan import WhipPan

    return {"match_cut": MatchCut, "whip_pan": WhipPan, "luma_wipe": LumaWipe, "push_through": PushThrough}
