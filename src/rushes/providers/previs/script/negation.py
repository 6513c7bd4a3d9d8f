"""What a prompt takes away: "no people", "without a cloud", "没有人"; and the whole of a negative prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rushes.providers.previs.script.matching import Mention, mentions
from rushes.providers.previs.script.tokens import Token, tokens

#: Kinds that a negation passes over on its way to what it takes away.
PASSED = frozenset({"stop", "trait", "count", "quality", "vague", "mood"})
#: Kinds that can be taken away.
TAKEN = frozenset(
    {"subject", "prop", "weather", "place", "time", "style", "move", "size", "quality", "vague", "unknown"}
)
#: A joined list goes on being taken away: "no people, cars or birds".
JOINS = frozenset({"or", "and", "nor", "any", "a", "an", "the", "或", "和", "与", "及", "其", "他"})
#: Words of a list that goes on over its commas.
LISTS = frozenset({"or", "nor", "或", "或者"})
#: Negations that may deny a verb; the others take things away.
OF_VERBS = frozenset(
    {"not", "n't", "never", "neither", "no longer", "没", "没有", "不", "别", "不要", "不会", "不能", "未"}
)
PERSONS = frozenset({"person", "trade"})
ANIMALS = frozenset({"animal", "bird", "swimmer"})
VEHICLES = frozenset({"car", "boat", "craft"})
#: What a weather taken away is called.
WEATHER_NAMES = {"cloudy": "clouds", "overcast": "clouds", "lying": "snow"}


def negated(found: Sequence[Mention], words: Sequence[Token]) -> list[Mention]:
    """The mentions with those marked that a negation governs."""
    out = list(found)
    for index, mention in enumerate(found):
        if mention.kind == "not":
            for taken in _scope(found, words, index):
                out[taken] = replace(found[taken], negated=True)
    return out


def _scope(found: Sequence[Mention], words: Sequence[Token], index: int) -> Iterable[int]:
    """Indices of what the negation at `index` takes away: the next noun (or verb, of "not"), and those joined to it."""
    taken = False
    for at in range(index + 1, len(found)):
        mention = found[at]
        if mention.sentence != found[index].sentence or mention.kind in ("not", "line"):
            return
        if not taken and mention.clause != found[index].clause:
            return
        if taken and not _joined(found, at):
            return
        if mention.kind in PASSED and mention.meaning.group != "wear" and not _last_of_its_kind(found, at):
            continue
        if mention.kind == "action" and found[index].words not in OF_VERBS and not words[mention.first].han:
            return
        yield at
        taken = True


def _last_of_its_kind(found: Sequence[Mention], at: int) -> bool:
    """Whether a passed-over word is itself the end of the phrase ("no blur.")."""
    if found[at].kind in ("stop", "count", "trait", "mood"):
        return False
    after = at + 1
    return after == len(found) or found[after].clause != found[at].clause or found[after].kind in ("stop", "not")


def _joined(found: Sequence[Mention], at: int) -> bool:
    """Whether a mention goes on with what was taken before it: "people or cars", "people, cars or birds"."""
    before, mention = found[at - 1], found[at]
    if mention.words in JOINS:
        return mention.clause == before.clause
    if before.clause == mention.clause:
        return before.words in JOINS and mention.kind in TAKEN | PASSED
    later = [other.words for other in found[at:] if other.sentence == mention.sentence]
    return mention.kind in TAKEN and any(word in LISTS for word in later)


def removed(found: Iterable[Mention]) -> frozenset[str]:
    """What the negated mentions take away, by the names that `Scene.without` uses."""
    return frozenset(name for mention in found if mention.negated for name in names_of(mention))


def read(negative: str) -> frozenset[str]:
    """Everything that a negative prompt names."""
    words = tokens(negative)
    out: set[str] = set()
    for mention in mentions(words):
        if mention.kind in ("stop", "not", "count", "line", "camera"):
            continue
        out.update(names_of(mention))
    return frozenset(out)


def names_of(mention: Mention) -> tuple[str, ...]:
    """The names that taking this away puts into `Scene.without`; the words themselves where nothing is known."""
    meaning = mention.meaning
    if meaning.kind == "subject":
        return _subject_names(mention)
    if meaning.kind == "weather":
        return (WEATHER_NAMES.get(meaning.key, meaning.key),)
    if meaning.kind == "time":
        return (mention.words,)
    if meaning.kind in ("prop", "style", "place", "move", "size"):
        return (meaning.key,) if meaning.key == mention.words else (meaning.key, mention.words)
    return (mention.words,)


def _subject_names(mention: Mention) -> tuple[str, ...]:
    meaning, group = mention.meaning, mention.meaning.group
    if meaning.key in ("person", "crowd", "couple", "friends", "family"):
        return ("people",)
    if mention.words in ("animal", "animals", "动物"):
        return ("animals",)
    if meaning.key == "bird":
        return ("birds", "bird")
    if group == "car" and meaning.key == "car":
        return ("cars", "car")
    names = [meaning.key.removeprefix("glyph:"), meaning.entry, mention.words]
    return tuple(dict.fromkeys(name for name in names if name))


def takes_away(without: frozenset[str], name: str, group: str, entry: str = "") -> bool:
    """Whether an actor of this name and class is among what was taken away."""
    if {name, name.removeprefix("glyph:"), entry} & without:
        return True
    if group in PERSONS and {"people", "person", "human", "humans", "characters"} & without:
        return True
    if group in ANIMALS and "animals" in without:
        return True
    if group in VEHICLES and {"vehicles", "traffic"} & without:
        return True
    return (group == "car" and "cars" in without) or (group == "bird" and "birds" in without)
