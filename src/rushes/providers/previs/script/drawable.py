"""By which name the subjects know what a word means: a rig of its own first, else the outline the lexicon names."""

from __future__ import annotations

from rushes.providers.previs.script.vocabulary import Meaning

#: Classes whose every make has a shape of its own: a tractor is not just any truck.
MADE = frozenset({"car", "boat", "craft", "thing"})


#: Classes where a rig of the very word ("goldfish") comes before that of its kind ("fish").
CREATURES = frozenset({"animal", "bird", "swimmer"})


def actor_name(meaning: Meaning, words: str = "") -> str:
    """The actor's name for a subject of the lexicon. A name nobody can draw is left: the stage reports it."""
    from rushes.providers.previs import subjects

    named = subjects.names("en")
    own = named.get(words) or named.get(words.removesuffix("s"), "")
    if own and meaning.group in MADE:
        return own
    if words != meaning.entry and meaning.group in CREATURES and subjects.known(words):
        return words
    for name in (meaning.entry, meaning.key):
        if subjects.known(name):
            return name
    return named.get(meaning.key, meaning.key)


def standing_name(words: str, usual: str) -> str:
    """The actor for a thing that stands alone: the outline of the very word ("tulip"), else the usual one."""
    from rushes.providers.previs import subjects

    return subjects.names("en").get(words, usual)
