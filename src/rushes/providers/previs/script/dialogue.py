"""Quoted lines: taken out of a prompt before it is read, so that what people say does not shape the picture.

A quotation is a line where it is spoken like one: several words, a sentence's mark, or a verb of speech near it.
What a sign or a title reads is not spoken; a single quoted word is a word like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rushes.providers.previs.script.tokens import LINE_MARK

#: Opening and closing marks that always quote.
PAIRS = {"“": "”", "「": "」", "『": "』", "«": "»", "„": "“", "‹": "›", "＂": "＂", '"': '"'}
QUOTED = re.compile(
    "|".join(
        rf"{re.escape(opening)}(?P<q{n}>[^{re.escape(opening)}{re.escape(closing)}]{{1,400}}){re.escape(closing)}"
        for n, (opening, closing) in enumerate(PAIRS.items())
    )
    # Single quotes quote only at the edges of words: "don't" has none.
    + r"|(?<![^\s:,，：(])['‘](?P<single>[^'‘’\n]{2,200}(?:['’][a-z]{1,2}\b[^'‘’\n]*)*)['’](?![^\W_])"
)
SPEECH = re.compile(
    r"\b(?:say|said|says|saying|whisper|shout|ask|repl|answer|yell|scream|murmur|mutter|exclaim|announce|tell|told|"
    r"sing|chant|declare|call|cry|cries|narrat|voice|speak|spoke|line|dialogue|repeat|respond|beg|sigh|explain|remark|"
    r"add|laugh|joke|plead|greet|think|warn|snap|growl|hiss|recite|quip)[a-z]*\b"
    r"|\b(?:dit|dice|sagt|diz|zegt)\b|[说道问喊答叫讲唱念喃嚷]|低语|旁白|台词|回应|告诉",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:sign|reads?|reading|titled?|called|named|labell?ed|text|word|words|written|logo|caption|letters|lettering|"
    r"banner|poster|subtitle|inscription|inscribed|display(?:s|ing)?|spelling|spells?|known as)\b[^.!?]{0,24}$"
    r"|(?:写着|标题|名为|字样|招牌|刻着|印着|叫做|称为|所谓)[^。！？]{0,8}$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…。！？]\s*$")
#: How far before and after a quotation a verb of speech is looked for, in characters.
BEFORE, AFTER = 48, 24


@dataclass(frozen=True, slots=True)
class Quote:
    """A line of dialogue in the prompt."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Script:
    """A prompt without its dialogue; `LINE_MARK` stands in `text` for each line."""

    text: str
    lines: tuple[Quote, ...]
    #: What signs and titles read: it is in the prompt, but nobody speaks it and no picture shows it.
    written: tuple[str, ...]


def separate(prompt: str) -> Script:
    """Take the spoken lines and the written signs out of a prompt. The text keeps its length, so positions hold."""
    lines: list[Quote] = []
    written: list[str] = []
    out, at = list[str](), 0
    for quote in QUOTED.finditer(prompt):
        inner = next(part for part in quote.groups() if part is not None)
        start, end = quote.span()
        out.append(prompt[at:start])
        at = end
        if _is_written(prompt, start):
            written.append(inner.strip())
            out.append(" " * (end - start))
        elif _is_spoken(prompt, start, end, inner, single=quote["single"] is not None):
            lines.append(Quote(inner.strip(), start, end))
            out.append(LINE_MARK + " " * (end - start - 1))
        else:
            out.append(f" {inner} ")
    out.append(prompt[at:])
    return Script("".join(out), tuple(lines), tuple(written))


def _is_written(prompt: str, start: int) -> bool:
    return WRITTEN.search(prompt[max(0, start - BEFORE) : start]) is not None


def _is_spoken(prompt: str, start: int, end: int, inner: str, *, single: bool) -> bool:
    if not any(character.isalnum() for character in inner):
        return False
    near = prompt[max(0, start - BEFORE) : start] + " " + prompt[end : end + AFTER]
    if SPEECH.search(near) or prompt[:start].rstrip().endswith((":", "：")):
        return True
    if single:
        return False
    long_enough = len(inner.split()) >= 3 or sum("\u4e00" <= c <= "\u9fff" for c in inner) >= 4
    return long_enough or SENTENCE_END.search(inner) is not None
