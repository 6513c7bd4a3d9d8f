"""Everybody and everything that can stand in a shot: hand-made rigs first, outlines of a symbol font for the rest.

`figure` draws one subject facing `actor.facing` (0 and +1: to the right; the light is right on either side, so
ask for the facing wanted instead of mirroring the sprite). A crowd, a flock and a couple are one figure each;
otherwise `actor.count` is the stage's: it asks for as many figures as it needs, each with a seed of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..picture import Figure
from ..scene import Actor
from .drawn import Drawn
from .rigs import MAKERS

__all__ = ["figure", "known", "names"]


def figure(actor: Actor, seed: int) -> Figure | None:
    """The subject of an actor, or None where nobody knows how to draw it."""
    maker = MAKERS.get(actor.name)
    if maker is not None:
        return Drawn(maker(actor, seed), actor.facing)
    return None


def known(name: str) -> bool:
    """Whether an actor of this name can be drawn."""
    return name in MAKERS


def names(language: str = "en") -> Mapping[str, str]:
    """Words of a language ("en", "zh") and the actor each names."""
    return {name: name for name in MAKERS} if language == "en" else {}
