from rushes.providers.previs import subjects
from rushes.providers.previs.script import read
from rushes.providers.previs.script.data import section
from rushes.providers.previs.script.drawable import actor_name
from rushes.providers.previs.script.vocabulary import Meaning, vocabulary


def test_a_rig_of_its_own_comes_before_an_outline() -> None:
    assert actor_name(Meaning("subject", "dog", "noun", "animal", "dog")) == "dog"


def test_a_make_of_its_own_comes_before_the_kind() -> None:
    assert "tractor" in read("a tractor in a field").actors[0].name


def test_nearly_every_subject_of_the_lexicon_can_be_drawn() -> None:
    entries = {
        m.entry: m for ms in vocabulary().meanings.values() for m in ms if m.kind == "subject" and m.entry in ENTRIES
    }
    lacking = [entry for entry, m in entries.items() if m.key != "person" and not subjects.known(actor_name(m))]
    assert len(lacking) <= 14, lacking


ENTRIES = {entry for table in section("subjects").values() for entry in table}
