"""Words for the rigs."""

from __future__ import annotations

from rushes.providers.previs.subjects.glyphs import signs
from rushes.providers.previs.subjects.rigs import MAKERS
from rushes.providers.previs.subjects.words import outline_aliases, rig_words, rigged


def test_every_rig_has_a_word_in_both_languages() -> None:
    for language in ("en", "zh"):
        named = set(rig_words(language).values())
        assert named <= set(MAKERS) | {"goldfish"}
        assert len(named) > 0.9 * len(set(MAKERS) - {"child"})


def test_everyday_words_lead_to_rigs() -> None:
    assert rig_words("en")["kitten"] == "cat" and rig_words("en")["yacht"] == "sailboat"
    assert rig_words("zh")["老人"] == "oldman" and rig_words("fr") == {}


def test_aliases_name_signs_there_are() -> None:
    for language in ("en", "zh"):
        assert set(outline_aliases(language).values()) <= set(signs())


def test_an_outline_gives_way_to_the_rig_of_the_same_thing() -> None:
    assert rigged()["automobile"] == "car"
    assert set(rigged().values()) <= set(MAKERS) and set(rigged()) <= set(signs())
