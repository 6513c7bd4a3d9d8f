"""Everybody and everything that can stand in a shot: hand-made rigs first, outlines of a symbol font for the rest.

`figure` draws one subject facing `actor.facing` (0 and +1: to the right; the light is right on either side, so
ask for the facing wanted instead of mirroring the sprite). A crowd, a flock and a couple are one figure each;
otherwise `actor.count` is the stage's: it asks for as many figures as it needs, each with a seed of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ..picture import Figure
from ..scene import Actor
from .drawn import Drawn
from .glyphs import PREFIX, signs, spoken
from .outlines import available, outline
from .rigs import MAKERS
from .rigs.dust import DUSTY, raised
from .words import outline_aliases, rig_words, rigged

__all__ = ["figure", "known", "names"]


def figure(actor: Actor, seed: int) -> Figure | None:
    """The subject of an actor, or None where nobody knows how to draw it."""
    maker = MAKERS.get(actor.name)
    if maker is not None:
        rig = maker(actor, seed)
        return Drawn(raised(rig, seed) if DUSTY in actor.traits else rig, actor.facing)
    return outline(actor, seed)


def known(name: str) -> bool:
    """Whether an actor of this name can be drawn."""
    return name in MAKERS or (name.startswith(PREFIX) and available() and name.removeprefix(PREFIX) in signs())


@lru_cache(maxsize=4)
def names(language: str = "en") -> Mapping[str, str]:
    """Lower-case words of a language ("en", "zh"), singular, and the actor each names; a rig wins over an outline."""
    words: dict[str, str] = {}
    if available():
        better = rigged()
        for word, name in spoken(language).items():
            words[word] = better.get(name.removeprefix(PREFIX), name)
        words.update({word: PREFIX + name for word, name in outline_aliases(language).items()})
    words.update({word: name for word, name in rig_words(language).items() if name in MAKERS})
    return MappingProxyType(words)
