"""Which meaning each phrase of a prompt has: longest phrase first, then the sentence around it decides.

"The crane shot rises over a crane": an entry may ask for a word near it (`when`) or forbid one (`unless`), a noun
wants a noun's place in the sentence and a verb a verb's. What nothing in the lexicon knows is kept as "unknown".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rushes.providers.previs.script.data import word_set
from rushes.providers.previs.script.tokens import LINE_MARK, Token
from rushes.providers.previs.script.vocabulary import OUTLINES, Meaning, Vocabulary, vocabulary

UNKNOWN = Meaning("unknown", "")
LINE = Meaning("line", "")
NUMBER = Meaning("count", "")
#: Words after which a noun follows, beside determiners, prepositions and numbers.
SUBJECT_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "who", "that", "which", "to", "n't", "not"})
MODALS = frozenset({"can", "will", "would", "could", "should", "may", "might", "must", "shall", "does", "did", "do"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
BINDS_TO_NOUN = frozenset({"determiner", "preposition"})
FIRST_WORDS = frozenset({"a", "an", "the", "his", "her", "its", "their", "my", "your", "our", "some", "this", "these"})
#: Words that tell of the camera beside its own name.
SHOWN = frozenset({"shot", "seen", "viewed", "filmed", "view", "angle", "footage"})
#: How many words may lie between a camera word and the verb that it governs.
CAMERA_REACH = 5
#: Kin that may only say which animal is meant: "a mother bear".
PARENTS = frozenset({"mother", "father", "mama", "papa", "baby", "daddy"})
#: How near, in words, `unless` looks.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the prompt and what it means there."""

    meaning: Meaning
    #: Index of its first and of its last token.
    first: int
    last: int
    sentence: int
    clause: int
    #: What the words were.
    words: str
    negated: bool = False

    @property
    def kind(self) -> str:
        """The kind of its meaning."""
        return self.meaning.kind

    @property
    def key(self) -> str:
        """The key of its meaning."""
        return self.meaning.key


def mentions(words: list[Token]) -> list[Mention]:
    """Every phrase of the prompt in order; together they cover all its words."""
    lexicon, found, at = vocabulary(), list[Mention](), 0
    while at < len(words):
        length, meaning = _best(lexicon, words, at, found)
        token = words[at]
        text = " ".join(word.text for word in words[at : at + length])
        found.append(Mention(meaning, at, at + length - 1, token.sentence, token.clause, text))
        at += length
    return found


def _best(lexicon: Vocabulary, words: list[Token], at: int, before: Sequence[Mention]) -> tuple[int, Meaning]:
    token = words[at]
    if token.text == LINE_MARK:
        return 1, replace(LINE, key=str(token.line))
    longest = min(lexicon.longest.get(token.text, 0), len(words) - at)
    for length in range(longest, 0, -1):
        span = words[at : at + length]
        if span[-1].clause != token.clause:
            continue
        candidates = lexicon.meanings.get(tuple(word.text for word in span), ())
        fitting = [meaning for meaning in candidates if _allowed(meaning, words, at, length, before)]
        if fitting:
            return length, _likeliest(fitting, words, at, length, before)
    if token.number:
        return 1, replace(NUMBER, key=token.text) if token.text.isdigit() else Meaning("quality", "number")
    return 1, UNKNOWN


def _allowed(meaning: Meaning, words: list[Token], at: int, length: int, before: Sequence[Mention]) -> bool:
    if meaning.unless and meaning.unless & _near(words, at, length):
        return False
    if meaning.when and not any(word.text in meaning.when for word in words if word.sentence == words[at].sentence):
        return False
    if meaning.part == "name" and not (words[at].capital or words[at].han):
        return False
    governed = meaning.text("camera")
    if governed and not _sure(meaning, words, at, length):
        return _camera_governs(words, at, length, before)
    weak = meaning.kind == "subject" and meaning.group in ("thing", "") and length == 1 and not words[at].han
    return not (weak and _noun_place(words, at, 1, before) < 0)


def _near(words: list[Token], at: int, length: int) -> set[str]:
    """The words close to a phrase in its sentence."""
    close = words[max(0, at - NEAR) : at] + words[at + length : at + length + NEAR]
    return {word.text for word in close if word.sentence == words[at].sentence}


def _sure(meaning: Meaning, words: list[Token], at: int, length: int) -> bool:
    """Whether a move's phrase speaks of the camera by itself: "push in" does, "push" and "rise" do not."""
    if words[at].han:
        return meaning.text("camera") == "soft" or any(word.text in "镜摇拍" for word in words[at : at + length])
    return meaning.text("camera") == "soft" and length > 1


def _camera_governs(words: list[Token], at: int, length: int, before: Sequence[Mention]) -> bool:
    """A camera word stands shortly before with nobody in between, or the phrase itself is called a shot."""
    following = [word.text for word in words[at + length : at + length + 2] if word.sentence == words[at].sentence]
    if any(word in ("shot", "camera", "move", "镜", "move") for word in following[:1]):
        return True
    if at and words[at - 1].text in SHOWN and words[at - 1].sentence == words[at].sentence:
        return True
    for mention in reversed(before):
        if mention.sentence != words[at].sentence or at - mention.last > CAMERA_REACH + 3:
            break
        if mention.kind in ("camera", "move", "size", "angle"):
            return True
        if mention.kind == "subject" or (mention.kind == "stop" and mention.words in ("he", "she", "they", "i")):
            return False
    sentence = [word for word in words if word.sentence == words[at].sentence]
    said = [mention for mention in before if mention.sentence == words[at].sentence]
    if len(sentence) - length == len(said) <= 2 and all(mention.kind == "quality" for mention in said):
        # "Slow orbit." by itself.
        return True
    opens = at == 0 or words[at - 1].clause != words[at].clause
    return opens and bool(following) and following[0] in FIRST_WORDS | word_set("courses")


def _likeliest(fitting: list[Meaning], words: list[Token], at: int, length: int, before: Sequence[Mention]) -> Meaning:
    """The meaning that the place in the sentence wants; an outline only where no word of the lexicon fits."""
    if len(fitting) == 1:
        return fitting[0]
    noun = _noun_place(words, at, length, before)
    qualifies = _noun_follows(words, at, length)

    def score(meaning: Meaning) -> tuple[float, int]:
        part = {"noun": noun, "name": noun, "verb": -noun}.get(meaning.part, 0.0)
        if meaning.kind == "action" and meaning.form in ("ing", "ed"):
            part += 0.5
        if not meaning.form:
            part += 0.25
        if meaning.kind == "trait":
            part += 3.0 if qualifies else noun - 0.5 if noun > 0 else 1.0
        if meaning.order == OUTLINES:
            part -= 2.5
        return (part + (1.5 if meaning.when or meaning.text("camera") else 0.0), -meaning.order)

    return max(fitting, key=score)


def _noun_follows(words: list[Token], at: int, length: int) -> bool:
    """Whether the next word of the clause may carry the noun: then this one qualifies it ("a giant woolly mammoth")."""
    after = at + length
    if words[at].han or after >= len(words) or words[after].clause != words[at].clause:
        return False
    meanings = vocabulary().meanings.get((words[after].text,), ())
    return not any(meaning.kind in ("stop", "action", "not", "count") for meaning in meanings[:1])


def _noun_place(words: list[Token], at: int, length: int, before: Sequence[Mention]) -> float:
    """Above 0 where the sentence wants a noun, below 0 where it wants a verb."""
    token = words[at]
    if token.han:
        return 0.0
    place = 0.0
    if before and before[-1].sentence == token.sentence and words[at - 1].clause == token.clause:
        place += _after(before[-1], words[at - 1], token.text)
    if at + length < len(words) and words[at + length].clause == token.clause:
        following = words[at + length].text
        place += 2.0 if following in BE else -1.0 if following in FIRST_WORDS or following.endswith("ly") else 0.0
    return place


def _after(mention: Mention, word: Token, word_after: str) -> float:
    if word.possessive or (
        mention.kind == "stop" and mention.key in BINDS_TO_NOUN and word.text not in SUBJECT_PRONOUNS
    ):
        return 2.0
    if word.text in SUBJECT_PRONOUNS or word.text in MODALS or word.text.endswith("ly"):
        return -2.0
    if mention.kind in ("trait", "count", "mood"):
        return 1.5
    if mention.words in PARENTS and not word_after.endswith(("s", "ing", "ed")):
        return 0.5
    if mention.kind == "subject":
        return -2.0 if mention.meaning.group not in ("thing", "") else -1.0
    return -1.0 if mention.kind in ("weather", "prop") else 0.0
