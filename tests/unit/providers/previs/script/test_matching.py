import pytest

from rushes.providers.previs.script.matching import mentions
from rushes.providers.previs.script.tokens import tokens


def kinds(prompt: str) -> dict[str, str]:
    """The kind of every phrase of a prompt."""
    return {mention.words: mention.kind for mention in mentions(tokens(prompt))}


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        (("The camera pans left", "move"), ("An egg in a frying pan", "subject"), "pan"),
        (("A crane shot over a field", "move"), ("A crane stands in the lake", "subject"), "crane"),
        (("The camera orbits a statue", "move"), ("A satellite orbits the planet", "action"), "orbit"),
        (("A duck on a pond", "subject"), ("He ducks behind a wall", "action"), "duck"),
        (("She watches the sea", "action"), ("A gold watch", "subject"), "watch"),
        (("A bat in a cave", "subject"), ("A baseball bat", "subject"), "bat"),
        (("Two seals on the ice", "subject"), ("She seals the letter", "action"), "seal"),
        (("The girls bow", "action"), ("An archer with a bow", "subject"), "bow"),
        (("A spring morning in spring", "prop"), ("The cat springs over it", "action"), "spring"),
        (("Waves in the sea", "place"), ("The king waves at the crowd", "action"), "wave"),
        (("A bear in the woods", "subject"), ("They bear a coffin", "action"), "bear"),
        (("An orange cat", "trait"), ("Close up of an orange", "subject"), "orange"),
        (("A red rose", "prop"), ("She rose early", "action"), "rose"),
        (("A train in the valley", "subject"), ("The boxers train hard", "action"), "train"),
        (("A fish in the river", "subject"), ("Two men fish in the river", "action"), "fish"),
        (("A giant wave", "trait"), ("A giant walks", "subject"), "giant"),
        (("A fly on a wall", "subject"), ("They fly a kite", "action"), "fly"),
        (("The rocks of the shore", "prop"), ("She rocks the cradle", "action"), "rock"),
    ],
)
def test_the_sentence_decides_between_meanings(one: tuple[str, str], other: tuple[str, str], word: str) -> None:
    for prompt, kind in (one, other):
        found = {words: known for words, known in kinds(prompt).items() if word in words}
        assert kind in found.values(), (prompt, found)


def test_the_longest_phrase_wins() -> None:
    assert kinds("hot air balloon")["hot air balloon"] == "subject"
    assert kinds("polar bear")["polar bear"] == "subject"


def test_words_are_whole() -> None:
    assert kinds("The scarlet cargo carpet")["cargo"] == "unknown"


def test_mentions_cover_every_word() -> None:
    words = tokens("A frabjous dog runs 3 laps，狗跑了 in the 雪地")
    spans = [range(mention.first, mention.last + 1) for mention in mentions(words)]
    assert [index for span in spans for index in span] == list(range(len(words)))
