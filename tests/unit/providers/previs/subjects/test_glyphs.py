"""The tables of the font's signs."""

from __future__ import annotations

from rushes.providers.previs.subjects.glyphs import HEIGHTS, KINDS, PREFIX, height_of, signs, spoken


def test_there_are_hundreds_of_subjects_each_of_one_sign() -> None:
    found = signs()
    assert len(found) > 550
    characters = [sign for sign, _ in found.values()]
    assert len(set(characters)) == len(characters)
    assert all(len(sign) == 1 for sign in characters)


def test_no_faces_flags_hearts_or_buttons() -> None:
    assert not [n for n in signs() if n.endswith(("_face", "_button", "_heart", " flag"))]


def test_sizes_are_those_of_the_world() -> None:
    assert height_of("honeybee") < height_of("cat") < height_of("horse") < height_of("house") < height_of("Tokyo_tower")
    assert height_of("broom") == KINDS["object"].height
    assert all(metres > 0 for metres in HEIGHTS.values())


def test_words_in_two_languages() -> None:
    assert spoken("en")["hot dog"] == PREFIX + "hot_dog"
    assert spoken("zh")["狮子"] == PREFIX + "lion"
