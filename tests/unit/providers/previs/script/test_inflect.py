import pytest

from rushes.providers.previs.script import inflect


@pytest.mark.parametrize(
    ("word", "plural"), [("dog", "dogs"), ("fox", "foxes"), ("city", "cities"), ("wolf", "wolves"), ("boy", "boys")]
)
def test_plurals(word: str, plural: str) -> None:
    assert plural in inflect.plurals(word)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("run", ("runs", "running", "runned")),
        ("dance", ("dances", "dancing", "danced")),
        ("carry", ("carries", "carrying", "carried")),
        ("lie", ("lies", "lying", "lied")),
        ("go", ("goes", "going", "goed")),
    ],
)
def test_forms_of_a_verb(verb: str, forms: tuple[str, str, str]) -> None:
    present, gerund, past = forms
    assert present in inflect.presents(verb)
    assert gerund in inflect.gerunds(verb)
    assert past in inflect.pasts(verb)
