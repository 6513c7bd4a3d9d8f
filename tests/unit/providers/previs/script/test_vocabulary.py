import tomllib
from importlib.resources import files

from rushes.providers.previs.scene import ANGLES, MOVES, SIZES, TIMES, WEATHERS
from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.vocabulary import FILES, vocabulary

PLACES = [
    "sea",
    "coast",
    "lake",
    "river",
    "mountains",
    "desert",
    "forest",
    "meadow",
    "city",
    "street",
    "interior",
    "stage",
    "village",
    "underwater",
    "space",
    "sky",
    "jungle",
    "field",
    "garden",
    "road",
    "kitchen",
    "harbour",
    "cave",
    "ruins",
    "studio",
    "stadium",
    "pool",
    "snowfield",
    "hall",
    "courtyard",
    "greenhouse",
    "swamp",
    "station",
]
KNOWN = {"place": PLACES, "move": MOVES, "size": SIZES, "angle": ANGLES, "time": TIMES, "weather": (*WEATHERS, "lying")}
MOODS = ("calm", "dark", "epic", "tender", "tense", "playful")


def test_every_key_is_one_that_the_others_know() -> None:
    for meanings in vocabulary().meanings.values():
        for meaning in meanings:
            assert meaning.key in KNOWN.get(meaning.kind, [meaning.key]), meaning
            for kind, keys in KNOWN.items():
                assert not meaning.text(kind) or meaning.text(kind) in keys, meaning


def test_every_place_has_words_and_habits() -> None:
    keys = {m.key for meanings in vocabulary().meanings.values() for m in meanings if m.kind == "place"}
    assert keys == set(PLACES) == set(section("defaults"))
    for habits in section("defaults").values():
        assert set(habits["times"].split()) <= set(TIMES)
        assert set(habits["weathers"].split()) <= set(WEATHERS)
        assert set(habits["moves"].split()) <= set(MOVES)


def test_moods_are_the_six() -> None:
    assert tuple(section("moods")) == MOODS


def test_the_lexicon_is_large() -> None:
    words = vocabulary().meanings
    assert sum("\u4e00" <= key[0][0] <= "\u9fff" for key in words) >= 3000
    assert sum(key[0].isascii() for key in words) >= 9000


def test_inflected_forms_are_known() -> None:
    words = vocabulary().meanings
    for phrase in (("wolves",), ("ran",), ("dancing",), ("cities",), ("pans", "left"), ("sailing", "boats")):
        assert phrase in words


def test_every_file_is_an_entry_a_line() -> None:
    folder = files("rushes.providers.previs.script") / "lexicon"
    for name, _, _ in FILES:
        text = (folder / f"{name}.toml").read_text(encoding="utf-8")
        tables = tomllib.loads(text)
        entries = sum(
            len(value) if name in ("subjects", "handled", "names", "traits", "grammar", "fillers") else 1
            for value in tables.values()
        )
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "["))]
        assert len(lines) == entries, name
