"""Who is in the shot: from mentions to actors with their number, looks and actions, and the things about them.

An action belongs to the subject of its clause; "a woman with a dog" has the woman as subject, "a knight fights a
dragon" has the dragon as object. Somebody on a horse, a bicycle or in a boat is one figure with it. A thing beside
somebody becomes a prop; a thing by itself is the actor.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.script.drawable import actor_name
from rushes.providers.previs.script.matching import Mention
from rushes.providers.previs.script.tokens import Token

PEOPLE = frozenset({"person", "trade"})
ANIMATE = PEOPLE | {"animal", "bird", "swimmer", "machine"}
VEHICLES = frozenset({"boat", "car", "craft"})
#: Several in one figure: their number is not counted again.
ENSEMBLES = frozenset({"couple", "crowd", "friends", "family"})
#: How many a plural without a number stands for.
PLURAL = {"bird": 5, "swimmer": 5, "person": 3, "trade": 3, "animal": 3}
MOST = 5
#: Prepositions that make what follows a companion or a place, not the subject.
OBLIQUE = frozenset(
    "with beside near behind past above over under toward towards around against to at by from on in into onto below "
    "next through across along inside alongside about for like than upon 和 跟 与 在 向 对 给 从 把 被 往 朝 比 像 随".split()
)
DEFINITE = frozenset({"the", "his", "her", "its", "their", "this", "that", "my", "our", "这", "那", "他的", "她的"})
JOINERS = frozenset({"and", "和", "与", "跟", "同", "及", "&"})
FEMALE = frozenset({"she", "her", "hers", "herself", "她", "她们", "她的"})
MALE = frozenset({"he", "him", "his", "himself", "他", "他的"})
SUBJECTS = frozenset({"she", "he", "they", "她", "他", "他们", "她们"})


@dataclass(slots=True)
class Part:
    """An actor in the making."""

    name: str
    entry: str
    group: str
    at: int
    sentence: int
    clause: int
    count: int = 1
    traits: list[str] = field(default_factory=list)
    does: str = ""
    rank: int = -1
    oblique: bool = False
    facing: int = 0
    #: Group of parts joined by "and".
    joined: int = 0
    gone: bool = False
    props: list[str] = field(default_factory=list)

    def act(self, action: str, rank: int) -> None:
        """Take an action unless a weightier one was said."""
        if rank > self.rank:
            self.does, self.rank = action, rank


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the stage, and which mentions (by index) made them."""

    actors: tuple[Actor, ...]
    props: tuple[str, ...]
    used: frozenset[int]
    #: Class and lexicon entry of each actor.
    kinds: tuple[tuple[str, str], ...]
    #: Who speaks: the actor nearest before a mention's index.
    parts: tuple[Part, ...]

    def speaker(self, at: int) -> str:
        """The actor who speaks a line that stands at mention `at`: the last named person before, else the next."""
        people = [part for part in self.parts if part.group in ANIMATE and not part.gone]
        before = [part for part in people if part.at < at]
        chosen = before[-1:] or people[:1]
        return chosen[0].name if chosen else ""


class Casting:
    """Walks once through the mentions of a prompt."""

    def __init__(self, found: Sequence[Mention], words: Sequence[Token], seed: int) -> None:
        self.found, self.words, self.seed = found, words, seed
        self.parts: list[Part] = []
        self.used: set[int] = set()
        self.things: list[tuple[int, Part]] = []
        self._number: tuple[int, int] | None = None
        self._looks: list[int] = []

    def run(self) -> Cast:
        """All actors of the prompt."""
        gender = self._gender()
        for at, mention in enumerate(self.found):
            if mention.negated:
                self.used.add(at)
                continue
            self._take(at, mention, gender)
        self._settle_looks(len(self.found))
        self._pronoun_actor()
        from rushes.providers.previs.script import deeds

        deeds.bind(self)
        return self._cast()

    def _gender(self) -> str:
        texts = {word.text for word in self.words}
        return "woman" if texts & FEMALE else "man" if texts & MALE else ""

    def _take(self, at: int, mention: Mention, gender: str) -> None:
        before = self.found[at - 1] if at else None
        if before is not None and before.clause != mention.clause and mention.kind != "trait":
            self._settle_looks(at)
            self._number = None
        if mention.kind == "count":
            self._number = (at, int(mention.key))
        elif mention.kind == "trait":
            self._looks.append(at)
        elif mention.kind == "subject":
            self._subject(at, mention, gender)
        elif mention.kind in ("place", "prop", "action", "time", "weather", "move"):
            self._settle_looks(at)
            self._number = None

    def _subject(self, at: int, mention: Mention, gender: str) -> None:
        meaning = mention.meaning
        known = self._same(at, mention)
        part = known or self._new(at, mention, gender)
        self.used.add(at)
        if known is None:
            if self._number is not None:
                self.used.add(self._number[0])
                part.count = max(1, min(self._number[1], 9))
            elif meaning.form == "s" and part.name not in ENSEMBLES:
                part.count = PLURAL.get(part.group, 3)
            part.oblique = self._oblique(at)
            part.joined = self._joined_to(at)
            self.parts.append(part)
        for look in self._looks:
            self.used.add(look)
            part.traits.append(self.found[look].key)
        if meaning.text("trait"):
            part.traits.append(meaning.text("trait"))
        self._looks, self._number = [], None

    def _new(self, at: int, mention: Mention, gender: str) -> Part:
        meaning = mention.meaning
        name = actor_name(meaning)
        traits: list[str] = []
        if meaning.key == "person":
            # A trade's own word is a trait ("chef"), and so the wardrobe's.
            name = meaning.text("gender") or gender or random.Random(f"{self.seed}:{meaning.entry}").choice(("man", "woman"))
            traits = [meaning.entry] if meaning.group == "trade" else []
        part = Part(name, meaning.entry, meaning.group, at, mention.sentence, mention.clause, traits=traits)
        part.does = meaning.text("does")
        part.props = [meaning.text("prop")] if meaning.text("prop") else []
        return part

    def _same(self, at: int, mention: Mention) -> Part | None:
        """The actor this mention speaks of again: the same word, or "the warrior" after "a samurai"."""
        meaning = mention.meaning
        definite = self._opener(at) in DEFINITE or (self.words[mention.first].han and self._number is None)
        for part in reversed(self.parts):
            same = part.entry == meaning.entry or (part.name == meaning.key and meaning.key != "person")
            if same and (definite or meaning.group == "" or meaning.part == "name"):
                return part
        people = [part for part in self.parts if part.group in PEOPLE and part.name not in ENSEMBLES]
        again = meaning.group in PEOPLE and definite and len(people) == 1 and mention.sentence > people[0].sentence
        if again and meaning.key in ("person", people[0].name):
            return people[0]
        return None

    def _opener(self, at: int) -> str:
        """The word before the noun phrase at a mention: a determiner, a preposition …"""
        for mention in reversed(self.found[:at]):
            if mention.sentence != self.found[at].sentence:
                return ""
            if mention.kind not in ("trait", "count", "mood", "quality", "vague"):
                return mention.words
        return ""

    def _oblique(self, at: int) -> bool:
        """Whether a preposition before its noun phrase makes it a companion."""
        if not any(part.sentence == self.found[at].sentence and part.group in ANIMATE | VEHICLES for part in self.parts):
            return False
        for mention in reversed(self.found[:at]):
            if mention.sentence != self.found[at].sentence:
                return False
            if mention.kind == "stop" and mention.key == "determiner":
                continue
            if mention.kind not in ("trait", "count", "mood", "quality", "vague"):
                return mention.words in OBLIQUE and mention.words not in JOINERS
        return False

    def _joined_to(self, at: int) -> int:
        """The number of the group this part belongs to: that of the part before it where only "and" lies between."""
        if self.parts:
            last = self.parts[-1]
            between = self.found[last.at + 1 : at]
            plain = all(mention.kind in ("stop", "trait", "count", "mood") for mention in between)
            comma = any(mention.words in JOINERS for mention in between) or last.clause != self.found[at].clause
            if plain and comma and last.sentence == self.found[at].sentence and last.group in ANIMATE:
                return last.joined
        return len(self.parts) + 1

    def _settle_looks(self, at: int) -> None:
        """Looks that no noun followed belong to the subject before them ("in a red coat", "his horse is white")."""
        owners = [part for part in self.parts if part.at < at]
        if self._looks and owners:
            first = self.found[self._looks[0]]
            following = self.found[at] if at < len(self.found) else None
            own_noun = following is not None and following.clause == first.clause and following.kind in ("place", "prop")
            wear = any(self.found[look].meaning.group == "wear" for look in self._looks)
            people = [part for part in owners if part.group in PEOPLE and part.sentence == first.sentence] if wear else []
            owner = (people or owners)[-1]
            if not (own_noun and not wear) and (owner.sentence == first.sentence or wear):
                owner.traits.extend(self.found[look].key for look in self._looks)
                self.used.update(self._looks)
        self._looks = []

    def _pronoun_actor(self) -> None:
        """ "She walks" with nobody named is a woman walking."""
        if any(part.group in PEOPLE for part in self.parts):
            return
        for at, mention in enumerate(self.found):
            if mention.kind == "stop" and mention.words in SUBJECTS:
                if mention.words in ("they", "他们", "她们") and self.parts:
                    return
                name = "couple" if mention.words in ("they", "他们", "她们") else "woman" if mention.words in FEMALE else "man"
                self.parts.append(Part(name, name, "person", at, mention.sentence, mention.clause, joined=len(self.parts) + 1))
                self.parts.sort(key=lambda part: part.at)
                self.used.add(at)
                return

    def _cast(self) -> Cast:
        alive = [part for part in self.parts if not part.gone]
        beings = [part for part in alive if part.group in ANIMATE | VEHICLES]
        kept = (beings or alive)[:MOST]
        things = [part for part in alive if part not in kept and part.group not in ANIMATE | VEHICLES]
        for part in alive:
            if part not in kept and part not in things:
                self.used.discard(part.at)
        props = [*(prop for part in kept for prop in part.props), *(part.name for part in things)]
        actors = [_actor(part) for part in kept]
        return Cast(
            tuple(actors), tuple(dict.fromkeys(props)), frozenset(self.used),
            tuple((part.group, part.entry) for part in kept), tuple(self.parts),
        )  # fmt: skip


def _actor(part: Part) -> Actor:
    name, count = part.name, part.count
    if name == "bird" and count >= 4 and actor_known("flock"):
        name, count = "flock", 1
    if name == "fish" and count >= 4 and actor_known("school"):
        name, count = "school", 1
    return Actor(name, part.does or "stand", count, part.facing, tuple(dict.fromkeys(part.traits)))


def actor_known(name: str) -> bool:
    """Whether the subjects can draw it."""
    from rushes.providers.previs import subjects

    return subjects.known(name)


def cast(found: Sequence[Mention], words: Sequence[Token], seed: int) -> Cast:
    """The actors of a prompt."""
    return Casting(found, words, seed).run()


def names(parts: Iterable[Part]) -> list[str]:
    """The names of some parts, for messages."""
    return [part.name for part in parts]
