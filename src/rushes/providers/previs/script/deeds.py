"""Who does what: binds the verbs of a prompt to the actors, and joins riders to mounts and crews to boats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rushes.providers.previs.script.matching import Mention

if TYPE_CHECKING:
    from rushes.providers.previs.script.cast import Casting, Part

MOUNTS = {"horse": "rider", "bicycle": "cyclist", "donkey": "rider", "camel": "rider"}
#: Vehicles whose passengers are seen inside rather than the vehicle from outside.
ROOMY = frozenset({"train", "bus", "plane"})
ABOARD = frozenset({"in", "on", "aboard", "inside", "onto", "atop", "上", "里", "乘", "坐"})
#: How a raft is driven.
POLED = frozenset({"撑 着", "撑", "poling", "punting", "pole", "poles"})
GOVERNING = frozenset({"ride", "drive", "sail", "row", "fly", "swim", "float"})
LIFELESS = frozenset({"thing", "", "name"})
DIRECTIONS = {"left": -1, "right": 1}
#: Moving verbs that suit boats, cars and aircraft when a walker's verb is said of them.
TRAVEL = {"boat": "sail", "car": "drive", "craft": "fly"}
#: What each kind of vehicle may do as said.
SUITING = {
    "boat": frozenset({"sail", "float", "row", "swim", "stand", "fall"}),
    "car": frozenset({"drive", "stand", "fly", "fall", "jump"}),
    "craft": frozenset({"fly", "float", "stand", "fall"}),
}
#: Prepositions by which a bird sits.
PERCH = frozenset({"on", "atop", "upon", "站", "上"})
#: Who crosses a place in a way of their own.
GAITS = {"runner": "run", "swimmer": "swim", "dancer": "dance"}
#: What somebody must be in who drives, sails or rows.
IMPLIED = {"drive": "car", "sail": "sailboat", "row": "boat"}
FLIERS = frozenset({"superhero", "wizard", "witch", "astronaut", "vampire"})
DRIFTING = frozenset({"balloon", "glyph:balloon", "glyph:parachute"})
YOUNG = frozenset({"child", "boy", "girl", "baby", "family", "friends"})


def bind(casting: Casting) -> None:
    """Give every actor its action; drop who is already part of another figure."""
    for at, mention in enumerate(casting.found):
        if mention.kind == "action" and not mention.negated:
            _bind_one(casting, at, mention)
        elif mention.kind == "stop" and mention.key in DIRECTIONS:
            _face(casting, at, mention)
    _mount(casting)
    for part in casting.parts:
        _suit(part)
        if part.group == "bird" and part.rank < 0 and _perched(casting, part):
            part.does = "stand"


def _of_the_place(casting: Casting, at: int, mention: Mention) -> bool:
    """ "Snow falls", "embers float up", "飘着雪": a verb said of what the place shows, not of an actor."""
    clause = [n for n, other in enumerate(casting.found) if other.clause == mention.clause]
    if mention.meaning.form == "zh":
        shown = any(casting.found[n].kind in ("weather", "prop") for n in clause)
        return shown and not any(part.clause == mention.clause for part in casting.parts)
    before = [n for n in clause if n < at and casting.found[n].kind not in ("stop", "vague", "quality", "mood")]
    if not before or casting.found[before[-1]].kind not in ("weather", "prop", "time"):
        return False
    return not any(part.at in before for part in casting.parts) and not _after_preposition(casting, before[-1])


def _after_preposition(casting: Casting, at: int) -> bool:
    """Whether a preposition governs the noun at a mention ("in the snow")."""
    for other in reversed(casting.found[:at]):
        if other.kind == "stop" and other.key == "preposition":
            return True
        if other.clause != casting.found[at].clause or other.kind not in ("stop", "trait", "count", "mood", "quality"):
            return False
    return False


def _perched(casting: Casting, part: Part) -> bool:
    """ "An owl on a branch" does not fly."""
    after = [mention for mention in casting.found[part.at + 1 : part.at + 4] if mention.clause == part.clause]
    return (
        bool(after)
        and after[0].words in PERCH
        and any(mention.kind in ("prop", "place", "subject") for mention in after)
    )


def _bind_one(casting: Casting, at: int, mention: Mention) -> None:
    qualified = _premodified(casting, at, mention)
    if qualified is None and _of_the_place(casting, at, mention):
        return
    doers = [qualified] if qualified is not None else _doers(casting, at, mention)
    if not doers:
        return
    casting.used.add(at)
    rank = int(mention.meaning.also.get("rank", 1))
    if mention.meaning.form == "ed":
        # "Eyes fixed on the prey": a participle weighs less than a verb.
        rank = min(rank, 2)
    if doers[0].at > at and qualified is None:
        # A subject found only behind its verb may have a verb of its own to come.
        rank = min(rank, 0)
    target = _object(casting, at, mention, doers)
    if target is not None:
        # What comes after is said of the doer, not of the object.
        target.oblique = True
    if mention.key == "be":
        return
    for doer in doers:
        if target is not None and mention.key == "fly" and doer.group in ("person", "trade"):
            target.act("fly", 2)
            doer.act("stand", 0)
            continue
        doer.act(mention.key, rank)
    shared = bool(mention.meaning.also.get("with")) or mention.key == "walk"
    if shared and target is not None and target.group in ("animal", "bird", "person", "trade", "swimmer"):
        target.act(mention.key, rank)


def _doers(casting: Casting, at: int, mention: Mention) -> list[Part]:
    before = [part for part in casting.parts if part.at < at and part.group not in LIFELESS]
    here = [part for part in before if part.sentence == mention.sentence]
    if here:
        adjacent = here[-1].at == _previous(casting, at) and mention.meaning.form == "ing"
        subjects = [part for part in here if not part.oblique]
        chosen = here[-1] if adjacent or not subjects else subjects[-1]
        return [part for part in here if part.joined == chosen.joined]
    if before and (_pronoun_before(casting, at, mention) or _opens(casting, at)):
        chosen = before[0] if before[0].group in ("person", "trade") else before[-1]
        return [part for part in before if part.joined == chosen.joined]
    return _inverted(casting, at, mention)


def _previous(casting: Casting, at: int) -> int:
    """Index of the mention just before, within the clause."""
    clause = casting.found[at].clause
    return at - 1 if at and casting.found[at - 1].clause == clause else -1


def _premodified(casting: Casting, at: int, mention: Mention) -> Part | None:
    """The noun that a participle stands before: "a galloping horse", "奔跑的马"."""
    after = at + 1
    if mention.meaning.form == "zh":
        texts = [other.words for other in casting.found[after : after + 2]]
        if "的" not in texts:
            return None
        after += texts.index("的") + 1
    elif mention.meaning.form not in ("ing", "ed") or not _opens_noun(casting, at):
        return None
    while after < len(casting.found) and casting.found[after].kind in ("trait", "count", "mood"):
        after += 1
    return next((part for part in casting.parts if part.at == after and part.clause == mention.clause), None)


def _opens_noun(casting: Casting, at: int) -> bool:
    """Whether a determiner, a number, a look or nothing stands before: "a running dog", not "watches running dogs"."""
    before = casting.found[at - 1] if at else None
    if before is None or before.clause != casting.found[at].clause:
        return True
    return before.kind in ("trait", "count", "mood", "size", "quality") or (
        before.kind == "stop" and before.key in ("determiner", "preposition", "conjunction")
    )


def _pronoun_before(casting: Casting, at: int, mention: Mention) -> bool:
    return any(
        other.kind == "stop" and other.key == "pronoun"
        for other in casting.found[max(0, at - 4) : at]
        if other.sentence == mention.sentence
    )


def _opens(casting: Casting, at: int) -> bool:
    """Whether the verb opens its sentence or only stop words stand before it: it goes on about the last subject."""
    sentence = casting.found[at].sentence
    before = [other for other in casting.found[:at] if other.sentence == sentence]
    return all(other.kind in ("stop", "vague", "mood", "time", "quality", "weather") for other in before)


def _inverted(casting: Casting, at: int, mention: Mention) -> list[Part]:
    """ "Through the trees runs a wolf": the subject follows its verb."""
    for part in casting.parts:
        if part.at > at and part.sentence == mention.sentence and part.group not in LIFELESS:
            return [part]
    return []


def _object(casting: Casting, at: int, mention: Mention, doers: list[Part]) -> Part | None:
    """The next subject in the clause that no preposition separates from the verb."""
    for part in casting.parts:
        if part.at > at and part.clause == mention.clause and part not in doers:
            between = casting.found[at + 1 : part.at]
            if all(other.kind in ("stop", "trait", "count", "mood") for other in between):
                return part
            return None
    return None


def _face(casting: Casting, at: int, mention: Mention) -> None:
    """ "runs to the left" turns the runner; a direction after a camera's verb is the camera's."""
    for other in reversed(casting.found[:at]):
        if other.sentence != mention.sentence or other.kind in ("move", "camera", "place", "prop"):
            return
        if other.kind == "action":
            doers = [part for part in casting.parts if part.at < at and part.sentence == mention.sentence]
            for part in doers[-1:]:
                part.facing = DIRECTIONS[mention.key]
                casting.used.add(at)
            return


def _mount(casting: Casting) -> None:
    """Riders and crews become one figure with what carries them."""
    for carrier in casting.parts:
        rider = _rider(casting, carrier) or _follows(casting, carrier)
        if rider is None:
            continue
        if carrier.name in MOUNTS or carrier.entry in MOUNTS:
            rider.traits.append(rider.name)
            rider.name = MOUNTS.get(carrier.name) or MOUNTS[carrier.entry]
            rider.act("ride" if rider.rank < 2 else rider.does, 2)
            carrier.gone = True
        elif carrier.name in ROOMY and rider.does not in GOVERNING:
            carrier.gone = True
            rider.act("sit", 1)
            rider.props.append("window")
        elif carrier.group in ("boat", "car", "craft", "animal"):
            carrier.traits.append("crewed")
            carrier.count = max(carrier.count, 1)
            carrier.act(rider.does if rider.does in GOVERNING - {"ride"} else carrier.does, 1)
            rider.gone = True


def _follows(casting: Casting, carrier: Part) -> Part | None:
    """ "骑着马的男人": the rider comes after what is ridden."""
    before = casting.found[: carrier.at]
    rides = any(mention.key == "ride" for mention in before if mention.sentence == carrier.sentence)
    for part in casting.parts if rides else []:
        between = [mention.words for mention in casting.found[carrier.at + 1 : part.at]]
        if part.at > carrier.at and part.group in ("person", "trade") and between[:1] == ["的"]:
            return part
    return None


def _rider(casting: Casting, carrier: Part) -> Part | None:
    """Who is on or in a carrier: "a man on a horse", "rides a bike", "two friends row a boat"."""
    if carrier.group not in ("boat", "car", "craft", "animal"):
        return None
    before = [part for part in casting.parts if part.at < carrier.at and not part.gone]
    people = [part for part in before if part.group in ("person", "trade") and part.sentence == carrier.sentence]
    if not people:
        return None
    rider = people[-1]
    between = casting.found[rider.at + 1 : carrier.at]
    content = [other for other in between if other.kind not in ("trait", "count", "mood", "vague", "quality")]
    rides = any(other.kind == "action" and other.key == "ride" for other in content)
    steers = any(other.kind == "action" and other.key in ("drive", "sail", "row") for other in content)
    steers = steers or (carrier.group == "boat" and any(other.words in POLED for other in content))
    inside = [other.words for other in content if other.kind == "stop" and other.words in ABOARD]
    moved_on = any(other.kind in ("place", "prop", "subject") for other in content)
    if moved_on or (rider.name == "crowd" and not steers and carrier.name not in ROOMY):
        return None
    if carrier.group == "animal":
        on = inside and inside[-1] in ("on", "atop", "上") and (carrier.name in MOUNTS or carrier.entry in MOUNTS)
        return rider if rides or on else None
    if carrier.group == "car" and carrier.name not in ROOMY and carrier.name not in ("bicycle", "motorcycle"):
        return rider if steers or rides or (inside and inside[-1] in ("in", "inside", "里")) else None
    return rider if rides or steers or inside else None


def _romps(part: Part) -> bool:
    """Whether it runs: a horse that "thunders past", a pup that "plays"."""
    if part.group == "animal" and part.does in ("drive", "sail"):
        return True
    return part.does == "play" and not part.props and (part.group == "animal" or part.name in YOUNG)


def _suit(part: Part) -> None:
    """A ship that "passes" sails, a pup that plays romps: the verb becomes what such a subject does."""
    if part.group in TRAVEL:
        suits = SUITING[part.group]
        if part.does not in suits:
            part.does = "float" if part.name in DRIFTING else TRAVEL[part.group]
    elif part.name == "astronaut" and part.does in ("fly", "swim"):
        part.does = "float"
    elif _romps(part):
        part.does = "run"
    elif part.group == "swimmer" and part.does in ("walk", "run", "fly"):
        part.does = "swim"
    elif part.group == "bird" and part.usual == "fly" and part.does in ("walk", "run", "float"):
        part.does = "fly"
    elif part.group in ("person", "trade") and part.does in IMPLIED and not part.gone:
        part.name = IMPLIED[part.does] if part.entry != "sailor" else "ship"
        part.group = "boat" if part.does in ("sail", "row") or part.entry == "sailor" else "car"
        part.traits = ["crewed"]
        part.does = "sail" if part.entry == "sailor" else part.does
    elif part.group in ("person", "trade") and part.does == "fly" and part.entry not in FLIERS:
        part.does = "stand"
    elif part.entry in GAITS and part.does == "walk":
        part.does = GAITS[part.entry]
    elif part.entry == "surfer" and part.does == "ride":
        part.does = "surf"
