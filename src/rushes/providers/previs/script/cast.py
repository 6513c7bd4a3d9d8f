"""Who is in the shot: from mentions to actors with their number, looks and actions, and the things about them.

An action belongs to the subject of its clause; "a woman with a dog" has the woman as subject, "a knight fights a
dragon" has the dragon as object. Somebody on a horse, a bicycle or in a boat is one figure with it. A thing beside
somebody becomes a prop; a thing by itself is the actor.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.script.data import word_set
from rushes.providers.previs.script.drawable import actor_name, standing_name
from rushes.providers.previs.script.inflect import gendered
from rushes.providers.previs.script.matching import Mention
from rushes.providers.previs.script.tokens import Token

PEOPLE = frozenset({"person", "trade"})
ANIMATE = PEOPLE | {"animal", "bird", "swimmer", "machine"}
VEHICLES = frozenset({"boat", "car", "craft"})
#: Several in one figure: their number is not counted again.
ENSEMBLES = frozenset({"couple", "crowd", "friends", "family", "newlyweds", "old couple"} | {
    f"{one} and {two}" for one in ("father", "mother") for two in ("son", "daughter")
})  # fmt: skip
#: How many a plural without a number stands for.
PLURAL = {"bird": 5, "swimmer": 5, "person": 3, "trade": 3, "animal": 3}
MOST = 5
#: Kinds of mentions that show something.
SHOWN = frozenset({"place", "subject", "prop", "time", "weather"})
DEFINITE = frozenset({"the", "his", "her", "its", "their", "this", "that", "my", "our", "这", "那", "他的", "她的"})
JOINERS = frozenset({"and", "和", "与", "跟", "同", "及", "&"})
FEMALE = frozenset({"she", "her", "hers", "herself", "她", "她们", "她的"})
MALE = frozenset({"he", "him", "his", "himself", "他", "他的"})
GENDERS = {
    "man": "man", "boy": "man", "oldman": "man", "king": "man", "woman": "woman", "girl": "woman", "oldwoman": "woman",
    "bride": "woman", "queen": "woman", "princess": "woman",
}  # fmt: skip
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
    #: What it does where nothing is said.
    usual: str = ""
    rank: int = -1
    oblique: bool = False
    facing: int = 0
    #: Group of parts joined by "and".
    joined: int = 0
    gone: bool = False
    props: list[str] = field(default_factory=list)
    #: Indexes of the mentions of its looks.
    looks: list[int] = field(default_factory=list)

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
    #: Mentions of props that an actor holds: the place need not show them.
    carried: frozenset[int]
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
        #: Mentions of props that somebody holds.
        self.carried: set[int] = set()
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
        from rushes.providers.previs.script import deeds, hands

        deeds.bind(self)
        hands.settle(self)
        return self._cast()

    def _gender(self) -> str:
        texts = {word.text for word in self.words}
        return "woman" if texts & FEMALE else "man" if texts & MALE else ""

    def _take(self, at: int, mention: Mention, gender: str) -> None:
        before = self.found[at - 1] if at else None
        if before is not None and before.clause != mention.clause and mention.kind != "trait":
            self._settle_looks(at)
            self._number = None
        if mention.kind == "vague" and mention.words.startswith("year"):
            self._number = None
        last = self.parts[-1] if self.parts else None
        if mention.kind == "count" and last is not None and last.at == at - 1 and last.clause == mention.clause:
            last.count = min(int(mention.key), 9)
            self.used.add(at)
        elif mention.kind == "count":
            self._number = (at, int(mention.key))
        elif mention.kind == "trait":
            self._looks.append(at)
        elif mention.kind == "subject":
            self._subject(at, mention, gender)
        elif mention.kind == "stop" and mention.key == "preposition" and self._worn():
            self._settle_looks(at)
        elif mention.kind in ("place", "prop", "action", "time", "weather", "move"):
            self._qualifies(at, mention)
            self._settle_looks(at)
            self._number = None
            if mention.kind == "prop":
                self._carried(at, mention)

    def _worn(self) -> bool:
        return any(self.found[look].meaning.group == "wear" for look in self._looks)

    def _carried(self, at: int, mention: Mention) -> None:
        """An umbrella near somebody is in their hand."""
        item = mention.meaning.text("carry")
        people = [part for part in self.parts if part.group in PEOPLE and part.sentence == mention.sentence]
        if item and people and people[-1].name not in ENSEMBLES:
            people[-1].traits.append(item)
            self.carried.add(at)

    def _subject(self, at: int, mention: Mention, gender: str) -> None:
        meaning = mention.meaning
        self._absorb(at, mention)
        known = self._same(at, mention)
        part = known or self._new(at, mention, gender)
        self.used.add(at)
        if known is None:
            if self._number is not None:
                self.used.add(self._number[0])
                part.count = max(1, min(self._number[1], 9))
            elif "count" in meaning.also:
                part.count = int(meaning.also["count"])
            elif (meaning.form == "s" or mention.words.endswith(("群", "队"))) and part.name not in ENSEMBLES:
                part.count = int(meaning.also.get("plural", PLURAL.get(part.group, 3)))
            part.oblique = self._oblique(at)
            part.joined = self._joined_to(at)
            self.parts.append(part)
        part.looks.extend(self._looks)
        for look in self._looks:
            self.used.add(look)
            part.traits.append(self.found[look].key)
        part.traits.extend(meaning.text("trait").split())
        self._looks, self._number = [], None

    def _absorb(self, at: int, mention: Mention) -> None:
        """ "Golden retriever puppies", "a ship captain": the subject just before only qualifies this one."""
        last = self.parts[-1] if self.parts else None
        if last is None or last.at != at - 1 or last.clause != mention.clause or self._prepositional(mention):
            return
        if self.words[self.found[last.at].last].possessive:
            return
        self.parts.pop()
        if last.count > 1 and self._number is None:
            self._number = (last.at, last.count)
        self._looks = [*last.looks, *self._looks]

    def _prepositional(self, mention: Mention) -> bool:
        """Whether a phrase brings its preposition along ("on a train", "with a camera")."""
        return self.words[mention.first].text in word_set("oblique")

    def _qualifies(self, at: int, mention: Mention) -> None:
        """ "A submarine control room": a subject just before a place only says which place."""
        last = self.parts[-1] if self.parts else None
        if mention.kind != "place" or last is None or last.at != at - 1 or last.clause != mention.clause:
            return
        if self._prepositional(mention) or last.group in ANIMATE - {"machine"}:
            return
        words = self.words[self.found[last.at].last]
        if not words.han and not words.possessive and self.found[last.at].meaning.form != "s":
            self.parts.pop()

    def _new(self, at: int, mention: Mention, gender: str) -> Part:
        meaning = mention.meaning
        name = actor_name(meaning, mention.words)
        traits: list[str] = []
        if meaning.key == "person":
            # A trade's own word is a trait ("chef"), and so the wardrobe's.
            chosen = random.Random(f"{self.seed}:{meaning.entry}").choice(("man", "woman"))
            name = meaning.text("gender") or gendered(mention.words) or gender or chosen
            traits = [meaning.entry] if meaning.group == "trade" else []
        part = Part(name, meaning.entry, meaning.group, at, mention.sentence, mention.clause, traits=traits)
        part.does = part.usual = meaning.text("does")
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
        if not any(
            part.sentence == self.found[at].sentence and part.group in ANIMATE | VEHICLES for part in self.parts
        ):
            return False
        for mention in reversed(self.found[:at]):
            if mention.sentence != self.found[at].sentence:
                return False
            if mention.kind == "stop" and mention.key == "determiner":
                continue
            if mention.kind not in ("trait", "count", "mood", "quality", "vague"):
                return mention.words in word_set("oblique") and mention.words not in JOINERS
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
            own_noun = (
                following is not None
                and following.clause == first.clause
                and following.kind in ("place", "prop", "time", "weather")
            )
            wear = self._worn()
            people = (
                [part for part in owners if part.group in PEOPLE and part.sentence == first.sentence] if wear else []
            )
            owner = (people or owners)[-1]
            if wear or (not own_noun and self._said_of(owner, first)):
                owner.traits.extend(self.found[look].key for look in self._looks)
                self.used.update(self._looks)
        self._looks = []

    def _said_of(self, owner: Part, look: Mention) -> bool:
        """Whether a look that no noun follows is said of an actor: in its clause, or in one of nothing but looks."""
        if look.clause == owner.clause:
            return True
        clause = [mention for mention in self.found if mention.clause == look.clause]
        bare = all(mention.kind in ("trait", "stop", "count", "mood", "quality") for mention in clause)
        return bare and owner.sentence == look.sentence

    def _pronoun_actor(self) -> None:
        """ "She walks" with no woman named is a woman walking; "they" with nobody named are two."""
        for at, mention in enumerate(self.found):
            if mention.kind != "stop" or mention.words not in SUBJECTS:
                continue
            who = "woman" if mention.words in FEMALE else "man" if mention.words in MALE else "couple"
            if any(self._may_be(part, who) for part in self.parts):
                continue
            part = Part(who, who, "person", at, mention.sentence, mention.clause, joined=-at)
            self.parts.append(part)
            self.used.add(at)
        self.parts.sort(key=lambda part: part.at)

    def _may_be(self, part: Part, who: str) -> bool:
        """Whether a pronoun may mean this actor: the gender fits or is open, or it is a creature."""
        if part.group in ("animal", "bird", "swimmer", "machine"):
            return True
        if part.group not in PEOPLE:
            return who == "couple"
        return who == "couple" or part.name not in GENDERS or GENDERS[part.name] == who

    def _cast(self) -> Cast:
        alive = [part for part in self.parts if not part.gone]
        alive = alive or self._thing_alone()
        beings = [part for part in alive if part.group in ANIMATE | VEHICLES]
        kept = (beings or alive)[:MOST]
        things = [part for part in alive if part not in kept and part.group not in ANIMATE | VEHICLES]
        for part in alive:
            if part not in kept and part not in things:
                self.used.discard(part.at)
        props = [prop for part in kept for prop in part.props]
        props += [part.name for part in things if not self._held(part, kept)]
        actors = [_actor(part) for part in kept]
        return Cast(
            tuple(actors), tuple(dict.fromkeys(props)), frozenset(self.used),
            tuple((part.group, part.entry) for part in kept), frozenset(self.carried), tuple(self.parts),
        )  # fmt: skip

    def _thing_alone(self) -> list[Part]:
        """What the prompt opens with, where nobody is in it and it can stand alone: "a statue in a park"."""
        shown = (at for at, mention in enumerate(self.found) if mention.kind in SHOWN and not mention.negated)
        at = next(shown, -1)
        alone = self.found[at].meaning.text("alone") if at >= 0 else ""
        if not alone or self.found[at].words.endswith("s"):
            return []
        mention = self.found[at]
        self.carried.add(at)
        return [
            Part(
                standing_name(mention.words, alone),
                mention.meaning.entry,
                "thing",
                at,
                mention.sentence,
                mention.clause,
            )
        ]

    def _held(self, thing: Part, kept: Sequence[Part]) -> bool:
        """Whether somebody carries a thing that the wardrobe can put into a hand ("sword", "guitar")."""
        item = self.found[thing.at].meaning.text("carry")
        holder = next(
            (part for part in kept if item and part.group in PEOPLE and part.sentence == thing.sentence), None
        )
        if holder is None:
            return False
        holder.traits.append(item)
        return True


def _actor(part: Part) -> Actor:
    name, count = part.name, part.count
    if name in ("friends", "family"):
        name, count = ("crowd", 1) if count > 3 else (name, 1)
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
