"""By which name the subjects know what a word means: a rig of its own first, else the outline the lexicon names."""

from __future__ import annotations

from rushes.providers.previs.script.vocabulary import Meaning


def actor_name(meaning: Meaning) -> str:
    """The actor's name for a subject of the lexicon. A name nobody can draw is left: the stage reports it."""
    from rushes.providers.previs import subjects

    for name in (meaning.entry, meaning.key):
        if subjects.known(name):
            return name
    return subjects.names("en").get(meaning.key, meaning.key)
