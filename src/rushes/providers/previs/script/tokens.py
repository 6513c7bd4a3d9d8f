"""A prompt cut into words: English words, single Chinese characters, numbers; each with its sentence and clause.

Words are folded (case, width, accents, traditional characters) for the look-up; where each stood in the text is kept,
so that a report can quote the user's own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from rushes.providers.previs.script.data import section

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
PIECES = re.compile(
    rf"(?P<mark_of_line>\ue000)|(?P<han>[{HAN}])|(?P<number>\d+(?:[.:/]\d+)*)(?P<unit>[^\W\d_{HAN}]*)"
    rf"|(?P<word>[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)?|&)|(?P<mark>[^\w\s])|(?P<line>\n)",
)
SENTENCE_MARKS = frozenset(".!?;。！？；…\n")
CLAUSE_MARKS = frozenset(",:，：、—–()（）[]|/")
#: Where a line of dialogue stood: a private-use character and nothing a user types.
LINE_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class Token:
    """One word (or one Chinese character) of the prompt."""

    text: str
    #: Where it stands in the prompt, as it was typed.
    start: int
    end: int
    sentence: int
    clause: int
    han: bool = False
    number: bool = False
    #: "dog's": the owner of what follows.
    possessive: bool = False
    #: Index of the line of dialogue that stood here, or -1.
    line: int = -1
    #: Typed with a capital letter.
    capital: bool = False


@cache
def _simplified() -> dict[int, str]:
    pairs = "".join(section("traditional")["pairs"].split())
    return {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)}


def fold(text: str) -> str:
    """The look-up form of a word: lower case, full width to half, accents off, simplified characters."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).translate(_simplified())


def tokens(text: str) -> list[Token]:
    """The words of a text in order. Punctuation is kept only as the sentence and clause a word belongs to."""
    out: list[Token] = []
    sentence = clause = line = 0
    for piece in PIECES.finditer(text):
        mark = piece["mark"] or piece["line"]
        if mark:
            sentence += mark in SENTENCE_MARKS
            clause += mark in SENTENCE_MARKS or mark in CLAUSE_MARKS
            continue
        if piece[0] == LINE_MARK:
            out.append(Token(LINE_MARK, *piece.span(), sentence, clause, line=line))
            line += 1
            continue
        out.extend(_words(piece, sentence, clause))
    return out


def _words(piece: re.Match[str], sentence: int, clause: int) -> list[Token]:
    start, end = piece.span()
    folded = fold(piece[0])
    token = Token(
        folded, start, end, sentence, clause,
        han=piece["han"] is not None, number=piece["number"] is not None, capital=piece[0][0].isupper(),
    )  # fmt: skip
    return _apostrophe(token) if piece["word"] and "'" in folded else [token]


def _apostrophe(token: Token) -> list[Token]:
    """Without its apostrophe: "don't" is "do" and "n't", "bird's" is "bird" (a possessive), "it's" is "it"."""
    if token.text.endswith("n't"):
        stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(token.text[:-3], token.text[:-3])
        return [replace(token, text=stem), replace(token, text="n't", start=token.end)]
    stem, _, ending = token.text.partition("'")
    return [replace(token, text=stem, possessive=ending == "s")]
