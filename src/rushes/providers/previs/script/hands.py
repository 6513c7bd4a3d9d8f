"""Hands and what they are at: turns plain verbs into the deed that the thing or the trade asks for.

"Plays" with a saxophone is blowing it, a goalkeeper who "dives" makes a save, a girl "with a red balloon" holds it.
What is held is drawn in the hand and not beside the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.matching import Mention

if TYPE_CHECKING:
    from rushes.providers.previs.script.cast import Casting, Part

PEOPLE = frozenset({"person", "trade"})
#: The trait that puts something into the hands.
HELD = "held:"
#: Verbs that say nothing of the deed that a thing asks for.
PLAIN = frozenset(
    {
        "",
        "stand",
        "look",
        "be",
        "work",
        "play",
        "write",
        "craft",
        "sit",
        "wave",
        "sing",
        "talk",
        "cook",
        "kneel",
        "fight",
    }
)
#: Words before a noun phrase by which somebody has the thing.
HAVING = frozenset({"with", "holding", "carrying", "using", "at", "into", "拿着", "用", "提着", "抱着", "背着"})
#: Words before a noun phrase by which it stands somewhere else.
ELSEWHERE = frozenset(
    {
        "on",
        "onto",
        "near",
        "beside",
        "behind",
        "under",
        "past",
        "towards",
        "toward",
        "from",
        "around",
        "above",
        "against",
    }
)
#: Who makes music although no instrument is named; whose playing is a dance.
MUSICIANS = frozenset({"musician", "band", "violinist", "guitarist", "astronaut", "crowd"})
DANCERS = frozenset({"dancer", "performer"})
#: What animals and machines do instead of a deed of hands.
BESTIAL = "stand"
#: Metres of the largest thing that a hand takes.
SMALL = 0.75


def settle(casting: Casting) -> None:
    """Give every person the deed of their trade and of what they handle; put into hands what is held."""
    people = [part for part in casting.parts if part.group in PEOPLE and not part.gone]
    for part in people:
        _turn(part, casting.found[part.at].meaning.text("turns") if part.at < len(casting.found) else "")
    for at, mention in enumerate(casting.found):
        if mention.negated or mention.kind not in ("prop", "subject") or mention.meaning.group not in ("", "thing"):
            continue
        holder = _holder(casting, people, at, mention)
        if holder is not None:
            _handle(casting, holder, at, mention)
    for part in people:
        if part.does == "play" and not _plays(part):
            part.does = "dance" if part.entry in DANCERS else "talk"
    for part in casting.parts:
        if part.group not in PEOPLE | {"machine"} and part.does in _deeds():
            instead = _deeds()[part.does]
            part.does = part.usual or instead if instead == BESTIAL else instead


def _plays(part: Part) -> bool:
    """Whether somebody who plays has something to play on."""
    return part.entry in MUSICIANS or bool({"musician", "guitar", HELD + "guitar"} & set(part.traits))


def _deeds() -> dict[str, str]:
    """Every deed of hands and what an animal does instead."""
    return {str(entry.get("is", key)): str(entry.get("beast", BESTIAL)) for key, entry in section("deeds").items()}


def _turn(part: Part, turns: str) -> bool:
    """Replace a plain verb by what it becomes here; whether it was."""
    for pair in turns.split():
        verb, _, deed = pair.partition(":")
        if part.does == verb:
            part.does, part.rank = deed, 3
            return True
    return False


def _holder(casting: Casting, people: list[Part], at: int, mention: Mention) -> Part | None:
    """The person of the sentence who may handle the thing: the last before it, else the only one."""
    here = [part for part in people if part.sentence == mention.sentence and part.name not in ("crowd",)]
    before = [part for part in here if part.at < at]
    if not before and len(here) > 1:
        return None
    return (before or here or [None])[-1]  # type: ignore[list-item]


def _handle(casting: Casting, holder: Part, at: int, mention: Mention) -> None:
    """Bind one thing to one person."""
    meaning = mention.meaning
    opener = _opener(casting, at)
    verb = opener if opener is not None and opener.kind == "action" else None
    near = mention.clause - holder.clause <= 1 and holder.at < at
    direct = (
        verb is not None
        and verb.meaning.form != "ed"
        and (near if verb.meaning.form == "ing" else _same(holder, mention))
    )
    having = direct or (
        opener is not None and opener.words in HAVING and _same(holder, mention) and not _placed(casting, holder, at)
    )
    elsewhere = opener is not None and opener.words in ELSEWHERE
    turned = _turn(holder, meaning.text("turns"))
    deed = meaning.text("deed")
    if deed and not turned and holder.does in PLAIN and not (elsewhere and holder.does not in ("", "stand", "sit")):
        holder.does, holder.rank = deed, 3
        turned = True
    item = meaning.text("hold") or ("" if deed else _small(meaning.key))
    if not turned and (not item or not having or elsewhere):
        return
    casting.carried.add(at)
    casting.used.add(at)
    for part in casting.parts:
        if part.at == at:
            part.gone = True
    if item and not _equipped(holder.does) and HELD not in "".join(holder.traits):
        holder.traits.append(HELD + item)


def _placed(casting: Casting, holder: Part, at: int) -> bool:
    """Whether a place lies between: "walks through a city with lanterns" is said of the city."""
    return any(mention.kind == "place" for mention in casting.found[holder.at : at])


def _same(holder: Part, mention: Mention) -> bool:
    return holder.clause == mention.clause


def _opener(casting: Casting, at: int) -> Mention | None:
    """What governs the noun at a mention: the word before its determiners and looks."""
    clause = casting.found[at].clause
    for other in reversed(casting.found[:at]):
        if other.clause != clause:
            return None
        if other.kind == "stop" and other.key == "determiner":
            continue
        if other.kind in ("trait", "count", "mood", "quality", "vague", "unknown") or other.words in ("的", "着", "了"):
            continue
        if other.kind == "stop" and other.words == "of":
            continue
        return other
    return None


def _equipped(deed: str) -> bool:
    """Whether a deed is drawn with its own tool or at its own place of work."""
    from rushes.providers.previs.subjects.rigs.deeds import DEEDS

    return deed in DEEDS and bool(DEEDS[deed].tool or DEEDS[deed].station)


def _small(name: str) -> str:
    """The outline of a thing small enough for a hand, else ""."""
    from rushes.providers.previs.subjects.glyphs import PREFIX, height_of, signs

    sign = name.removeprefix(PREFIX)
    if not name.startswith(PREFIX) or sign not in signs():
        return ""
    return sign if height_of(sign) <= SMALL else ""
