"""Where and when: from mentions to place, time, weather, mood, style and the things the place shows.

A place in the background ("mountains in the distance") and a place that only colours another ("mountain lake") give
way and become props. What is not said comes from the subject, then from the place's own habits (`defaults.toml`);
the seed may depart from the usual the more, the freer the composition may be.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rushes.providers.previs.script.cast import Cast
from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.matching import Mention

#: Words before or after a place that put it behind the action.
BEHIND_BEFORE = frozenset({"behind", "beyond", "overlooking", "towards", "toward", "past", "远处", "远方", "distant"})
BEHIND_AFTER = frozenset(
    {"in the distance", "in the background", "on the horizon", "behind", "at the horizon", "beyond", "background",
     "as background", "distance", "below", "远处", "为背景"}
)  # fmt: skip
ROOFED = frozenset({"interior", "stage", "kitchen", "hall"})
INTO = frozenset(
    {"in", "on", "at", "inside", "through", "across", "along", "into", "over", "above", "under", "amid",
     "在", "里", "中", "穿过"}
)  # fmt: skip
#: Places with mountains round them.
WATERS = ("river", "lake")
#: Places of the sea: what stands over it is its coast.
SALT = ("sea", "coast")
#: Hints of subjects and actions beside a place that is named.
SUBJECT_HINT, ACTION_HINT = 0.4, 0.5
#: From this weight on a place is named and not just hinted at.
NAMED = 0.65
SEVERITY = {"storm": 5, "snow": 4, "rain": 4, "fog": 3, "overcast": 2, "cloudy": 1, "wind": 1, "clear": 0}
#: Weathers that go on as a prop beside a weightier one.
ALSO_SEEN = {"fog": "fog", "wind": "wind", "rain": "rain"}
SAME_LIGHT = (
    frozenset({"night", "moonlit", "dusk"}), frozenset({"golden", "sunset", "dusk", "day"}),
    frozenset({"dawn", "morning", "golden", "day"}),
)  # fmt: skip
#: Weathers that hide the sun, and the times that are chosen for their sun only.
SUNLESS = frozenset({"overcast", "fog", "rain", "storm", "snow"})
LOW_SUN = frozenset({"golden", "sunset", "dawn"})
#: How often a wholly free composition departs from the usual.
FREEDOM = 0.8


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, when and in what mood; `used` are the indexes of the mentions that said so."""

    place: str
    time: str
    weather: str
    mood: str
    style: str
    props: tuple[str, ...]
    snowy: bool
    used: frozenset[int]
    #: Whether the prompt itself names the place.
    named: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """The seed's choices: each topic its own, so that one does not shift the other."""

    seed: int
    #: 0 always the usual … 1 anything the place allows.
    freedom: float

    def pick(self, topic: str, listed: str) -> str:
        """One of the listed words: the first mostly, any of them as freedom grows."""
        words = listed.split()
        rng = random.Random(f"{self.seed}:{topic}")
        return rng.choice(words) if rng.random() < self.freedom else words[0]


def setting(found: Sequence[Mention], cast: Cast, chance: Chance, literal_place: str | None) -> Setting:
    """The setting of a shot."""
    positive = [(at, mention) for at, mention in enumerate(found) if not mention.negated]
    place, behind, used, named = _place(positive, found, cast, literal_place, chance)
    usual = section("defaults").get(place, section("defaults")["mountains"])
    weather, also, snowy, weather_used = _weather(positive, place, usual["weathers"], chance)
    closed = weather in SUNLESS or snowy
    time, time_used = _time(positive, found, place, _sunless(usual["times"]) if closed else usual["times"], chance)
    style, style_used = _first(positive, "style")
    mood, mood_used = _mood(positive, cast, weather, style)
    props, prop_used = _props(positive, cast)
    shown = dict.fromkeys([*props, *behind, *also, *cast.props])
    shown.pop(place, None)
    return Setting(
        place, time, weather, mood, style, tuple(shown), snowy,
        used | time_used | weather_used | style_used | mood_used | prop_used, named,
    )  # fmt: skip


Positive = Sequence[tuple[int, Mention]]
Used = frozenset[int]


def _place(
    positive: Positive, found: Sequence[Mention], cast: Cast, literal: str | None, chance: Chance
) -> tuple[str, list[str], Used, bool]:
    weights: dict[str, float] = {}
    said: dict[str, list[tuple[int, bool]]] = {}
    for at, mention in positive:
        if mention.kind == "place":
            weight, back = _said(found, at)
            key = "street" if mention.key in ROOFED and _outside(found, at) else mention.key
            said.setdefault(key, []).append((at, back))
            weights[key] = max(weights.get(key, 0.0), weight) + (0.1 if key in weights else 0.0)
        elif mention.kind == "prop" and mention.meaning.text("place"):
            _add(weights, mention.meaning.text("place"), float(mention.meaning.also.get("weight", 0.5)))
        elif mention.kind in ("action", "time") and mention.meaning.text("place"):
            _add(weights, mention.meaning.text("place"), ACTION_HINT)
    for number, (at, mention) in enumerate((at, m) for at, m in positive if m.kind == "subject"):
        if mention.meaning.text("place") and at in cast.used:
            _add(weights, mention.meaning.text("place"), SUBJECT_HINT if number == 0 else SUBJECT_HINT / 2)
    strongest = max((weights[key] for key in said), default=0.0)
    named = strongest >= NAMED
    if literal and not named:
        return literal, list(said), frozenset(at for spots in said.values() for at, _ in spots), False
    chosen = max(weights, key=lambda key: weights[key]) if weights else _homeless(cast, chance)
    if chosen == "mountains" and _by_the_sea(said, weights, found):
        chosen = "coast"
    if chosen == "mountains":
        # Waters show the mountains round them; mountains do not show the water.
        chosen = next((key for key in WATERS if any(not back for _, back in said.get(key, ()))), chosen)
    used = frozenset(at for spots in said.values() for at, _ in spots)
    behind = [key for key, spots in said.items() if key != chosen and not _shown(found, spots)]
    brought = [found[at].meaning.text("prop") for at in sorted(used) if found[at].meaning.text("prop")]
    return chosen, [*brought, *behind], used, bool(said)


def _by_the_sea(said: dict[str, list[tuple[int, bool]]], weights: dict[str, float], found: Sequence[Mention]) -> bool:
    """Whether heights stand over the sea: the sea is named too, or a cliff has a lighthouse on it."""
    if any(not back for key in SALT for _, back in said.get(key, ())):
        return True
    steep = any(found[at].key == "mountains" and found[at].meaning.text("prop") for at, _ in said.get("mountains", ()))
    return steep and weights.get("coast", 0.0) >= SUBJECT_HINT * 2


def _shown(found: Sequence[Mention], spots: Sequence[tuple[int, bool]]) -> bool:
    """Whether a place is there by what it brings along: a cabin in the mountains is no village."""
    return all(found[at].meaning.text("prop") for at, _ in spots)


def _outside(found: Sequence[Mention], at: int) -> bool:
    """ "Outside an opera house" is in the street."""
    return any(other.words in ("outside", "outside of") for other in found[max(0, at - 3) : at])


def _add(weights: dict[str, float], place: str, weight: float) -> None:
    weights[place] = weights.get(place, 0.0) + weight


def _homeless(cast: Cast, chance: Chance) -> str:
    """The place of a shot that nothing hints at: things lie in a studio, people walk outdoors."""
    if not cast.actors:
        return "mountains"
    if cast.actors[0].name.startswith("glyph:") and cast.kinds[0][0] in ("thing", ""):
        return "studio"
    return chance.pick("home", "meadow coast street forest")


def _said(found: Sequence[Mention], at: int) -> tuple[float, bool]:
    """How strongly a place is named at a mention, and whether it lies behind the action."""
    mention = found[at]
    weight = float(mention.meaning.also.get("weight", 1.0))
    before = [other for other in found[max(0, at - 3) : at] if other.clause == mention.clause]
    after = [other for other in found[at + 1 : at + 3] if other.clause == mention.clause]
    behind = any(other.words in BEHIND_BEFORE for other in before) or any(
        other.words in BEHIND_AFTER for other in after
    )
    if behind:
        return weight * 0.55, True
    if after and after[0].kind == "place" and after[0].first == mention.last + 1:
        return weight * 0.5, True
    if any(other.words in INTO for other in before):
        weight *= 1.25
    return weight, False


def _time(positive: Positive, found: Sequence[Mention], place: str, usual: str, chance: Chance) -> tuple[str, Used]:
    best, weight, used = "", 0.0, set[int]()
    for at, mention in positive:
        said = mention.key if mention.kind == "time" else mention.meaning.text("time")
        if not said:
            continue
        power = float(mention.meaning.also.get("weight", 1.0)) if mention.kind == "time" else 0.5
        if mention.kind == "time":
            used.add(at)
        if power > weight or (power == weight and said == "moonlit" and best == "night"):
            best, weight = said, power
    if best:
        wrong = {at for at in used if found[at].key != best and not _goes_with(found[at].key, best)}
        return best, frozenset(used - wrong)
    return chance.pick(f"time:{place}", usual), frozenset()


def _sunless(usual: str) -> str:
    """The usual times of a place less those that live by a low sun: under a closed sky or on snow they turn beige."""
    return " ".join(time for time in usual.split() if time not in LOW_SUN) or "day"


def _goes_with(said: str, best: str) -> bool:
    """Whether two times are one light ("golden hour at sunset")."""
    return any({said, best} <= light for light in SAME_LIGHT)


def _weather(positive: Positive, place: str, usual: str, chance: Chance) -> tuple[str, list[str], bool, Used]:
    said: dict[str, float] = {}
    used: set[int] = set()
    # White peaks behind a field of flowers are no snow on the field.
    snowy = any(
        mention.meaning.text("snowy") and (mention.kind != "place" or mention.key == place) for _, mention in positive
    )
    for at, mention in positive:
        key = mention.key if mention.kind == "weather" else mention.meaning.text("weather")
        if key:
            used.add(at)
            said[key] = max(said.get(key, 0.0), float(mention.meaning.also.get("weight", 1.0)))
    lying = said.pop("lying", 0.0) > 0
    if lying and said.keys() - {"snow", "wind"}:
        said.pop("snow", None)
    if not said:
        return ("clear" if lying else chance.pick("weather", usual)), [], snowy, frozenset(used)
    weather = max(said, key=lambda key: (said[key] >= NAMED, SEVERITY[key]))
    also = [ALSO_SEEN[key] for key in said if key != weather and key in ALSO_SEEN]
    return weather, also, snowy, frozenset(used)


def _first(positive: Positive, kind: str) -> tuple[str, Used]:
    spots = [at for at, mention in positive if mention.kind == kind]
    key = next((mention.key for at, mention in positive if at in spots), "")
    return key, frozenset(at for at, mention in positive if mention.kind == kind and mention.key == key)


def _mood(positive: Positive, cast: Cast, weather: str, style: str) -> tuple[str, Used]:
    votes: dict[str, int] = {}
    used = frozenset(at for at, mention in positive if mention.kind == "mood")
    for _, mention in positive:
        key = mention.key if mention.kind == "mood" else mention.meaning.text("mood")
        if key:
            votes[key] = votes.get(key, 0) + 1
    if votes:
        return max(votes, key=lambda key: votes[key]), used
    doing = {actor.action for actor in cast.actors}
    who = {actor.name for actor in cast.actors}
    if weather == "storm" or "fight" in doing:
        return "tense", used
    if style == "noir":
        return "dark", used
    if who & {"couple", "baby", "newlyweds", "old couple"} or "hug" in doing:
        return "tender", used
    lively = who & {"child", "boy", "girl", "dog"} and doing & {"run", "jump", "dance", "play"}
    return ("playful" if lively else "calm"), used


def _props(positive: Positive, cast: Cast) -> tuple[list[str], Used]:
    shown, used = [], set[int]()
    for at, mention in positive:
        if mention.kind == "prop":
            used.add(at)
            if at not in cast.carried:
                shown.append(mention.key)
        elif mention.meaning.text("prop") and (
            mention.kind in ("time", "style") or (mention.kind == "action" and at in cast.used)
        ):
            shown.append(mention.meaning.text("prop"))
    return shown, frozenset(used)
