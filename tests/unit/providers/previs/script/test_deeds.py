import pytest

from rushes.providers.previs.script import read


@pytest.mark.parametrize(
    ("prompt", "deeds"),
    [
        ("A man and a girl walk along the beach", {"man": "walk", "girl": "walk"}),
        ("A man and a woman walk along the beach", {"couple": "walk"}),
        ("A woman with a dog sits on a bench", {"woman": "sit"}),
        ("A galloping horse in a field", {"horse": "run"}),
        ("奔跑的马", {"horse": "run"}),
        ("A dog chases a cat", {"dog": "run", "cat": "run"}),
        ("A knight fights a dragon", {"man": "slash", "dragon": "fight"}),
        ("A woman walks her dog", {"woman": "walk", "dog": "walk"}),
        ("Through the trees runs a wolf", {"wolf": "run"}),
        ("A boy flies a kite", {"boy": "stand", "kite": "fly"}),
        ("A ship passes a lighthouse", {"ship": "sail"}),
        ("Wild mustangs thunder across the plain", {"horse": "run"}),
        ("A postman on a moped", {"motorcycle": "drive"}),
        ("An octopus drags a steamer beneath the waves", {"glyph:octopus": "swim", "ship": "sail"}),
        ("Two scuba divers circle a wreck on the seabed", {"man": "swim"}),
        ("Snow falls on a sleeping dog", {"dog": "sleep"}),
        ("A man stands on a hill and plays guitar", {"man": "play"}),
        ("An owl on a branch", {"owl": "stand"}),
        ("A boy looks at the sea. He starts to dance.", {"boy": "dance"}),
        ("小女孩抱着一只猫坐在窗边", {"girl": "sit"}),
    ],
)
def test_an_action_belongs_to_its_subject(prompt: str, deeds: dict[str, str]) -> None:
    done = {actor.name: actor.action for actor in read(prompt).actors}
    assert deeds.items() <= done.items()


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("A man rides a horse", ["rider"]),
        ("A woman on a bicycle", ["cyclist"]),
        ("骑着马的男人", ["rider"]),
        ("一个女孩骑自行车", ["cyclist"]),
        ("A man stands beside a horse", ["man", "horse"]),
        ("A woman on a train", ["woman"]),
    ],
)
def test_who_is_on_something_is_one_figure_with_it(prompt: str, names: list[str]) -> None:
    assert [actor.name for actor in read(prompt).actors] == names


def test_a_crew_goes_into_its_boat() -> None:
    (boat,) = read("Two friends row a small boat across a lake").actors
    assert (boat.action, "crewed" in boat.traits) == ("row", True)


@pytest.mark.parametrize(
    ("prompt", "facing"), [("a dog runs to the left", -1), ("a dog runs from left to right", 1), ("a dog runs", 0)]
)
def test_directions_turn_the_runner_and_not_the_camera(prompt: str, facing: int) -> None:
    assert read(prompt).actors[0].facing == facing


def test_a_camera_s_direction_is_the_camera_s() -> None:
    scene = read("A dog sits. The camera pans to the left.")
    assert (scene.camera.move, scene.actors[0].facing) == ("pan_left", 0)


def test_who_poles_a_raft_is_on_it() -> None:
    for prompt in ("渔夫撑着竹筏在漓江上缓缓划过", "a fisherman poling a bamboo raft down a river"):
        assert [(actor.name, actor.action) for actor in read(prompt).actors] == [("raft", "row")]
