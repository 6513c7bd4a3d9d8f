import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.script import read


def cast(prompt: str, seed: int = 0) -> list[Actor]:
    return list(read(prompt, seed=seed).actors)


@pytest.mark.parametrize(
    ("prompt", "name", "count"),
    [
        ("two dogs", "dog", 2),
        ("three ships", "ship", 3),
        ("a pack of wolves", "wolf", 6),
        ("5 horses", "horse", 5),
        ("三只狗", "dog", 3),
        ("两匹马", "horse", 2),
        ("一只狐狸", "fox", 1),
        ("a couple of cats", "cat", 2),
        ("一群孩子", "child", 7),
    ],
)
def test_counts(prompt: str, name: str, count: int) -> None:
    assert [(actor.name, actor.count) for actor in cast(prompt)] == [(name, count)]


def test_pronouns_add_nobody_who_is_there() -> None:
    assert [actor.name for actor in cast("A woman opens the door. She walks out and her dog follows her.")] == [
        "woman",
        "dog",
    ]


def test_a_pronoun_alone_is_somebody() -> None:
    assert [(actor.name, actor.action) for actor in cast("She walks through the forest")] == [("woman", "walk")]


def test_the_same_one_named_again_is_one() -> None:
    assert [actor.name for actor in cast("A dog runs. The dog stops. The dog barks.")] == ["dog"]
    assert len(cast("A samurai draws. The warrior waits.")) == 1


def test_pronouns_decide_who_a_trade_is() -> None:
    assert cast("A chef tastes the soup. She smiles.")[0].name == "woman"
    assert cast("A chef tastes the soup. He smiles.")[0].name == "man"
    assert {cast("a chef", seed)[0].name for seed in range(12)} == {"man", "woman"}


def test_looks_belong_to_the_subject_they_stand_beside() -> None:
    man, dog = cast("An old man in a red coat with a small white dog")
    assert {"old", "red", "coat"} <= set(man.traits)
    assert set(dog.traits) == {"small", "white"}


def test_chinese_looks() -> None:
    assert {"red", "dress", "umbrella"} <= set(cast("一位穿着红色旗袍的女子撑着油纸伞")[0].traits)


def test_a_thing_alone_is_the_actor_and_beside_somebody_a_prop() -> None:
    assert cast("A violin on a chair")[0].name == "glyph:violin"
    scene = read("A woman with a violin")
    assert [(actor.name, actor.action) for actor in scene.actors] == [("woman", "fiddle")]
    assert "glyph:violin" not in scene.props and "held:violin" in scene.actors[0].traits


def test_never_more_than_the_stage_holds() -> None:
    assert len(cast("a dog, a cat, a horse, a fox, a bear, a wolf, a deer and an owl")) == 5


def test_a_prop_that_the_prompt_opens_with_stands_alone() -> None:
    assert [actor.name for actor in cast("a tulip opening at dawn")] == ["glyph:tulip"]
    assert cast("a dawn in a park with a statue") == []


def test_what_qualifies_a_noun_is_nobody() -> None:
    assert [actor.name for actor in cast("golden retriever puppies in a meadow")] == ["dog"]
    assert cast("inside a submarine control room") == []
