import pytest

from rushes.providers.previs.script import read
from rushes.providers.previs.script.negation import read as read_negative


@pytest.mark.parametrize(
    ("prompt", "gone", "kept"),
    [
        ("a street at night, no people, no cars", {"people", "cars"}, set[str]()),
        ("a beach without people, boats or birds", {"people", "boats", "birds"}, set[str]()),
        ("not a cloud in the sky over the desert", {"clouds"}, {"desert"}),
        ("no rain, a sunny beach", {"rain"}, {"sunny", "beach"}),
        ("a man without a hat walks his dog", {"hat"}, {"man", "dog"}),
        ("没有人的街道，没有汽车，霓虹灯", {"people", "cars"}, {"霓虹灯"}),
        ("无人的海滩", {"people"}, {"海滩"}),
    ],
)
def test_a_negation_takes_away_its_nouns_and_no_more(prompt: str, gone: set[str], kept: set[str]) -> None:
    scene = read(prompt)
    assert gone <= scene.without
    assert kept <= set(scene.understood)
    assert not kept & scene.without


def test_a_denied_verb_is_not_done() -> None:
    assert read("A man does not run").actors[0].action == "stand"


def test_a_negative_prompt_lists_what_it_names_and_quality_words() -> None:
    assert read_negative("rain, snow, blurry, text, watermark, people, animals, 雾") >= {
        "rain", "snow", "blurry", "text", "watermark", "people", "animals", "fog",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("negative", "left"),
    [("people", ["dog"]), ("animals", ["man"]), ("dog", ["man"]), ("man", ["dog"]), ("cars", ["man", "dog"])],
)
def test_groups_and_single_names_go(negative: str, left: list[str]) -> None:
    assert [actor.name for actor in read("A man walks with a dog", negative=negative).actors] == left
