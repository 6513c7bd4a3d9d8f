"""The lexicon as one index: from the words of a phrase to what they may mean.

It is built once, on the first prompt, from the files in `lexicon/` and from the outlines that `subjects` can draw.
Which of several meanings holds in a sentence is `matching`'s affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rushes.providers.previs.script import inflect
from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.tokens import HAN, PIECES, fold

#: File, kind of meaning, part of speech ("" = any).
FILES = (
    ("grammar", "", ""), ("moves", "move", "verb"), ("sizes", "size", ""), ("angles", "angle", ""),
    ("places", "place", "noun"), ("times", "time", ""), ("weathers", "weather", ""), ("styles", "style", ""),
    ("moods", "mood", ""), ("handled", "subject", "noun"), ("subjects", "subject", "noun"),
    ("names", "subject", "name"), ("props", "prop", "noun"), ("deeds", "action", "verb"),
    ("actions", "action", "verb"), ("traits", "trait", ""), ("counts", "count", ""), ("fillers", "", ""),
)  # fmt: skip
#: Files whose tables' names are classes of their entries.
CLASSED = frozenset({"subjects", "handled", "names", "traits"})
#: Files whose tables' names are kinds of their entries.
KINDED = frozenset({"grammar", "fillers"})

#: The order of the outlines: after every file.
OUTLINES = len(FILES)

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may stand for."""

    #: "place", "time", "weather", "subject", "action", "move", "size", "angle", "style", "mood", "prop", "trait",
    #: "count", "not", "stop", "quality", "vague", "camera", "hollow", "unknown".
    kind: str
    key: str
    part: str = ""
    #: person, animal, … for a subject; wear, colour, look for a trait; the word's class in grammar.
    group: str = ""
    #: Its entry's name in the lexicon ("violinist" where the key is "person").
    entry: str = ""
    #: Which meaning to prefer, other things being equal: the order of the files.
    order: int = 0
    #: "s" a plural or third person, "ing", "ed"; "" the word itself.
    form: str = ""
    #: What else the entry says: place, time, prop, does, weight …
    also: Mapping[str, Any] = field(default_factory=dict)
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """What the entry says of `name`, "" where nothing."""
        return str(self.also.get(name, ""))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every phrase with its meanings, and the longest phrase that starts with a word."""

    meanings: Mapping[Phrase, tuple[Meaning, ...]]
    longest: Mapping[str, int]


def phrase(text: str) -> Phrase:
    """The look-up key of a phrase: folded words, Chinese characters one by one."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return tuple(text.lower().split())
    return tuple(
        fold(piece[0]).removesuffix("'s").replace("'", "") if piece["word"] else fold(piece[0])
        for piece in PIECES.finditer(text)
        if not piece["mark"]
    )


@cache
def vocabulary() -> Vocabulary:
    """The whole lexicon, read once."""
    found: dict[Phrase, list[Meaning]] = {}
    for entries in (_everything(), _outlines(OUTLINES, found)):
        for key, meaning in list(entries):
            known = found.setdefault(key, [])
            if all((m.kind, m.key, m.entry) != (meaning.kind, meaning.key, meaning.entry) for m in known):
                known.append(meaning)
    longest: dict[str, int] = {}
    for key in found:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Vocabulary({key: tuple(meanings) for key, meanings in found.items()}, longest)


def _everything() -> Iterator[tuple[Phrase, Meaning]]:
    for order, (name, kind, part) in enumerate(FILES):
        for entry, group, attributes in _entries(name):
            meaning = _meaning(entry, group if name in KINDED else kind, (part, group, order), attributes)
            for surface, form in _surfaces(attributes, part, meaning):
                if key := phrase(surface):
                    yield key, _inflected(meaning, form)


def _entries(name: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(entry, table, attributes) of a file, whether it has tables of entries or entries at its top."""
    for key, value in section(name).items():
        if name in CLASSED or name in KINDED:
            yield from ((entry, key, attributes) for entry, attributes in value.items())
        else:
            yield key, "", value


def _meaning(entry: str, kind: str, place: tuple[str, str, int], also: Mapping[str, Any]) -> Meaning:
    part, group, order = place
    key = str(also.get("is", entry))
    if group == "trade":
        key = "person"
    return Meaning(
        kind, key, part, group, entry, order, also=also,
        when=_words(also.get("when", "")), unless=_words(also.get("unless", "")),
    )  # fmt: skip


def _words(listed: str) -> frozenset[str]:
    return frozenset(word.strip() for word in listed.split(",") if word.strip())


def _inflected(meaning: Meaning, form: str) -> Meaning:
    if form == meaning.form:
        return meaning
    return Meaning(
        meaning.kind, meaning.key, meaning.part, meaning.group, meaning.entry, meaning.order, form,
        meaning.also, meaning.when, meaning.unless,
    )  # fmt: skip


def _surfaces(also: Mapping[str, Any], part: str, meaning: Meaning) -> Iterator[tuple[str, str]]:
    """Every written form of an entry with its grammatical form."""
    for listed in str(also.get("en", "")).split(","):
        first, *irregular = (part_.strip() for part_ in listed.split("/"))
        if not first:
            continue
        yield first, _own_form(first, part)
        for other in irregular:
            yield other, "s" if part == "noun" else "ing" if other.endswith("ing") else "ed"
        if part == "verb":
            yield from _verb_forms(first)
        if part == "noun" or meaning.kind == "size":
            yield from _noun_forms(first)
    for word in str(also.get("zh", "")).split():
        yield word, "zh"


def _own_form(word: str, part: str) -> str:
    return "ing" if part == "verb" and word.split(maxsplit=1)[0].endswith("ing") and len(word) > 5 else ""


def _verb_forms(text: str) -> Iterator[tuple[str, str]]:
    """A verb phrase bends its first word, a noun phrase among the moves ("crane shot") also its last."""
    first, _, rest = text.partition(" ")
    tail = f" {rest}" if rest else ""
    for form, words in (("s", inflect.presents(first)), ("ing", inflect.gerunds(first)), ("ed", inflect.pasts(first))):
        for word in words:
            yield word + tail, form
    if text.endswith(("shot", "zoom", "view", "focus", "in", "out", "back", "up")):
        yield text + "s", "s"


def _noun_forms(text: str) -> Iterator[tuple[str, str]]:
    head, space, last = text.rpartition(" ")
    for word in inflect.plurals(last):
        yield head + space + word, "s"


def _outline_class(name: str) -> str:
    """The class of an outline's actor: that of the lexicon's entry for the same actor, else a thing."""
    return _classes().get(name, "thing")


@cache
def _classes() -> dict[str, str]:
    return {str(attributes.get("is", entry)): group for entry, group, attributes in _entries("subjects")}


#: Signs of scenery and weather: the places and the sky are drawn by others.
SCENERY = frozenset({"place", "time", "weather"})


def _outlines(order: int, known: Mapping[Phrase, Sequence[Meaning]]) -> Iterator[tuple[Phrase, Meaning]]:
    """The nouns whose outlines `subjects` can draw; they give way to every word of the lexicon."""
    from rushes.providers.previs.subjects import names

    for language in ("en", "zh"):
        for word, name in names(language).items():
            meaning = Meaning(
                "subject", name, "noun", _outline_class(name), name, order, "zh" if language == "zh" else ""
            )
            if any(known_meaning.kind in SCENERY for known_meaning in known.get(phrase(word)[-1:], ())):
                continue
            if key := phrase(word):
                yield key, meaning
            if language == "en":
                for plural, form in _noun_forms(word):
                    if key := phrase(plural):
                        yield key, _inflected(meaning, form)


__all__ = ["HAN", "OUTLINES", "Meaning", "Phrase", "Vocabulary", "phrase", "vocabulary"]
