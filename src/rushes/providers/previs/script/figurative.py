"""What is not meant to be seen: similes, and nouns that only qualify what is worn or made.

"She moves like a cat" shows no cat, "dinosaur pyjamas" no dinosaur, "a car shaped like a shark" no shark. Such
mentions lose their picture; the words count as read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rushes.providers.previs.script.matching import Mention
from rushes.providers.previs.script.vocabulary import Meaning

#: Words that open a comparison, and words that close one in Chinese.
OPENERS = frozenset({"like", "像", "如", "似", "仿佛", "宛如", "好像", "犹如", "如同", "宛若"})
CLOSERS = frozenset({"一样", "一般", "般", "似的", "似", "般的", "样"})
#: "As graceful as a swan", "as if"; "such as" and "looks like" at the start name what is seen.
AS = "as"
#: Who would like, who is like: no comparison follows.
WISHES = frozenset({"would", "i", "you", "we", "they", "d"})
#: Kinds that show something.
PICTURED = frozenset({"subject", "place", "prop", "time", "weather", "action", "trait", "style", "count"})
#: Kinds at which the compared noun phrase ends.
ENDS = frozenset({"move", "camera", "size", "angle", "line"})
COMPARED = Meaning("vague", "compared")
#: Nouns that make what stands before them a pattern or a make-believe: "bear costume".
MADE_OF = frozenset(
    {"costume", "suit", "print", "pattern", "shaped", "onesie", "mask", "motif", "themed", "tattoo", "logo"}
)


def plain(found: Sequence[Mention]) -> list[Mention]:
    """The mentions with everything figurative turned into words without a picture."""
    out = list(found)
    at = 0
    while at < len(out):
        if _opens(out, at):
            end = _end(out, at)
            for k in range(at + 1, end):
                if out[k].kind in PICTURED or out[k].kind == "unknown":
                    out[k] = replace(out[k], meaning=COMPARED)
            at = end
        at += 1
    return [_worn(out, k) for k in range(len(out))]


def _opens(found: Sequence[Mention], at: int) -> bool:
    mention = found[at]
    if OPENERS & {mention.words, *mention.words.split()} and mention.kind in ("stop", "vague"):
        before = found[at - 1].words if at and found[at - 1].sentence == mention.sentence else ""
        return (bool(before) or " " in mention.words) and before not in WISHES
    if mention.words == AS and mention.kind == "stop" and at >= 2:
        # The second "as" of "as graceful as a swan".
        return any(other.words == AS for other in found[max(0, at - 3) : at] if other.clause == mention.clause)
    return False


def _end(found: Sequence[Mention], at: int) -> int:
    """The index after the compared noun phrase: one noun with its looks, or up to a Chinese closer."""
    noun = False
    for k in range(at + 1, len(found)):
        mention = found[k]
        if mention.clause != found[at].clause or mention.sentence != found[at].sentence or mention.kind in ENDS:
            return k
        if mention.words in CLOSERS:
            return k
        if mention.meaning.form != "zh" and mention.kind == "stop" and mention.key != "determiner":
            return k
        if noun and mention.kind in ("action", "stop"):
            return k
        noun = noun or mention.kind in ("subject", "place", "prop", "unknown")
    return len(found)


def _worn(found: Sequence[Mention], at: int) -> Mention:
    """A noun right before a garment or a costume is its pattern."""
    mention = found[at]
    after = found[at + 1] if at + 1 < len(found) and found[at + 1].clause == mention.clause else None
    if (
        after is None
        or mention.kind not in ("subject", "prop", "place")
        or mention.meaning.group in ("person", "trade")
    ):
        return mention
    garment = after.kind == "trait" and after.meaning.group == "wear"
    if (garment and after.first == mention.last + 1) or after.words in MADE_OF:
        return replace(mention, meaning=COMPARED)
    return mention
