"""From a prompt to a `Scene`: the order of the reading, and what is said when there was little to read.

A prompt that names nothing ("camera, action.") gets one of the composed openings, chosen by the seed; a prompt whose
words are unknown gets a studio with those words on a card. Either way `not_understood` says so.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from rushes.providers.previs.scene import Actor, Camera, Line, Scene
from rushes.providers.previs.script import dialogue, figurative, negation
from rushes.providers.previs.script.cast import PEOPLE, Cast, cast
from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.framing import camera
from rushes.providers.previs.script.language import language
from rushes.providers.previs.script.matching import Mention, mentions
from rushes.providers.previs.script.setting import FREEDOM, Chance, Setting, setting
from rushes.providers.previs.script.tokens import Token, tokens

#: Kinds that show something by themselves.
TELLING = frozenset({"place", "subject", "prop", "time", "weather"})
#: Kinds that are no content: neither understood nor missed.
SILENT = frozenset({"stop", "not", "quality", "vague", "camera", "hollow", "line", "mood"})
#: What nobody does under water.
AFOOT = frozenset({"stand", "look", "walk", "run", "turn", "float"})
CARD_LENGTH = 120
#: From how many letters on a word in -ly is taken for an adverb.
ADVERB = 7


def read(
    prompt: str,
    *,
    negative: str = "",
    cfg_scale: float = 0.5,
    seed: int = 0,
    literal_place: str | None = None,
) -> Scene:
    """Read a prompt in English or Chinese (or both).

    `cfg_scale` 0…1: how closely unsaid things keep to the usual; `seed` chooses among them. `literal_place` is where
    the film already is: it holds where the prompt names no place of its own. Never raises: any text is a scene.
    """
    written = dialogue.separate(prompt)
    words = tokens(written.text)
    found = negation.negated(figurative.plain(mentions(words)), words)
    chance = Chance(seed, FREEDOM * (1.0 - min(max(cfg_scale, 0.0), 1.0)))
    people = cast(found, words, seed)
    where = setting(found, people, chance, literal_place)
    view, view_used = camera(found, words, people, where.place, chance)
    without = negation.removed(found) | negation.read(negative)
    lines, spoken = _lines(written, found, people)
    used = people.used | where.used | view_used | spoken
    understood, missed = _report(prompt, found, words, used, where.place)
    scene = Scene(
        prompt, where.place, where.time, where.weather, _speaking(people, lines), view, where.style, where.mood, lines,
        where.props, without, where.snowy, seed, named=_named(found, where),
        understood=understood, not_understood=(*missed, *written.written),
    )  # fmt: skip
    scene = _taken_away(_submerged(scene, people), people)
    return _told(scene, found, literal_place)


def _named(found: Sequence[Mention], where: Setting) -> frozenset[str]:
    """What the prompt says itself, as against what was chosen for it."""
    said = {"place"} if where.named else set()
    for mention in found:
        if mention.negated:
            continue
        said.update({mention.kind} & {"time", "move", "size", "angle"})
        said.update(name for name in ("weather", "size", "angle") if mention.meaning.text(name))
        if mention.kind == "weather" and mention.key != "lying":
            said.add("weather")
    return frozenset(said)


def _lines(written: dialogue.Script, found: Sequence[Mention], people: Cast) -> tuple[tuple[Line, ...], frozenset[int]]:
    spots = {int(mention.key): at for at, mention in enumerate(found) if mention.kind == "line"}
    lines = tuple(
        Line(quote.text, language(quote.text), people.speaker(spots[number]))
        for number, quote in enumerate(written.lines)
        if number in spots
    )
    return lines, frozenset(spots.values())


def _speaking(people: Cast, lines: Sequence[Line]) -> tuple[Actor, ...]:
    """Who has a line and nothing else to do talks."""
    speakers = {line.speaker for line in lines}
    return tuple(
        replace(actor, action="talk") if actor.name in speakers and actor.action in ("stand", "look") else actor
        for actor in people.actors
    )


def _report(
    prompt: str, found: Sequence[Mention], words: Sequence[Token], used: frozenset[int], place: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The prompt's own words that shaped the scene, and its content words that did not."""
    understood: dict[str, None] = {}
    missed: dict[str, None] = {}
    for at, mention in enumerate(found):
        if mention.kind == "line":
            continue
        text = prompt[words[mention.first].start : words[mention.last].end]
        if at in used or mention.negated:
            understood[text] = None
        elif mention.kind not in SILENT and not _ambient(found, at, place) and not _adverb(mention):
            missed[text] = None
    return tuple(understood), _runs(missed, prompt)


def _ambient(found: Sequence[Mention], at: int, place: str) -> bool:
    """Words that belong to the place: its own verbs ("waves crash"), its own colours ("green hills"), its age."""
    mention = found[at]
    before = found[at - 1] if at and found[at - 1].sentence == mention.sentence else None
    if mention.kind == "count":
        return True
    if mention.kind == "action":
        return before is None or before.kind != "unknown"
    if mention.kind == "trait":
        return mention.meaning.group == "look" or mention.key in section("defaults")[place].get("colours", "").split()
    return False


def _adverb(mention: Mention) -> bool:
    """How something is done ("confidently") is no content that a picture could have missed."""
    return mention.kind == "unknown" and mention.words.endswith("ly") and len(mention.words) >= ADVERB


def _runs(missed: dict[str, None], prompt: str) -> tuple[str, ...]:
    """Chinese characters that stood together are one word again."""
    out: list[str] = []
    for text in missed:
        together = out and "\u4e00" <= text[0] <= "\u9fff" and "\u4e00" <= out[-1][-1] <= "\u9fff"
        if together and out[-1] + text in prompt:
            out[-1] += text
        else:
            out.append(text)
    return tuple(out)


def _submerged(scene: Scene, people: Cast) -> Scene:
    """Under water nobody stands about: who is there swims."""
    if scene.place != "underwater":
        return scene
    actors = tuple(
        replace(actor, action="swim") if group in PEOPLE and actor.action in AFOOT else actor
        for actor, (group, _) in zip(scene.actors, people.kinds, strict=True)
    )
    return replace(scene, actors=actors)


def _taken_away(scene: Scene, people: Cast) -> Scene:
    """The scene without what the negative prompt and the prompt's own "no …" name."""
    without = scene.without
    actors = tuple(
        actor
        for actor, (group, entry) in zip(scene.actors, people.kinds, strict=True)
        if not negation.takes_away(without, actor.name, group, entry)
    )
    weather = scene.weather
    if (
        weather in without
        or (weather == "cloudy" and "clouds" in without)
        or (weather == "overcast" and "clouds" in without)
    ):
        weather = "clear" if "clouds" in without or weather != "storm" else "overcast"
    props = tuple(prop for prop in scene.props if prop not in without and prop.removeprefix("glyph:") not in without)
    snowy = scene.snowy and "snow" not in without
    return replace(scene, actors=actors, weather=weather, props=props, snowy=snowy)


def _told(scene: Scene, found: Sequence[Mention], literal_place: str | None) -> Scene:
    """What to show where the prompt tells nothing, or nothing that is known."""
    telling = any(mention.kind in TELLING and not mention.negated for mention in found) or bool(scene.actors)
    unknown = [mention for mention in found if mention.kind == "unknown"]
    if telling and not _mostly_unknown(scene, found, unknown):
        return scene
    if unknown:
        card = " ".join(scene.prompt.split())[:CARD_LENGTH].strip(" ,.;:，。；：")
        return replace(scene, place=literal_place or "studio", actors=(), card=card, time="day", weather="clear")
    hollow = tuple(dict.fromkeys(mention.words for mention in found if mention.kind in ("hollow", "camera")))
    opened = _opening(scene, found, scene.not_understood or hollow)
    if literal_place and opened.place != literal_place:
        return replace(scene, not_understood=scene.not_understood or hollow)
    return opened


def _mostly_unknown(scene: Scene, found: Sequence[Mention], unknown: Sequence[Mention]) -> bool:
    """One outline among unknown words ("a Klein bottle folding through itself") is not what was meant."""
    known = [mention for mention in found if mention.kind in TELLING]
    strange = len(unknown) + sum(mention.kind == "action" for mention in found)
    lone = len(known) == 1 and known[0].kind == "subject" and known[0].meaning.group == "thing"
    named = lone and any(mention.last + 1 == known[0].first for mention in unknown)
    return named and bool(scene.actors) and strange >= 2


def _opening(scene: Scene, found: Sequence[Mention], missed: tuple[str, ...]) -> Scene:
    """A composed scene, chosen by the seed; what the prompt does say of camera, style and mood stays."""
    openings = section("openings")
    name = random.Random(f"{scene.seed}:opening").choice(sorted(openings))
    opening = openings[name]
    actors: tuple[Actor, ...] = ()
    if "actor" in opening and not {opening["actor"], "people", "animals"} & scene.without:
        actors = (Actor(opening["actor"], opening["action"], traits=tuple(opening.get("traits", "").split())),)
    said = any(mention.kind == "move" for mention in found)
    view = scene.camera if said else Camera(opening["move"], scene.camera.amount, "wide", scene.camera.angle)
    weather = "clear" if opening["weather"] in scene.without else opening["weather"]
    return replace(
        scene, place=opening["place"], time=opening["time"], weather=weather, actors=actors, camera=view,
        props=tuple(prop for prop in opening.get("props", "").split() if prop not in scene.without),
        snowy="snowy" in opening, not_understood=missed,
    )  # fmt: skip
