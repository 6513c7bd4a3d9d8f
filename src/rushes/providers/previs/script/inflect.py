"""English inflection: the plural of a noun, the forms of a verb.

Regular forms only, spelled generously (both "travelled" and "traveled"): a form nobody writes harms nothing.
Irregular ones stand in the lexicon beside their word ("wolf/wolves", "run/ran").
"""

from __future__ import annotations

import re

VOWELS = "aeiou"
#: consonant, vowel, consonant: the last letter may double before -ing and -ed.
DOUBLING = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


def plurals(word: str) -> tuple[str, ...]:
    """The regular plural of a noun: "fox" → "foxes", "city" → "cities"."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return (word[:-1] + "ies",)
    if word.endswith("f"):
        return (word + "s", word[:-1] + "ves")
    return (word + "s",)


def presents(word: str) -> tuple[str, ...]:
    """The third person: "dance" → "dances", "fly" → "flies"."""
    if word.endswith("o"):
        return (word + "es", word + "s")
    return plurals(word)[:1] if not word.endswith("f") else (word + "s",)


def gerunds(word: str) -> tuple[str, ...]:
    """The -ing form: "run" → "running", "dance" → "dancing", "lie" → "lying"."""
    if word.endswith("ie"):
        return (word[:-2] + "ying",)
    if word.endswith("e") and not word.endswith("ee"):
        return (word[:-1] + "ing",)
    return (word + "ing", *_doubled(word, "ing"))


def pasts(word: str) -> tuple[str, ...]:
    """The regular past: "walk" → "walked", "carry" → "carried"."""
    if word.endswith("e"):
        return (word + "d",)
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return (word[:-1] + "ied",)
    return (word + "ed", *_doubled(word, "ed"))


def _doubled(word: str, ending: str) -> tuple[str, ...]:
    return (word + word[-1] + ending,) if DOUBLING.search(word) else ()


def gendered(words: str) -> str:
    """The sex that a word for somebody tells by its own form: "homeless man", "seamstress", "采茶女"."""
    if words.endswith(("woman", "women", "girl", "ess", "maid", "lady")) or any(mark in words for mark in "女妇娘姑"):
        return "woman"
    return "man" if words.endswith(("man", "men", "boy")) or any(mark in words for mark in "男汉翁爷夫") else ""
